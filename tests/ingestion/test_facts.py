"""What a report may begin with: title, day and language, from the file or from its first words."""

from datetime import date

import pytest

from tracker.ingestion.facts import facts_of

LATEST = date(2021, 1, 1)
OPENING = "MONITORS: MEN REMAIN\n\nNew York, June 8, 2020 - On 3 May 2020 a team saw 400 men."


def facts(**given):
    return facts_of(**{"name": "release_final.pdf", "opening": OPENING, "latest": LATEST} | given)


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ({"title": "  The   Report "}, "The Report"),
        ({}, "MONITORS: MEN REMAIN"),
        ({"title": "Microsoft Word - final2.docx"}, "MONITORS: MEN REMAIN"),
        ({"title": "Untitled"}, "MONITORS: MEN REMAIN"),
        ({"title": "scan0001.pdf"}, "MONITORS: MEN REMAIN"),
        ({"opening": "# A heading of Markdown\n\nText."}, "A heading of Markdown"),
        ({"opening": ""}, "release final"),
        ({"opening": "word " * 200}, "release final"),
        ({"opening": "", "name": ""}, ""),
        ({"title": "x" * 400}, "x" * 200),
    ],
)
def test_the_title(given, title):
    assert facts(**given).title == title


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ({}, date(2020, 6, 8)),
        ({"written_on": date(2020, 6, 9)}, date(2020, 6, 9)),
        ({"written_on": date(2030, 1, 1)}, date(2020, 6, 8)),
        ({"opening": "In June 2020 the men remained."}, None),
        ({"opening": "Kabul, 8 June 2031. They will remain."}, None),
        ({"opening": "x " * 400 + "8 June 2020"}, None),
        ({"opening": "\x00 99 June 2020, 31 February"}, None),
    ],
)
def test_the_day_is_a_whole_one_at_the_beginning_and_not_in_the_future(given, day):
    assert facts(**given).published_on == day
