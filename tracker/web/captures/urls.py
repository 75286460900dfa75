"""Addresses of the pages about fetched web pages."""

from django.urls import path

from tracker.web.captures import views

urlpatterns = [
    path("captures/", views.captures, name="captures"),
    path("captures/<str:reference>/", views.capture, name="capture"),
    path("captures/<str:reference>/again/", views.again, name="capture_again"),
    path("captures/<str:reference>/warc/", views.warc, name="capture_warc"),
]
