"""Addresses at which files come in."""

from django.urls import path

from tracker.web.uploads import facts, views

urlpatterns = [
    path("uploads/", views.uploads, name="uploads"),
    path("uploads/<str:reference>/", views.upload, name="upload"),
    path("uploads/<str:reference>/facts/", facts.facts, name="upload_facts"),
]
