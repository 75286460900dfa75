"""Addresses of the review queue."""

from django.urls import path

from tracker.web.review import views

urlpatterns = [
    path("review/", views.review, name="review"),
    path("review/<str:reference>/", views.decide, name="review_decide"),
]
