"""Addresses at which files come in."""

from django.urls import path

from tracker.web.uploads import views

urlpatterns = [
    path("uploads/", views.uploads, name="uploads"),
    path("uploads/<str:reference>/", views.upload, name="upload"),
]
