"""Addresses of the pages that explain our words."""

from django.urls import path

from tracker.web.vocabulary import views

urlpatterns = [
    path("vocabulary/", views.vocabulary, name="vocabulary"),
    path("method/", views.method, name="method"),
]
