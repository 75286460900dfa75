"""The form of a finding while it is filled in: what is offered near a passage, what the next one keeps."""

import pytest

from tests import factories
from tests.services.evidence import analyst, duty, filed, submitted
from tests.web.proposals import form, new
from tracker.models import Finding
from tracker.selectors.reports import page_name

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}
TEXT = (
    "In April 2020 the team counted 400 to 600 armed operatives.\n\n"
    "It was told on 3 May 2020 and on 15 May 2020.\n\n"
    "روز ۲۶ ثور ۱۳۹۹ در کابل."
)


@pytest.fixture
def reader(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


@pytest.fixture
def report():
    return filed(text=TEXT)


def place(report, words):
    page = report.attachments.get().pages.get()
    start = page.text.index(words)
    return {"page": page_name(page), "start": start, "end": start + len(words)}


def text_of(response):
    return response.content.decode()


def values(response):
    return {
        name: response.context["form"][name].value() for name in ("quote", "observed_from", "observed_to")
    }


def test_a_place_is_enough_to_quote_and_what_is_sure_is_filled_in(client, reader, report):
    words = "In April 2020 the team counted 400 to 600 armed operatives"
    response = client.get(new(report), place(report, words), headers=SCRIPT)
    said = values(response)
    assert (said["quote"], str(said["observed_from"]), str(said["observed_to"])) == (
        words,
        "2020-04-01",
        "2020-04-30",
    )
    page = text_of(response)
    for shown in ('data-bound="range"', 'data-value_low="400"', 'data-value_high="600"', 'value="400"'):
        assert shown in page
    assert "13\xa0Hamal\xa01399" in page


def test_two_days_in_a_passage_are_offered_and_none_is_filled_in(client, reader, report):
    words = "It was told on 3 May 2020 and on 15 May 2020."
    response = client.get(new(report), place(report, words), headers=SCRIPT)
    assert values(response)["observed_to"] in ("", None)
    for day in ("2020-05-03", "2020-05-15"):
        assert f'data-observed_to="{day}"' in text_of(response)


def test_a_day_of_another_calendar_is_reckoned(client, reader, report):
    response = client.get(new(report), place(report, "روز ۲۶ ثور ۱۳۹۹"), headers=SCRIPT)
    assert str(values(response)["observed_to"]) == "2020-05-15"
    assert "reckoned" in text_of(response)


def test_another_passage_changes_what_is_offered_and_keeps_what_was_typed(client, reader, report):
    commitment = duty("METRIC", code="USG-01", title="Count the armed operatives")
    duty(code="TAL-03", title="Armed operatives stay away")
    asked = place(report, "told on 3 May 2020") | {
        "commitment": f"{commitment.agreement.slug}/USG-01",
        "value_low": "77",
        "severity": "1",
    }
    page = text_of(client.get(f"/reports/{report.reference}/findings/near/", asked))
    assert page.count("hx-swap-oob") == 3
    assert 'value="77"' in page
    assert "2020-05-03" in page
    chosen = page.split("USG-01")[1].split("</label>")[0]
    assert "checked" in chosen
    assert "TAL-03" in page


def test_the_next_passage_keeps_what_is_known_of_the_source(client, reader, report):
    factories.OriginFactory(name="Monitoring Team")
    sent = form(duty(), quote="It was told on 3 May 2020", observed_from="2020-05-01", action="next")
    beside = client.post(new(report), sent | {"statement": "only of this one"}, headers=SCRIPT)
    finding = Finding.objects.get()
    page = text_of(beside)
    assert beside.status_code == 200
    assert f"{finding.reference} waits for review." in page
    for kept in ('value="monitoring team"', 'value="2020-05-01"', 'value="2020-05-15"'):
        assert kept in page
    assert "only of this one" not in page
    assert beside.context["form"]["credibility"].value() == "3"
    assert not beside.context["form"]["quote"].value()
    alone = client.post(new(report), sent | {"quote": "on 15 May 2020"})
    assert alone["Location"].startswith(f"{new(report)}?origin=monitoring+team&credibility=3")
    assert values(client.get(alone["Location"]))["observed_from"] == "2020-05-01"


def test_a_voice_that_waits_already_is_told(client, reader, report):
    waiting = submitted(commitment=duty(code="A-01"))
    commitment = waiting.commitment
    asked = {"commitment": f"{commitment.agreement.slug}/A-01", "origin": waiting.origin.name}
    page = text_of(client.get(f"/reports/{report.reference}/findings/fit/", asked))
    assert "waits for review: together they are one voice" in page
    assert "counted once" in page


def test_the_whole_document_is_matched_with_the_duties_one_may_see(client, reader, report):
    duty(code="TAL-03", title="No armed operatives are told of")
    duty(code="SECRET-1", title="Armed operatives", marking=4, effective_marking=4)
    page = text_of(client.get(f"/reports/{report.reference}/findings/suggested/"))
    assert "TAL-03" in page
    assert "SECRET-1" not in page
    assert "findings/new/?commitment=" in page


def test_origins_are_picked_by_a_word_or_another_name(client, reader, report):
    factories.OriginFactory(name="Monitoring Team")
    factories.OriginFactory(name="Hidden monitors", marking=4, effective_marking=4)
    page = text_of(client.get(f"/reports/{report.reference}/findings/origins/", {"q": "monitor"}))
    assert 'data-value="Monitoring Team"' in page
    assert "Hidden" not in page
    assert "Nobody in the register" in text_of(
        client.get(f"/reports/{report.reference}/findings/origins/", {"q": "zzz"})
    )


def test_days_are_shown_in_other_calendars_as_they_are_typed(client, reader, report):
    address = f"/reports/{report.reference}/findings/days/"
    assert "26\xa0Sawr\xa01399" in text_of(client.get(address, {"observed_to": "2020-05-15"}))
    assert "Hijri" not in text_of(client.get(address, {"observed_to": "2020-05-"}))


@pytest.mark.parametrize("asked", [{"start": "x", "end": "-1"}, {"page": "zz-1"}, {"start": "9", "end": "3"}])
def test_an_odd_place_is_no_error(client, reader, report, asked):
    for name in ("near", "fit", "duties", "days", "new"):
        address = f"/reports/{report.reference}/findings/{name}/"
        assert client.get(address, place(report, "April") | asked).status_code == 200
