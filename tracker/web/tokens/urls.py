"""Addresses of a person's keys for the programming interface."""

from django.urls import path

from tracker.web.tokens import views

urlpatterns = [
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/revoke/", views.revoke, name="token_revoke"),
]
