"""A prepared query answers what is stored now, to whoever asks, as the query made anew would."""

from datetime import date

import pytest
from django.db.models import QuerySet

from tests import factories
from tracker.models import Agreement, AgreementParty, Finding, User
from tracker.models.choices import Tlp
from tracker.selectors import agreements
from tracker.selectors.prepared import _prepared, answers
from tracker.selectors.visibility import visible_to

pytestmark = pytest.mark.django_db


def _submitted(reader: User) -> QuerySet[Finding]:
    return (
        visible_to(reader, Finding.objects.filter(state="submitted"))
        .order_by("pk")
        .select_related("commitment")
    )


def _signed_before(reader: User, day: date) -> QuerySet[Agreement]:
    return agreements.listed(reader).filter(signed_on__lt=day)


def _of_numbers(numbers: tuple[int, ...]) -> QuerySet[Finding]:
    return Finding.objects.filter(pk__in=numbers).order_by("pk")


def _slugs(reader: User) -> QuerySet[Agreement, tuple[str, bool]]:
    return agreements.named(reader).values_list("slug", "is_chosen")


def test_what_is_stored_now_is_answered() -> None:
    reader = factories.UserFactory()
    assert answers(_submitted, reader) == []
    one = factories.FindingFactory(submitted=True, marking=Tlp.CLEAR)
    assert answers(_submitted, reader) == [one]
    two = factories.FindingFactory(submitted=True, marking=Tlp.CLEAR)
    assert answers(_submitted, reader) == [one, two]
    Finding.objects.all().delete()
    assert answers(_submitted, reader) == []


def test_readers_are_answered_as_they_may_see() -> None:
    hidden = factories.FindingFactory(submitted=True, marking=Tlp.AMBER)
    cleared, other = factories.UserFactory(level=Tlp.AMBER), factories.UserFactory(level=Tlp.CLEAR)
    assert answers(_submitted, cleared) == [hidden]
    assert answers(_submitted, other) == []
    cleared.audience = other.audience
    assert answers(_submitted, cleared) == []


def test_it_is_put_in_sql_once_and_asks_once(django_assert_num_queries) -> None:
    factories.FindingFactory(submitted=True, marking=Tlp.CLEAR)
    reader = factories.UserFactory()
    _prepared.cache_clear()
    for _ in range(3):
        with django_assert_num_queries(1):
            assert [one.commitment.code for one in answers(_submitted, reader)]
    assert _prepared.cache_info().misses == 1


def test_rows_come_with_what_was_prefetched(django_assert_num_queries) -> None:
    role = factories.AgreementPartyFactory(agreement__signed_on=date(2020, 2, 29))
    reader = factories.UserFactory()
    for _ in range(2):
        with django_assert_num_queries(2):
            (found,) = answers(_signed_before, reader, date(2020, 3, 1))
            assert list(found.roles.all()) == [role]
            assert isinstance(found.roles.all()[0], AgreementParty)
    assert answers(_signed_before, reader, date(2020, 2, 29)) == []


def test_other_forms_than_rows_of_a_model() -> None:
    agreement = factories.AgreementFactory()
    reader = factories.UserFactory()
    assert answers(_slugs, reader) == [(agreement.slug, False)]
    reader.chosen.add(agreement)
    assert answers(_slugs, reader) == [(agreement.slug, True)]


def test_a_query_that_can_find_nothing_asks_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert answers(_of_numbers, ()) == []
    one = factories.FindingFactory()
    assert answers(_of_numbers, (one.pk,)) == [one]
