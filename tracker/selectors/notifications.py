"""Answers what a person was told of and may still see; it tells nobody anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from tracker.models import (
    Agreement,
    Audience,
    Brief,
    Comment,
    Commitment,
    Finding,
    Letter,
    Notification,
    NotificationRule,
    Party,
    StatusChange,
    User,
)
from tracker.models.choices import FindingState, Tlp
from tracker.models.states import LetterState
from tracker.selectors.visibility import audience_of, visible_to, visible_to_audience

SHOWN = 100
MAILED_UP_TO = Tlp.GREEN  # decision 28: what is more than this stands in no mail
# What a reader can choose in the list, to how the names of such events begin.
KINDS = {
    "change": ("change ",),
    "deadline": ("deadline ",),
    "mention": ("comment.",),
    "finding": ("finding.",),
    "brief": ("brief",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One event with what it is about, as far as the person may see it."""

    notification: Notification
    commitment: Commitment | None = None
    finding: Finding | None = None
    comment: Comment | None = None
    change: StatusChange | None = None
    brief: Brief | None = None

    @property
    def kind(self) -> str:
        """What happened: the first word of the event, such as `comment.mention`."""
        return self.notification.event_key.split(" ", 1)[0]

    @property
    def due_on(self) -> date | None:
        """The day that comes near, where the event is one of those."""
        words = self.notification.event_key.split(" ")
        return date.fromisoformat(words[2]) if words[0] == "deadline" else None


def news(reader: User, *, most: int = SHOWN) -> list[News]:
    """The latest events told to a person, newest first, without what they may no longer see."""
    return as_news(seen(reader)[:most])


def as_news(rows: QuerySet[Notification]) -> list[News]:
    """The events with what they are about; one query for all."""
    return [
        News(
            notification=one,
            commitment=one.commitment,
            finding=one.finding,
            comment=one.comment,
            change=one.change,
            brief=one.brief,
        )
        for one in rows.select_related(
            *("commitment__agreement", "finding__commitment__agreement", "change"),
            *("comment__written_by", "comment__finding", "brief"),
        )
    ]


def seen(reader: User) -> QuerySet[Notification]:
    """The events told to a person that they may still see, newest first."""
    rows = Notification.objects.filter(user=reader).filter(_in_sight(reader, audience_of(reader)))
    return rows.order_by("-created_at", "-id")


def listed(
    reader: User, *, kind: str = "", agreement: str = "", only_unread: bool = False
) -> QuerySet[Notification]:
    """Those events, the unread first, of a kind (one of KINDS) or an agreement (its slug) where asked."""
    rows = seen(reader)
    if kind in KINDS:
        begins = Q()
        for beginning in KINDS[kind]:
            begins |= Q(event_key__startswith=beginning)
        rows = rows.filter(begins)
    if agreement:
        rows = rows.filter(commitment__agreement__slug=agreement)
    if only_unread:
        rows = rows.filter(read_at__isnull=True)
    read = Case(When(read_at__isnull=True, then=Value(0)), default=Value(1))
    return rows.order_by(read, "-created_at", "-id")


def unread(reader: User) -> int:
    """How many events somebody was told of and has not read, as far as they may see them."""
    return unread_rows(reader).count()


def unread_rows(reader: User) -> QuerySet[Notification]:
    """Those events; the frame counts them beside other things."""
    return seen(reader).filter(read_at__isnull=True)


def enclosed(letter: Letter) -> tuple[list[News], int]:
    """What a letter may say now: the events in it that may be written out, and how many more its reader sees.

    Written out is only what somebody cleared for TLP:GREEN, in no team, reads as well.
    """
    reader = letter.user
    rows = seen(reader).filter(letter=letter).order_by("created_at", "id")
    anybody = Audience.objects.get(level=MAILED_UP_TO, team_key="")
    plain = as_news(rows.filter(_in_sight(reader, anybody), brief__isnull=True))
    return plain, rows.count() - len(plain)


def last_letter(reader: User) -> Letter | None:
    """The last letter to a person that was tried."""
    rows = Letter.objects.filter(user=reader, attempts__gt=0).exclude(state=LetterState.NEEDLESS)
    return rows.order_by("-due_at", "-pk").first()


def parked_letters() -> QuerySet[Letter]:
    """The letters given up after three failures, longest first."""
    return Letter.objects.filter(state=LetterState.PARKED).select_related("user").order_by("due_at", "pk")


def rules(reader: User) -> list[NotificationRule]:
    """A person's own rules with agreement and party, but without what they may no longer see."""
    agreements = visible_to(reader, Agreement.objects.all()).values("pk")
    rows = NotificationRule.objects.filter(user=reader).filter(
        Q(agreement__isnull=True) | Q(agreement__in=agreements)
    )
    return list(rows.select_related("agreement", "party").order_by("id"))


def obligors(reader: User) -> QuerySet[Party]:
    """The parties that owe a duty the reader may see."""
    duties = visible_to(reader, Commitment.objects.all()).values("pk")
    rows = Party.objects.filter(duties__role="obligor", duties__commitment__in=duties)
    return rows.distinct().order_by("name")


def _in_sight(reader: User, audience: Audience) -> Q:
    """The condition under which an audience may see what an event is about; drafts are their author's.

    A change is seen by whom it is true for: their own log of the duty has the same step on the same day.
    """
    # Each is looked up by its key: a reader's events are few, what they may see is a hundred thousand rows.
    commitments = visible_to_audience(audience, Commitment.objects.filter(pk=OuterRef("commitment")))
    findings = visible_to_audience(audience, Finding.objects.filter(pk=OuterRef("finding")))
    comments = visible_to_audience(audience, Comment.objects.filter(pk=OuterRef("comment")))
    own_or_sent = Q(author=reader) | ~Q(state=FindingState.DRAFT)
    same = StatusChange.objects.filter(
        perspective__readers__audience=audience,
        commitment=OuterRef("change__commitment"),
        effective_on=OuterRef("change__effective_on"),
        from_status=OuterRef("change__from_status"),
        to_status=OuterRef("change__to_status"),
    )
    return (
        (Q(commitment__isnull=True) | Exists(commitments))
        & (Q(finding__isnull=True) | Exists(findings.filter(own_or_sent)))
        & (Q(comment__isnull=True) | Exists(comments))
        & (Q(change__isnull=True) | Exists(same))
        & (Q(brief__isnull=True) | Q(brief__user=reader, brief__audience=audience_of(reader)))
    )
