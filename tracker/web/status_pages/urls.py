"""Addresses of the status pages, and of where they are kept."""

from django.urls import path

from tracker.web.status_pages import public, views

urlpatterns = [
    path("status-pages/", views.pages, name="status-pages"),
    path("status-pages/new/", views.new, name="status-page-new"),
    path("status-pages/<slug:slug>/edit/", views.edit, name="status-page-edit"),
    path("status-pages/<slug:slug>/close/", views.close, name="status-page-close"),
    path("status-pages/<slug:slug>/reopen/", views.reopen, name="status-page-reopen"),
    path("status/", public.listing, name="status-list"),
    path("status/<slug:slug>/", public.page, name="status-page"),
    path("status/<slug:slug>/badge.svg", public.badge, name="status-badge"),
    path("status/<slug:slug>/table/", public.table, name="status-table"),
]
