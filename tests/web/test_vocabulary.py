"""The pages that explain our words name every one of them."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.people import UserFactory
from tracker.assessment.enums import ExclusionCode, Headline, ReasonCode, Status
from tracker.assessment.reference_numbers import PARAMETERS
from tracker.templatetags.statuses import status_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(UserFactory())
    return client


@pytest.mark.parametrize("address", ["/vocabulary/", "/method/"])
def test_strangers_are_asked_to_sign_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/login/?next={address}"


def test_the_vocabulary_shows_each_status_twice_with_and_twice_without_colour(reader: Client) -> None:
    page = reader.get("/vocabulary/").content.decode()
    with_colour, without_colour = page.split("sv-grey", 1)
    for status in Status:
        shape = f"sprite.svg#{status_class(status)}"
        assert with_colour.count(shape) == 2
        assert without_colour.count(shape) >= 2


def test_the_vocabulary_shows_every_headline_and_every_row_of_the_crosswalk(reader: Client) -> None:
    answer = reader.get("/vocabulary/")
    assert list(answer.context["headlines"]) == list(Headline)
    assert "No evidence available" in answer.content.decode()


def test_the_method_names_every_code_and_number(reader: Client) -> None:
    page = reader.get("/method/").content.decode()
    for word in (*ReasonCode, *ExclusionCode, *Status, *PARAMETERS):
        assert f">{word}<" in page
    assert "%(" not in page
    assert "1,000 · 700 · 400 · 150 · 0 · 250" in page


@pytest.mark.parametrize("address", ["/vocabulary/", "/method/"])
def test_nothing_is_inline(reader: Client, address: str) -> None:
    page = reader.get(address).content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick" not in page
    assert page.count("<script") == page.count("<script src=")
