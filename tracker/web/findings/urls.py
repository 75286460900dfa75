"""Addresses of the pages about findings."""

from django.urls import path

from tracker.web.findings import acts, beside, views

urlpatterns = [
    path("reports/<str:reference>/findings/new/", views.new, name="finding_new"),
    path("reports/<str:reference>/findings/fit/", beside.fit, name="finding_fit"),
    path("reports/<str:reference>/findings/near/", beside.near, name="finding_near"),
    path("reports/<str:reference>/findings/days/", beside.days, name="finding_days"),
    path("reports/<str:reference>/findings/duties/", beside.duties, name="finding_duties"),
    path("reports/<str:reference>/findings/origins/", beside.origins, name="finding_origins"),
    path("reports/<str:reference>/findings/suggested/", beside.suggested, name="finding_suggested"),
    path("findings/", acts.drafts, name="findings"),
    path("findings/<str:reference>/", acts.finding, name="finding"),
    path("findings/<str:reference>/edit/", views.edit, name="finding_edit"),
    path("findings/<str:reference>/<slug:verb>/", acts.act, name="finding_act"),
]
