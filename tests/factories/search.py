"""Builds entries of the search by hand; those of a real thing come from `services.search.refresh`."""

import factory

from tests.factories.parties import PartyFactory
from tracker.models import SearchEntry, SearchText
from tracker.models.choices import SearchKind
from tracker.models.search import entry_number


class SearchEntryFactory(factory.django.DjangoModelFactory):
    """The entry of a party."""

    class Meta:
        model = SearchEntry

    party = factory.SubFactory(PartyFactory)
    kind = SearchKind.PARTY
    id = factory.LazyAttribute(lambda entry: entry_number(None, SearchKind.PARTY, entry.party.pk))
    reference = factory.LazyAttribute(lambda entry: entry.party.slug)


class SearchTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SearchText

    entry = factory.SubFactory(SearchEntryFactory)
    head = "northland"
    body = "a state in the north"
