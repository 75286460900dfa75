"""Addresses of the pages about reports."""

from django.urls import path

from tracker.web.reports import reader, views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/new/", views.new, name="report_new"),
    path("reports/<str:reference>/", reader.report, name="report"),
    path("reports/<str:reference>/edit/", views.edit, name="report_edit"),
    path("reports/<str:reference>/originals/<str:sha256>/", views.original, name="report_original"),
]
