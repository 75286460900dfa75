"""Addresses of the page on quality, and of the robustness of one agreement's headline."""

from django.urls import path

from tracker.web.quality import views

urlpatterns = [
    path("quality/", views.quality, name="quality"),
    path("quality/robustness/", views.robustness, name="quality-robustness"),
]
