"""Words found in a text: whatever their case, marks, spaces and script, at the place where they stand."""

from types import SimpleNamespace

import pytest

from tracker.publishing import finding_words


def found(text, words):
    places = finding_words.found_in([SimpleNamespace(pk=1, text=text)], words).get(1, [])
    return [text[start:end] for start, end in places]


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("Al  Pha\nal pha", "AL pha", ["Al  Pha", "al pha"]),
        ("the Sa\u0301nchez and Sánchez files", "sanchez", ["Sa\u0301nchez", "Sánchez"]),
        ("Straße und STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("al-Qa’ida or al Qaida", "al-qaida", ["al-Qa’ida", "al Qaida"]),
        ("طالِبان و طالبان", "طالبان", ["طالِبان", "طالبان"]),
        ("در كابل، کابل", "کابل", ["كابل", "کابل"]),
        ("بيـــروت", "بیروت", ["بيـــروت"]),
        ("塔利班说", "利班", ["利班"]),
        ("operatives", "operat", ["operat"]),
        ("nothing here", "there", []),
        ("a.b", "...", []),
        ("none", "   ", []),
    ],
)
def test_words_are_found_as_people_would_look_for_them(text, words, places):
    assert found(text, words) == places


def test_no_more_places_than_can_be_shown():
    assert len(found("a" * 2000, "a")) == finding_words.MOST_FOUND
