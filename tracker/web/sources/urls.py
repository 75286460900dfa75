"""Addresses of the pages about sources."""

from django.urls import path

from tracker.web.sources import rating, views

urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("sources/new/", rating.new, name="source_new"),
    path("sources/<slug:slug>/", views.source, name="source"),
    path("sources/<slug:slug>/rate/", rating.rate, name="source_rate"),
    path("sources/<slug:slug>/rerate/", rating.rerate, name="source_rerate"),
]
