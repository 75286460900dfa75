"""Addresses of the scratch copy."""

from django.urls import path

from tracker.web.what_if import publishing, views

urlpatterns = [
    path("what-if/", views.what_if, name="what-if"),
    path("what-if/publish/", publishing.publish, name="what-if-publish"),
]
