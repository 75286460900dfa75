"""Addresses of the pages about reports."""

from django.urls import path

from tracker.web.reports import leaves, reader, views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/new/", views.new, name="report_new"),
    path("reports/<str:reference>/", reader.report, name="report"),
    path("reports/<str:reference>/edit/", views.edit, name="report_edit"),
    path("reports/<str:reference>/pages/<str:sha256>/<int:number>.webp", leaves.leaf, name="report_leaf"),
    path("reports/<str:reference>/originals/<str:sha256>/", views.original, name="report_original"),
]
