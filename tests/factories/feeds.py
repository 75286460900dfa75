"""Builds feeds, inbox entries and fetched pages for tests; it stores no bytes and asks nobody."""

import hashlib

import factory

from tests.factories.moments import NOW
from tests.factories.people import UserFactory
from tests.factories.sources import SourceFactory
from tracker.models import Capture, Feed, InboxEntry


class FeedFactory(factory.django.DjangoModelFactory):
    """A feed that was never asked; the trait `failing` has it answer no more."""

    class Meta:
        model = Feed

    class Params:
        failing = factory.Trait(failures=2, tried_at=NOW, problem="The server answered 500.")

    slug = factory.Sequence(lambda n: f"feed-{n}")
    name = factory.Sequence(lambda n: f"Feed {n}")
    source = factory.SubFactory(SourceFactory)
    url = factory.Sequence(lambda n: f"https://feeds.example.org/{n}.xml")
    due_at = NOW
    marking = 0
    effective_marking = factory.LazyAttribute(lambda f: max(f.marking, f.source.effective_marking))


class InboxEntryFactory(factory.django.DjangoModelFactory):
    """A new piece of news; the traits `snoozed`, `dismissed` and `filed` decide on it."""

    class Meta:
        model = InboxEntry

    class Params:
        dismissed = factory.Trait(
            state="dismissed",
            reason="Nothing about any duty.",
            decided_at=NOW,
            decided_by=factory.SubFactory(UserFactory),
        )
        snoozed = factory.Trait(
            state="snoozed",
            snoozed_until=factory.LazyFunction(lambda: NOW.date().replace(day=20)),
            decided_at=NOW,
            decided_by=factory.SubFactory(UserFactory),
        )
        filed = factory.Trait(
            state="filed",
            report=factory.SubFactory("tests.factories.reports.ReportFactory"),
            decided_at=NOW,
            decided_by=factory.SubFactory(UserFactory),
        )

    feed = factory.SubFactory(FeedFactory)
    key = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    title = factory.Sequence(lambda n: f"News {n}")
    url = factory.Sequence(lambda n: f"https://news.example.org/{n}")
    text = "The monitors counted the fighters who remain."
    arrived_at = NOW
    marking = 0
    effective_marking = factory.LazyAttribute(lambda e: max(e.marking, e.feed.effective_marking))


class CaptureFactory(factory.django.DjangoModelFactory):
    """A page that waits to be fetched; the traits `done` and `failed` end that."""

    class Meta:
        model = Capture

    class Params:
        body = b"<html><title>A page</title><body>Words</body></html>"
        done = factory.Trait(
            state="done",
            fetched_at=NOW,
            status_code=200,
            final_url=factory.SelfAttribute("url"),
            title="A page",
            sha256=factory.LazyAttribute(lambda c: hashlib.sha256(c.body).hexdigest()),
            warc_sha256=hashlib.sha256(b"record").hexdigest(),
        )
        failed = factory.Trait(state="failed", problem="The server answered 404 instead of the page.")

    url = factory.Sequence(lambda n: f"https://pages.example.org/{n}")
    asked_at = NOW
    asked_by = factory.SubFactory(UserFactory)
