"""Addresses of unsent forms."""

from django.urls import path

from tracker.web.drafts import views

urlpatterns = [
    path("drafts/", views.drafts_of, name="drafts"),
    path("drafts/<path:key>/", views.draft, name="draft"),
]
