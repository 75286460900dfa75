"""Addresses of the page about origins."""

from django.urls import path

from tracker.web.origins import views

urlpatterns = [
    path("origins/", views.origins, name="origins"),
    path("origins/search/", views.search, name="origins_search"),
]
