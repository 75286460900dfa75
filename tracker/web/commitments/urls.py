"""Addresses of the pages about commitments."""

from django.urls import path

from tracker.web.commitments import recording, views

ONE = "commitments/<slug:slug>/<str:code>/"

urlpatterns = [
    path("commitments/", views.commitments, name="commitments"),
    path("commitments/search/", views.search, name="commitments_search"),
    path("commitments/record/", recording.choose, name="commitments_record"),
    path(ONE, views.commitment, name="commitment"),
    path(f"{ONE}live/", views.live, name="commitment_live"),
    path(f"{ONE}prospects/", views.prospects, name="commitment_prospects"),
    *[
        one
        for what in recording.THINGS
        for one in (
            path(f"{ONE}{what}/", recording.record, {"what": what}, name=f"commitment_{what}"),
            path(
                f"{ONE}{what}/<str:reference>/",
                recording.correct,
                {"what": what},
                name=f"commitment_{what}_edit",
            ),
            path(
                f"{ONE}{what}/<str:reference>/remove/",
                recording.remove,
                {"what": what},
                name=f"commitment_{what}_remove",
            ),
            path(
                f"{ONE}{what}/<str:reference>/restore/",
                recording.restore,
                {"what": what},
                name=f"commitment_{what}_restore",
            ),
        )
    ],
]
