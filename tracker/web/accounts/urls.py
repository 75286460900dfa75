"""Addresses of signing in and out; the first administrator's stands in config, which keeps its token."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from tracker.web.accounts import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
