"""Small worlds in which people work through two spells of time, and the words of pages; no test itself."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from hypothesis import strategies as st
from lxml import html

from tests import factories
from tests.services.reassessing import START, accepted, noon
from tracker.models import Commitment, Finding
from tracker.services import assessments

DAY = timedelta(days=1)
# The words of a page are read in a frame of their own: menus, search and counts of the present take longer.
BARE = {
    "MIDDLEWARE": [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django_htmx.middleware.HtmxMiddleware",
        "tracker.web.not_computed.NotComputed",
    ],
    "TEMPLATES": [
        {**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "frame", *settings.TEMPLATES[0]["DIRS"]]}
    ],
}
ADDRESSES = (
    "/commitments/{slug}/D-0/",
    "/commitments/{slug}/D-1/",
    "/commitments/",
    "/",
    "/agreements/",
    "/agreements/{slug}/",
    "/agreements/{slug}/timeline/",
    "/agreements/{slug}/figures/",
    "/agreements/{slug}/text/",
)
LOOKED_AT = 3  # pages of a history: over a thousand each is looked at in some three hundred
KINDS = [
    {},
    {"kind": "PROHIBITION", "essential": True},
    {"kind": "ACT", "due_on": START + 20 * DAY, "grace_days": 3},
    {"kind": "METRIC", "baseline": 100, "target": 0, "due_on": START + 30 * DAY},
]

PLACES = st.integers(0, 2)
FILED = st.fixed_dictionaries(
    {
        "what": st.just("file"),
        "place": PLACES,
        "ago": st.integers(0, 60),
        "lag": st.integers(0, 15),
        "stance": st.sampled_from(["SUPPORTS", "CONTRADICTS"]),
        "grade": st.sampled_from(["A1", "B2", "C3"]),
        "value": st.integers(0, 110),
    }
)
REVISED = st.fixed_dictionaries(
    {"what": st.just("revise"), "place": PLACES, "later": st.integers(1, 40), "essential": st.booleans()}
)
SUPERSEDED = st.fixed_dictionaries({"what": st.just("supersede"), "number": st.integers(0, 20)})
RERATED = st.fixed_dictionaries(
    {"what": st.just("rerate"), "number": st.integers(0, 20), "grade": st.sampled_from("ACE")}
)
LINKED = st.fixed_dictionaries(
    {"what": st.just("link"), "kind": st.sampled_from(["reciprocal", "prerequisite"])}
)
UNLINKED = st.fixed_dictionaries({"what": st.just("unlink")})
PASSED = st.fixed_dictionaries({"what": st.just("pass"), "days": st.integers(1, 25)})
DEEDS = st.one_of(FILED, FILED, REVISED, SUPERSEDED, RERATED, LINKED, UNLINKED, PASSED)
WORLDS = st.fixed_dictionaries(
    {
        "kinds": st.lists(st.sampled_from(KINDS), min_size=2, max_size=3),
        "before": st.lists(DEEDS, min_size=1, max_size=6),
        "after": st.lists(DEEDS, min_size=1, max_size=8),
        "ago": st.integers(0, 40),
        "known_ago": st.integers(0, 40),
        "looks": st.lists(st.sampled_from(ADDRESSES), min_size=LOOKED_AT, max_size=LOOKED_AT, unique=True),
    }
)


class World:
    """One agreement whose duties people work on; the clock only moves forward."""

    def __init__(self, kinds):
        self.today = START + 45 * DAY
        self.agreement = factories.AgreementFactory(time_zone="UTC", signed_on=START)
        self.duties = [
            factories.CommitmentFactory(
                agreement=self.agreement,
                code=f"D-{place}",
                title=f"Duty number {place}",
                **{
                    f"version__{name}": value
                    for name, value in {
                        "kind": "CONTINUING",
                        "starts_on": START,
                        "recorded_on": START,
                        **inputs,
                    }.items()
                },
            )
            for place, inputs in enumerate(kinds)
        ]

    def live(self, deeds):
        """Do these things, then let the jobs catch up on the evening of the last day."""
        for deed in deeds:
            getattr(self, "_" + deed["what"])(**{name: deed[name] for name in deed if name != "what"})
        assessments.request(commitments=self.duties, at=noon(self.today))
        assessments.reassess(commitment_ids=[one.pk for one in self.duties], at=noon(self.today))

    def _duty(self, place):
        return self.duties[place % len(self.duties)]

    def _file(self, place, ago, lag, stance, grade, value):
        commitment = self._duty(place)
        observed = self.today - ago * DAY
        is_metric = commitment.versions.first().kind == "METRIC"
        accepted(
            commitment,
            observed,
            published_on=min(observed + lag * DAY, self.today),
            accepted_on=self.today,
            accepted_at=noon(self.today),
            stance=stance,
            reliability=grade[0],
            credibility=grade[1],
            **({"bound": "exact", "value_low": value} if is_metric else {}),
        )

    def _revise(self, place, later, essential):
        commitment = self._duty(place)
        last = commitment.versions.order_by("number").last()
        last.pk, last.number = None, last.number + 1
        last.due_on = (last.due_on or self.today) + later * DAY
        last.essential, last.recorded_on = essential, self.today
        last.save()
        Commitment.objects.filter(pk=commitment.pk).update(current=last)

    def _one_in_force(self, number):
        rows = list(Finding.objects.filter(state="accepted").order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def _supersede(self, number):
        row = self._one_in_force(number)
        if row is not None:
            row.state, row.superseded_at, row.superseded_by = "superseded", noon(self.today), row.accepted_by
            row.superseded_on = self.today
            row.save()
        return row

    def _rerate(self, number, grade):
        old = self._supersede(number)
        if old is not None:
            accepted(
                old.commitment,
                old.observed_to,
                published_on=old.published_on,
                accepted_on=self.today,
                accepted_at=noon(self.today),
                origin=old.origin,
                stance=old.stance,
                reliability=grade,
                credibility=old.credibility,
                bound=old.bound,
                value_low=old.value_low,
            )

    def _link(self, kind):
        one, other = self.duties[:2]
        if not one.links.filter(kind=kind, removed_at=None).exists():
            factories.CommitmentLinkFactory(
                commitment=one, other=other, kind=kind, retroactive=False, recorded_on=self.today
            )

    def _unlink(self):
        link = self.duties[0].links.filter(removed_at=None).first()
        if link is not None:
            link.removed_on, link.removed_at, link.removed_by = self.today, noon(self.today), link.recorded_by
            link.save()

    def _pass(self, days):
        self.today += days * DAY


def words_of(client, address: str) -> list[str]:
    """What a page says of its day, and where its links lead: all but what it marks as known later."""
    response = client.get(address)
    assert response.status_code == 200, address
    page = html.fromstring(response.content.decode())
    found = page.xpath("//main") or [page]
    for part in found[0].xpath(".//*[@data-later] | .//*[@name='csrfmiddlewaretoken']"):
        part.drop_tree()
    links = [f"→{link}" for link in found[0].xpath(".//a/@href")]
    return found[0].text_content().split() + links
