"""Builds files on their way in and unsent forms for tests; it stores no bytes."""

import factory

from tests.factories.moments import NOW
from tests.factories.people import UserFactory
from tracker.models import Draft, Upload


class UploadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Upload

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"release-{n}.pdf")
    size = 1000
    received = 400
    begun_at = NOW
    touched_at = NOW


class DraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Draft

    user = factory.SubFactory(UserFactory)
    key = factory.Sequence(lambda n: f"form-{n}")
    fields = {"title": ["Monitors report"]}
    saved_at = NOW
