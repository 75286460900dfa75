"""Makes one brief that was claimed: reads, writes, sets; it must not know how the file is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import translation
from django.utils.translation import gettext as _

from tracker.models import Audience, Brief, Checkpoint
from tracker.models.choices import Tlp
from tracker.publishing.briefs import content, subject, typesetting
from tracker.selectors.days import day_in
from tracker.selectors.pairs import NotComputedYet
from tracker.selectors.visibility import audience_of
from tracker.services import briefs, checkpoints
from tracker.services.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A brief as it is to be kept: file, marking, for whom, the ledger's head in it, what it tells of."""

    document: typesetting.Document
    marking: Tlp
    audience: Audience
    checkpoint: Checkpoint
    parts: Mapping[str, Collection[int]]


def make(brief: Brief, *, at: datetime) -> Made:
    """Make a claimed brief, telling each step. Raises Refused with a sentence where trying again is in vain.

    It is made for what its owner may see now, which may be less than when they asked.
    """
    with translation.override(brief.language):
        scope = subject.scope_of(brief, today=day_in(_zone(brief), at))
        head = checkpoints.make(at=at)
        imprint = content.Imprint(
            reference=brief.reference,
            made_at=_in_zone(at, brief.user.time_zone),
            checkpoint=head,
            public_key=checkpoints.public_key(),
        )
        try:
            said = content.content(scope, imprint, step=lambda words, pm: _tell(brief, words, pm))
        except NotComputedYet as problem:
            raise Refused(
                _(
                    "So many duties at such a pair of days are computed by a job of their own. Open the "
                    "overview at these days, have them computed, and ask for the brief again."
                )
            ) from problem
        _tell(brief, _("Setting the pages"), 700)
        source = brief.template.source if brief.template else ""
        document = typesetting.typeset(said.data, source=source, at=at)
        _tell(brief, _("Keeping the file"), 950)
    return Made(
        document=document,
        marking=said.marking,
        audience=audience_of(brief.user),
        checkpoint=head,
        parts=said.parts,
    )


def _tell(brief: Brief, words: str, done_pm: int) -> None:
    briefs.tell_step(brief=brief, step=words, done_pm=done_pm)


def _zone(brief: Brief) -> str:
    """Where the subject lives: its agreement's zone, else its owner's."""
    agreement = brief.agreement or (brief.commitment.agreement if brief.commitment else None)
    return agreement.time_zone if agreement else brief.user.time_zone


def _in_zone(at: datetime, zone: str) -> datetime:
    try:
        return at.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return at
