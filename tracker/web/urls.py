"""Lists the pages' addresses; it must not know what they show."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tracker.web.overview.urls")),
    path("", include("tracker.web.agreements.urls")),
    path("", include("tracker.web.commitments.urls")),
    path("", include("tracker.web.vocabulary.urls")),
]
