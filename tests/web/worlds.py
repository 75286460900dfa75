"""A world in which every page has something that everybody may see, and how a thing in it is closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests import factories
from tests.services.evidence import TEXT
from tracker.models import Commitment, Team
from tracker.models.marked import Marked
from tracker.services import assessments, comments, markings, search

NOW = factories.NOW
WORD = "Zanzibar"  # stands in everything closed and in nothing open
FEED = "https://closed.example.org/news.xml"


@dataclass
class World:
    """What there is, by what tests call it; `team` is whose the closed things are, `marking` how closed."""

    things: dict[str, Any] = field(default_factory=dict)
    marking: int = 4
    team: Team | None = None

    def __getattr__(self, name: str) -> Any:
        try:
            return self.things[name]
        except KeyError:
            raise AttributeError(name) from None

    def close(self, thing: Marked, **fields: Any) -> Any:
        """Mark a thing as the closed ones are; what belongs to it follows."""
        thing.marking = self.marking
        if self.team is not None:
            thing.teams.add(self.team)
        markings.settle(thing)
        thing.save()
        markings.spread(thing)
        search.refresh(thing)
        return thing


def open_world() -> World:
    """One agreement with two duties, their evidence in all states, and what people keep beside it."""
    writer = factories.UserFactory(username="writer", roles=("analyst",), level=0)
    agreement = factories.AgreementFactory(slug="accord", title="Accord")
    north, south = (factories.PartyFactory(slug=name, name=name.title()) for name in ("north", "south"))
    for party in (north, south):
        factories.AgreementPartyFactory(agreement=agreement, party=party)
    clause = factories.ClauseFactory(agreement=agreement, reference="Part 1", position=1)
    duty, other = (
        factories.CommitmentFactory(
            agreement=agreement,
            code=code,
            title=title,
            clause=clause,
            obligors=[north],
            beneficiaries=[south],
        )
        for code, title in (("N-01", "Withdraw forces"), ("N-02", "Release prisoners"))
    )
    factories.CommitmentLinkFactory(commitment=duty, other=other)
    source = factories.SourceFactory(slug="monitors", name="Monitors")
    origin = factories.OriginFactory(slug="eyes", name="Eyes")
    factories.OriginAliasFactory(origin=origin, name="Watchers")
    second = factories.OriginFactory(slug="ears", name="Ears")
    merged = factories.OriginFactory(slug="noses", name="Noses", merged_into=origin)
    report = report_of(source, "R-AAAAAA", "First release")
    world = World(
        {
            **{"writer": writer, "agreement": agreement, "north": north, "south": south, "clause": clause},
            **{"duty": duty, "other": other, "source": source, "origin": origin, "second": second},
            **{"merged": merged, "report": report},
        }
    )
    said = {
        "report": report,
        "author": writer,
        "origin": origin,
        "excerpt": "about 400",
        "statement": "Left.",
    }
    world.things["finding"] = factories.FindingFactory(
        reference="F-AAAAAA", commitment=duty, accepted=True, **said
    )
    world.things["waiting"] = factories.FindingFactory(
        reference="F-BBBBBB", commitment=duty, submitted=True, **{**said, "statement": "Went."}
    )
    factories.FindingFactory(
        reference="F-CCCCCC", commitment=other, accepted=True, stance="CONTRADICTS", **said
    )
    _beside(world)
    for thing in (agreement, clause, duty, other, source, origin, second, report, *report.attachments.all()):
        search.refresh(thing)
    for thing in (north, south, world.finding, world.waiting):
        search.refresh(thing)
    reassess(world)
    return world


def report_of(source: Any, reference: str, title: str, *, marked: str = "") -> Any:
    """A document of a source with one file of text, with a word more where `marked` says."""
    report = factories.ReportFactory(
        reference=reference, title=title, source=source, published_on=date(2020, 6, 8)
    )
    text = f"{TEXT} {marked}".strip()
    attachment = factories.AttachmentFactory(report=report, name="release.txt", body=text.encode())
    factories.TextPageFactory(attachment=attachment, number=1, text=text)
    return report


def _beside(world: World) -> None:
    """What stands beside the evidence: coverage, positions, remarks, a ruling, news, a page for everybody."""
    duty, writer = world.duty, world.writer
    world.things |= {
        "coverage": factories.CoverageFactory(commitment=duty, source=world.source, recorded_by=writer),
        "position": factories.PositionFactory(
            commitment=duty, party=world.south, kind="accuses", text="They stay."
        ),
        "page": factories.StatusPageFactory(slug="open-page", agreements=[world.agreement]),
        "feed": factories.FeedFactory(slug="wire", name="Wire", source=world.source),
    }
    world.things["news"] = factories.InboxEntryFactory(feed=world.feed, title="News of the day")
    world.things["capture"] = factories.CaptureFactory(
        done=True, attachment=world.report.attachments.get(), asked_by=writer
    )
    for thing in (world.finding, world.waiting):
        comments.write(text="Which province?", by=writer, at=NOW - timedelta(days=1), finding=thing)


def reassess(world: World, *, at: Any = NOW) -> None:
    """Have everything in force computed for every audience, as the worker would."""
    numbers = list(Commitment.objects.order_by("pk").values_list("pk", flat=True))
    assessments.request(commitments=numbers, at=at, cause="A test.")
    assessments.reassess(commitment_ids=numbers, at=at)
