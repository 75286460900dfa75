"""Addresses of the inbox."""

from django.urls import path

from tracker.web.inbox import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<str:reference>/", views.decide, name="inbox_decide"),
]
