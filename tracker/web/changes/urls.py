"""The address of the log of changes."""

from django.urls import path

from tracker.web.changes import views

urlpatterns = [
    path("changes/", views.changes, name="changes"),
]
