"""Two worlds, alike but for what is closed: whoever may not see it finds the same, word for word, in both."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests import factories
from tracker.models.choices import SearchKind
from tracker.selectors.search import asking, finding
from tracker.selectors.search.showing import shown
from tracker.services import search

DAY = date(2020, 6, 1)
TOKEN = r'name="csrfmiddlewaretoken"[^>]*|X-CSRFToken[^}]*'
WORDS = ["zanzibar", "mombasa", "kilwa", "pemba", "lamu"]
QUESTIONS = [
    *WORDS,
    *[f"{one} {other}" for one in WORDS for other in WORDS if one != other],
    *[f'"{one} {other}"' for one, other in pairwise(WORDS)],
    *[word[:length] for word in WORDS for length in (3, 4)],
    "zan* kilwa mombasa",
    "zanzibar kilwa mombasa pemba lamu",
    '"kilwa" zanzibar',
    "secret",
    "hidden zanzibar",
    "R-SECRET",
    "SEC-01",
    "the",
    "closed times",
    "نیروها زنگبار",
    "ma",
]


def document(number, *, marking=0, text="", title=""):
    source = factories.SourceFactory(
        name=f"Times {number}", slug=f"times-{number}-{marking}", marking=marking
    )
    report = factories.ReportFactory(
        reference=f"R-{number:06d}" if not marking else f"R-SECR{number:02d}",
        title=title or f"{WORDS[number % 5]} {WORDS[number % 3]} {number}",
        source=source,
        published_on=DAY + timedelta(days=number % 4),
        marking=marking,
    )
    attachment = factories.AttachmentFactory(report=report, name=f"lamu-{number}.pdf", pasted=number % 2 == 0)
    for page in range(number % 3 + 1):
        words = (
            text or f"{WORDS[(number + page) % 5]} and {WORDS[(number * page) % 5]} the {WORDS[page]} نیروها"
        )
        factories.TextPageFactory(attachment=attachment, text=words)
    agreement = factories.AgreementFactory(
        slug=f"accord-{number}-{marking}", title=f"Pemba {number}", marking=marking
    )
    commitment = factories.CommitmentFactory(
        agreement=agreement, code=f"ZAN-{number:02d}" if not marking else f"SEC-{number:02d}", marking=marking
    )
    clause = factories.ClauseFactory(agreement=agreement, text="Leave kilwa and lamu", marking=marking)
    finding_ = factories.FindingFactory(
        submitted=True,
        reference=f"F-{number:06d}" if not marking else f"F-SECR{number:02d}",
        report=report,
        commitment=commitment,
        statement=f"{WORDS[number % 4]} was left",
        excerpt="zanzibar mombasa",
        observed_to=DAY,
        marking=marking,
    )
    origin = factories.OriginFactory(
        name=f"Kilwa body {number}", slug=f"body-{number}-{marking}", marking=marking
    )
    party = factories.PartyFactory(name=f"Kilwa people {number} {marking}")
    if not marking and number < 50:  # a party is known to everybody
        search.refresh(party)
    for thing in (source, report, attachment, agreement, commitment, clause, finding_, origin):
        search.refresh(thing)
    return report


def closed_things(marking):
    """Of every marked kind one or more, with the words that are looked for, newer than everything else."""
    for number in range(3):
        document(
            number,
            marking=marking,
            title="Secret zanzibar kilwa",
            text="hidden zanzibar mombasa kilwa pemba lamu",
        )
    source = factories.SourceFactory(marking=marking)
    report = factories.ReportFactory(title="lamu pemba", published_on=DAY, source=source, marking=marking)
    search.refresh(report)


def tell(reader):
    """All that the reader is told: the order, how each was found, whether there is more, the pieces shown."""
    told = []
    for asked in QUESTIONS:
        question = asking.read(asked)
        found = finding.find(reader, question)
        hits = shown(found.places, question)
        told.append(
            (
                asked,
                found.more,
                [(hit.kind, hit.tier.terms, hit.tier.phrase, hit.code, hit.title, hit.text) for hit in hits],
                [[other.text for other in hit.others] for hit in hits],
            )
        )
    return told


@pytest.mark.django_db
@pytest.mark.parametrize(("level", "marking"), [(0, 1), (1, 3), (3, 4)])
def test_nothing_closed_changes_what_a_lower_reader_finds(level, marking):
    assert len(QUESTIONS) >= 50
    for number in range(8):
        document(number)
    reader, cleared = factories.UserFactory(level=level), factories.UserFactory(level=4)
    before = tell(reader)
    assert len({hit[0] for _, _, hits, _ in before for hit in hits}) == len(SearchKind)
    closed_things(marking)
    assert tell(reader) == before
    assert tell(cleared) != before, "or there is nothing that could have been betrayed"


@pytest.mark.django_db
def test_a_team_of_its_own_changes_nothing_for_others():
    for number in range(4):
        document(number)
    reader = factories.UserFactory(level=4)
    team = factories.TeamFactory()
    before = tell(reader)
    report = document(50, title="zanzibar kilwa secret", text="hidden zanzibar kilwa")
    report.teams.add(team)
    for row in (report, *report.attachments.all(), *report.findings.all()):
        type(row).objects.filter(pk=row.pk).update(restricted=True)
        if row is not report:
            row.teams.add(team)
    commitment = report.findings.get().commitment
    for row in (report.source, commitment, commitment.agreement, *commitment.agreement.clauses.all()):
        type(row).objects.filter(pk=row.pk).update(restricted=True)
    origin = type(factories.OriginFactory()).objects.filter(slug__startswith="body-50")
    origin.update(restricted=True)
    assert tell(reader) == before
    member = factories.UserFactory(audience=factories.AudienceFactory(level=4, teams=[team]))
    assert any("R-000050" in str(one) for one in tell(member))


def apart(one, other):
    """The words around the first letter in which two lines differ."""
    place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[max(0, place - 60) : place + 60], other[max(0, place - 60) : place + 60]


@pytest.mark.django_db
def test_pages_are_the_same_letter_for_letter(client):
    for number in range(8):
        document(number)
    client.force_login(factories.UserFactory(level=1))

    def pages():
        asked = [{"q": one, "stay": "1"} for one in QUESTIONS[::6]]
        asked += [
            {"q": "zanzibar", "kind": "page"},
            {"q": "zanzibar", "page": "2"},
            {"q": "SEC-01"},
            {"q": "R-SECR00"},
        ]
        answers = [client.get("/search/", one).content.decode() for one in asked]
        return [re.sub(TOKEN, "", line) for one in answers for line in one.splitlines()]

    before = pages()
    closed_things(3)
    after = pages()
    assert [apart(one, other) for one, other in zip(before, after, strict=True) if one != other] == []
