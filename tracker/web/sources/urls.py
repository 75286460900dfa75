"""Addresses of the pages about sources."""

from django.urls import path

from tracker.web.sources import views

urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:slug>/", views.source, name="source"),
]
