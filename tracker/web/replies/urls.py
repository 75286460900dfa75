"""Addresses of the page about replies that are due."""

from django.urls import path

from tracker.web.replies import views

urlpatterns = [path("replies/", views.replies, name="replies")]
