"""Addresses of the pages about reports."""

from django.urls import path

from tracker.web.reports import alike, files, leaves, reader, removal, views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/new/", views.new, name="report_new"),
    path("reports/removed/", removal.removed, name="reports_removed"),
    path("reports/<str:reference>/", reader.report, name="report"),
    path("reports/<str:reference>/edit/", views.edit, name="report_edit"),
    path("reports/<str:reference>/files/", files.add, name="report_files"),
    path("reports/<str:reference>/files/<str:sha256>/", files.facts, name="report_file"),
    path("reports/<str:reference>/remove/", removal.remove, name="report_remove"),
    path("reports/<str:reference>/restore/", removal.restore, name="report_restore"),
    path("reports/<str:reference>/alike/", alike.line, name="report_alike"),
    path("reports/<str:reference>/alike/<str:other>/", alike.pair, name="report_pair"),
    path("reports/<str:reference>/pages/<str:sha256>/<int:number>.webp", leaves.leaf, name="report_leaf"),
    path("reports/<str:reference>/originals/<str:sha256>/", views.original, name="report_original"),
]
