"""Builds reports with an original and its pages of text for tests; it stores no file."""

import hashlib

import factory

from tests.factories.moments import NOW, SIGNED_ON
from tests.factories.people import UserFactory
from tests.factories.sources import SourceFactory
from tracker.models import Attachment, Report, TextPage


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Report

    title = factory.Sequence(lambda n: f"Report {n}")
    source = factory.SubFactory(SourceFactory)
    published_on = SIGNED_ON
    recorded_at = NOW
    recorded_by = factory.SubFactory(UserFactory)
    marking = 0
    effective_marking = factory.LazyAttribute(lambda r: max(r.marking, r.source.effective_marking))


class AttachmentFactory(factory.django.DjangoModelFactory):
    """The row of an original; `body` gives its bytes, of which only digest and size are kept."""

    class Meta:
        model = Attachment

    class Params:
        body = factory.Sequence(lambda n: f"Text {n}".encode())

    report = factory.SubFactory(ReportFactory)
    sha256 = factory.LazyAttribute(lambda a: hashlib.sha256(a.body).hexdigest())
    size = factory.LazyAttribute(lambda a: len(a.body))
    name = factory.Sequence(lambda n: f"pasted-{n}.txt")
    content_type = "text/plain; charset=utf-8"
    pasted = True
    stored_at = NOW
    stored_by = factory.SubFactory(UserFactory)
    read_state = "read"
    read_at = NOW
    marking = 0
    effective_marking = factory.LazyAttribute(lambda a: max(a.marking, a.report.effective_marking))


class TextPageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TextPage

    attachment = factory.SubFactory(AttachmentFactory)
    number = factory.LazyAttribute(lambda page: page.attachment.pages.count() + 1)
    text = "Between 400 and 600 fighters remain in twelve provinces."
