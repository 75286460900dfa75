"""One closed thing of each kind, on what is open and apart from it; it says a word that nothing open says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests import factories
from tests.web.worlds import FEED, NOW, WORD, World, report_of
from tracker.models import InboxEntry, Perspective
from tracker.services import comments

SHA = "c" * 64


def kinds(world: World) -> dict[str, Callable[[], Any]]:
    """How to add one closed thing of each kind to a world."""
    made = (agreement, clause, duty, source, origin, report, attachment, finding, remarks, ruling)
    made += (observations, news, of_others)
    return {one.__name__: lambda one=one: one(world) for one in made}


def agreement(world: World) -> None:
    """An agreement of its own, with a duty owed by a party everybody knows, and a relation to an open one."""
    row = factories.AgreementFactory(slug="zanzibar", title=f"{WORD} accord")
    factories.AgreementPartyFactory(agreement=row, party=world.north)
    world.close(row)
    factories.AgreementRelationFactory(agreement=row, other=world.agreement)
    factories.AgreementRelationFactory(agreement=world.agreement, other=row)
    factories.AnchorFactory(agreement=row, code="zanzibar", label=WORD)
    _duty(world, row, "Z-01")


def clause(world: World) -> None:
    """A clause of the open agreement, before the one that is open."""
    row = factories.ClauseFactory(
        agreement=world.agreement, reference=f"{WORD} 0", position=0, text=f"{WORD} text"
    )
    world.close(row)


def duty(world: World) -> None:
    """A duty of the open agreement, tied to an open one, its computation waiting and another given up."""
    row = _duty(world, world.agreement, "Z-02")
    factories.CommitmentLinkFactory(commitment=world.duty, other=row)
    factories.CommitmentLinkFactory(commitment=row, other=world.other, kind="prerequisite")
    factories.ReassessmentRequestFactory(commitment=row, parked=True)
    factories.ReassessmentRequestFactory(commitment=_duty(world, world.agreement, "Z-03"))


def _duty(world: World, agreement_: Any, code: str) -> Any:
    row = factories.CommitmentFactory(
        agreement=agreement_,
        code=code,
        title=f"{WORD} duty",
        obligors=[world.north],
        version__kind="ACT",
        version__due_on=factories.TODAY + timedelta(days=3),
    )
    world.close(row)
    factories.FindingFactory(
        **{"reference": f"F-{code}", "commitment": row, "accepted": True, "report": world.report},
        **{"origin": world.origin, "author": world.writer},
        effective_marking=row.effective_marking,
        restricted=row.restricted,
    )
    return row


def source(world: World) -> None:
    """A source with a document and a feed, under an open one; an open duty says it looked there."""
    row = factories.SourceFactory(slug="zanzibar", name=f"{WORD} times", parent=world.source)
    world.close(row)
    report_of(row, "R-ZZZZZ1", f"{WORD} release")
    feed = factories.FeedFactory(slug="zanzibar", name=f"{WORD} wire", source=row, url=FEED)
    factories.InboxEntryFactory(feed=feed, title=WORD, same_as=world.news)
    world.close(row)


def origin(world: World) -> None:
    """An origin, another that was taken into an open one, and a finding that rests on it."""
    row = factories.OriginFactory(slug="zanzibar", name=f"{WORD} body")
    gone = factories.OriginFactory(slug="zanzibar-2", name=f"{WORD} two", merged_into=world.origin)
    into = factories.OriginFactory(slug="zanzibar-3", name=f"{WORD} three")
    for one in (row, gone, into):
        world.close(one)
    _finding(world, "F-ZZZZZ7", world.report, origin=row)


def report(world: World) -> None:
    """A document of an open source that nearly repeats an open one, with findings on open duties."""
    row = report_of(world.source, "R-ZZZZZ2", f"{WORD} second", marked=WORD)
    world.close(row)
    for number, state in enumerate(("accepted", "submitted"), start=2):
        _finding(world, f"F-ZZZZZ{number}", row, state=state)


def attachment(world: World) -> None:
    """A file of an open document."""
    row = factories.AttachmentFactory(report=world.report, name=f"{WORD}.txt", body=WORD.encode(), sha256=SHA)
    factories.TextPageFactory(attachment=row, number=1, text=f"{WORD} pages")
    world.close(row)


def finding(world: World) -> None:
    """Findings of an open document on an open duty, in the states that are counted somewhere."""
    for number, state in enumerate(("accepted", "submitted", "rejected"), start=4):
        _finding(world, f"F-ZZZZZ{number}", world.report, state=state)


def _finding(world: World, reference: str, report_: Any, *, state: str = "accepted", **more: Any) -> Any:
    said = {
        **{"reference": reference, "report": report_, "commitment": world.duty, "statement": WORD},
        **{"origin": world.origin, "author": world.writer, "stance": "CONTRADICTS", "credibility": "1"},
    }
    row = factories.FindingFactory(**{**said, state: True, **more})
    return world.close(row)


def remarks(world: World) -> None:
    """A remark on an open finding and one on what waits, each before an open one is written."""
    for thing in (world.finding, world.waiting):
        row = comments.write(text=WORD, by=world.writer, at=NOW - timedelta(days=2), finding=thing)
        world.close(row)


def ruling(world: World) -> None:
    """A ruling on an open duty, one in force and one that waits, as readers of it see the duty."""
    of_others = {"approved": True, "perspective": None, "commitment": world.duty}
    for reference, state in (("L-ZZZZZ1", of_others), ("L-ZZZZZ2", {"perspective": seen(world)})):
        row = factories.RulingFactory(
            **{"reference": reference, "justification": f"{WORD} " * 5, **state},
            proposed_by=world.writer,
        )
        world.close(row)


def seen(world: World) -> Perspective:
    """What most readers see of the open duty."""
    return Perspective.objects.filter(commitment=world.duty).order_by("pk").first()  # type: ignore[return-value]


def observations(world: World) -> None:
    """Coverage and a position on an open duty."""
    row = factories.CoverageFactory(commitment=world.duty, source=world.source, note=WORD)
    world.close(row)
    said = factories.PositionFactory(
        commitment=world.duty, party=world.north, kind="accuses", text=WORD, stated_on=date(2020, 7, 1)
    )
    world.close(said)


def news(world: World) -> None:
    """News of an open feed, one of which nearly repeats open news; a feed of an open source."""
    for place in (None, world.news):
        row = factories.InboxEntryFactory(feed=world.feed, title=f"{WORD} news", same_as=place)
        world.close(row)
    first = factories.InboxEntryFactory(feed=world.feed, title=f"{WORD} first", arrived_at=NOW)
    world.close(first)
    InboxEntry.objects.filter(pk=world.news.pk).update(same_as=first)
    row = factories.FeedFactory(
        slug="zanzibar-2", name=f"{WORD} second wire", source=world.source, failing=True
    )
    world.close(row)


def of_others(world: World) -> None:
    """What somebody else keeps: a brief, a portfolio, views, files, keys, letters, running jobs."""
    teams = [world.team] if world.team else []
    audience = factories.AudienceFactory(level=4, teams=teams)
    other = factories.UserFactory(username="zanzibar", audience=audience, roles=("analyst",))
    factories.BriefFactory(
        user=other, agreement=world.agreement, audience=other.audience, reference="B-ZZZZZ1"
    )
    factories.PortfolioDayFactory(audience=other.audience, reference="P-ZZZZZ1", known_by=factories.TODAY)
    factories.SavedViewFactory(user=other, name=WORD)
    factories.UploadFactory(user=other, name=f"{WORD}.pdf")
    factories.CaptureFactory(asked_by=other, url=f"https://{WORD.lower()}.example.org/")
    factories.NotificationFactory(user=other, commitment=world.duty)
    factories.SubscriptionFactory(user=other, name=WORD, number=900)
    factories.ApiTokenFactory(user=other, name=WORD)
    factories.DraftFactory(user=other)
    factories.LetterFactory(user=other, parked=True)
