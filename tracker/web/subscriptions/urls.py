"""Addresses of a person's private addresses, and the shape of those themselves."""

from django.urls import path

from tracker.web.subscriptions import giving, views

urlpatterns = [
    path("addresses/", views.addresses, name="subscriptions"),
    path("addresses/revoke/", views.revoke, name="subscription_revoke"),
    path("calendars/<str:token>.ics", giving.calendar, name="calendar"),
    path("feeds/<str:token>.atom", giving.feed, name="feed"),
]
