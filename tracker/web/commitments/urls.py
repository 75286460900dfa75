"""Addresses of the pages about commitments."""

from django.urls import path

from tracker.web.commitments import recording, views

ONE = "commitments/<slug:slug>/<str:code>/"

urlpatterns = [
    path("commitments/", views.commitments, name="commitments"),
    path("commitments/search/", views.search, name="commitments_search"),
    path(ONE, views.commitment, name="commitment"),
    path(f"{ONE}live/", views.live, name="commitment_live"),
    path(f"{ONE}prospects/", views.prospects, name="commitment_prospects"),
    path(f"{ONE}coverage/", recording.coverage, name="commitment_coverage"),
    path(f"{ONE}position/", recording.position, name="commitment_position"),
]
