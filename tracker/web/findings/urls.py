"""Addresses of the pages about findings."""

from django.urls import path

from tracker.web.findings import acts, views

urlpatterns = [
    path("reports/<str:reference>/findings/new/", views.new, name="finding_new"),
    path("reports/<str:reference>/findings/fit/", views.fit, name="finding_fit"),
    path("reports/<str:reference>/findings/duties/", views.duties, name="finding_duties"),
    path("findings/", acts.drafts, name="findings"),
    path("findings/<str:reference>/", acts.finding, name="finding"),
    path("findings/<str:reference>/edit/", views.edit, name="finding_edit"),
    path("findings/<str:reference>/<slug:verb>/", acts.act, name="finding_act"),
]
