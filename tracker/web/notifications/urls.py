"""Addresses of what one was told of."""

from django.urls import path

from tracker.web.notifications import views

urlpatterns = [
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/read/", views.read, name="notifications_read"),
]
