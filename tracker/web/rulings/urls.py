"""Addresses of the pages about rulings."""

from django.urls import path

from tracker.web.rulings import views

urlpatterns = [
    path("rulings/", views.rulings, name="rulings"),
    path("rulings/new/", views.new, name="ruling_new"),
    path("rulings/<str:reference>/", views.ruling, name="ruling"),
]
