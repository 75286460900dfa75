"""Addresses of the pages about feeds."""

from django.urls import path

from tracker.web.feeds import views

urlpatterns = [
    path("feeds/", views.feeds, name="feeds"),
    path("feeds/new/", views.new, name="feed_new"),
    path("feeds/<slug:slug>/edit/", views.edit, name="feed_edit"),
    path("feeds/<slug:slug>/ask/", views.ask_now, name="feed_ask"),
]
