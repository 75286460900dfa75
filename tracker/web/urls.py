"""Lists the pages' addresses; it must not know what they show."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tracker.web.jobs.urls")),
    path("", include("tracker.web.overview.urls")),
    path("", include("tracker.web.agreements.urls")),
    path("", include("tracker.web.parties.urls")),
    path("", include("tracker.web.changes.urls")),
    path("", include("tracker.web.search.urls")),
    path("", include("tracker.web.commitments.urls")),
    path("", include("tracker.web.vocabulary.urls")),
    path("", include("tracker.web.what_if.urls")),
    path("", include("tracker.web.quality.urls")),
    path("", include("tracker.web.portfolios.urls")),
    path("", include("tracker.web.accounts.urls")),
    path("", include("tracker.web.uploads.urls")),
    path("", include("tracker.web.drafts.urls")),
    path("", include("tracker.web.captures.urls")),
    path("", include("tracker.web.feeds.urls")),
    path("", include("tracker.web.subscriptions.urls")),
    path("", include("tracker.web.status_pages.urls")),
    path("", include("tracker.web.inbox.urls")),
    path("", include("tracker.web.reports.urls")),
    path("", include("tracker.web.findings.urls")),
    path("", include("tracker.web.review.urls")),
    path("", include("tracker.web.comments.urls")),
    path("", include("tracker.web.notifications.urls")),
    path("", include("tracker.web.rulings.urls")),
    path("", include("tracker.web.replies.urls")),
    path("", include("tracker.web.sources.urls")),
    path("", include("tracker.web.origins.urls")),
]
