"""Addresses of the page on quality."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
