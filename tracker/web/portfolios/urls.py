"""Addresses of the pages about portfolios of a pair of days."""

from django.urls import path

from tracker.web.portfolios import views

urlpatterns = [
    path("portfolios/", views.portfolios, name="portfolios"),
    path("portfolios/<str:reference>/", views.portfolio, name="portfolio"),
]
