"""Keeps briefs as somebody asked for them, and the file each becomes; it must not know what one says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tracker.models import (
    Agreement,
    Attachment,
    Audience,
    Brief,
    BriefTemplate,
    Capture,
    Checkpoint,
    Commitment,
    Party,
    User,
)
from tracker.models.choices import BriefKind, Tlp
from tracker.models.states import WorkState
from tracker.selectors.briefs import offered
from tracker.selectors.visibility import audience_of, visible_to
from tracker.services import attachments, ledger, notifications
from tracker.services.refusals import Refused
from tracker.services.signals import briefs_requested
from tracker.services.wording import tidy

CLAIM_LASTS = timedelta(seconds=150)  # above the time limit of the job
NUDGE_AFTER = timedelta(seconds=60)  # by then the broker has lost the news
MOST_ATTEMPTS = 3
MOST_WAITING = 10  # of one person
PARTS = ("duties", "findings", "originals", "rulings")  # what a brief tells of
HOLDERS = (Brief.objects, Attachment.objects, Capture.objects)  # of files under a digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a brief is to be about, at which pair of days, in which language and look."""

    kind: BriefKind
    as_of: date
    known_by: date
    language: str
    agreement: Agreement | None = None
    party: Party | None = None
    commitment: Commitment | None = None
    changed_from: date | None = None
    template: BriefTemplate | None = None


def ask(*, wanted: Wanted, today: date, by: User, at: datetime) -> Brief:
    """Have a brief made. Refused, with the field, for days that do not fit and for what `by` may not see.

    `today` is the present day where the subject lives.
    """
    _check_days(wanted, today)
    _check_subject(wanted, by)
    if wanted.language not in dict(settings.LANGUAGES):
        raise Refused(_("Briefs are not made in this language. Choose one of the list."), field="language")
    about = wanted.agreement or (wanted.commitment.agreement if wanted.commitment else None)
    if wanted.template is not None and wanted.template not in offered(about):
        raise Refused(_("This template is not offered here. Choose another."), field="template")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # so that two at once are counted
        if Brief.objects.filter(user=by, state=WorkState.WAITING).count() >= MOST_WAITING:
            raise Refused(
                _("%(most)d briefs of yours are being made; wait until some of them are ready.")
                % {"most": MOST_WAITING}
            )
        row = Brief.objects.create(
            user=by,
            kind=wanted.kind,
            agreement=wanted.agreement,
            party=wanted.party,
            commitment=wanted.commitment,
            changed_from=wanted.changed_from,
            as_of=wanted.as_of,
            known_by=wanted.known_by,
            language=wanted.language,
            template=wanted.template,
            audience=audience_of(by),
            asked_at=at,
        )
        # What it is about stays with its owner: the ledger is read by others.
        ledger.record(action="brief.ask", thing=row, by=by, at=at, after={"kind": row.kind})
        _tell_on_commit(row)
    return row


def again(*, brief: Brief, by: User, at: datetime) -> Brief:
    """Try once more to make a brief that could not be made. Refused for any other."""
    with transaction.atomic():
        row = Brief.objects.select_for_update().get(pk=brief.pk)
        if row.user_id != by.pk or row.state != WorkState.FAILED:
            raise Refused(_("This brief is being made or is there already."))
        row.state, row.attempts, row.claimed_at, row.asked_at = WorkState.WAITING, 0, None, at
        row.problem, row.step, row.done_pm, row.audience = "", "", 0, audience_of(by)
        row.save()
        ledger.record(action="brief.again", thing=row, by=by, at=at)
        _tell_on_commit(row)
    return row


def delete(*, brief: Brief, by: User, at: datetime) -> None:
    """Delete a brief of one's own; its file goes with it unless something else has the same bytes.

    One that is being made ends there. Refused for anybody but its owner.
    """
    with transaction.atomic():
        row = Brief.objects.select_for_update().filter(pk=brief.pk).first()
        if row is None or row.user_id != by.pk:
            raise Refused(_("This brief is not yours, or it is deleted already."))
        ledger.record(action="brief.delete", thing=row, by=by, at=at, before=ledger.values_of(row, "sha256"))
        row.delete()
        if row.sha256:
            _let_go_on_commit(row.sha256)


def claim(*, brief_id: int, at: datetime) -> Brief | None:
    """Take up one that waits, counting the attempt before the work; None when there is nothing to do.

    One that was begun three times and never ended is given up: it took its worker down each time.
    """
    with transaction.atomic():
        row = Brief.objects.filter(_free(at), pk=brief_id, state=WorkState.WAITING)
        held = row.select_for_update().first()
        if held is None:
            return None
        if held.attempts >= MOST_ATTEMPTS:
            _fail(held, _("The job that made it ended three times before its time. Ask for less in it."), at)
            return None
        Brief.objects.filter(pk=brief_id).update(attempts=F("attempts") + 1, claimed_at=at)
    related = ("user__audience", "agreement", "party", "commitment__agreement", "template")
    return Brief.objects.select_related(*related).get(pk=brief_id)


def tell_step(*, brief: Brief, step: str, done_pm: int) -> None:
    """Note what is being done with a claimed one, and how far that is (per mille); not in the ledger."""
    rows = Brief.objects.filter(pk=brief.pk, state=WorkState.WAITING, claimed_at=brief.claimed_at)
    rows.update(step=step[:120], done_pm=done_pm)


def keep(
    *,
    brief: Brief,
    content: bytes,
    pages: int,
    marking: Tlp,
    audience: Audience,
    checkpoint: Checkpoint | None,
    parts: Mapping[str, Collection[int]],
    at: datetime,
) -> bool:
    """Keep the file under its digest and tell its owner; whether it was still wanted.

    `audience` is the one it was made for, `parts` the numbers of what it tells of, under the names of its
    relations. Nothing is kept when somebody else took it up meanwhile, or it was deleted.
    """
    digest = attachments.digest_of(content)
    attachments.write_once(digest, content)
    with transaction.atomic():
        row = _still(brief)
        if row is None:
            _let_go_on_commit(digest)
            return False
        row.state, row.made_at, row.claimed_at = WorkState.READY, at, None
        row.sha256, row.size, row.pages = digest, len(content), pages
        row.marking, row.audience, row.checkpoint = marking, audience, checkpoint
        row.step, row.done_pm, row.problem = "", 1000, ""
        row.save()
        for name in PARTS:
            getattr(row, name).set(parts.get(name, ()))
        kept = ledger.values_of(row, "sha256", "size", "pages", "marking")
        ledger.record(action="brief.keep", thing=row, by=None, at=at, after=kept)
        notifications.tell(
            [row.user], event=f"brief:{row.reference}:{row.asked_at.isoformat()}", at=at, brief=row
        )
    return True


def fail(*, brief: Brief, problem: str, at: datetime) -> None:
    """Say in a sentence why a claimed one cannot be made, however often it is tried."""
    with transaction.atomic():
        row = _still(brief)
        if row is not None:
            _fail(row, problem, at)


def stumble(*, brief: Brief, at: datetime) -> None:
    """Note that a claimed one met an error; after three attempts it is given up with a sentence."""
    with transaction.atomic():
        row = _still(brief)
        if row is None:
            return
        if row.attempts >= MOST_ATTEMPTS:
            _fail(
                row, _("Making it failed three times. Try again, or tell whoever runs this installation."), at
            )
        else:
            row.claimed_at = None
            row.save(update_fields=["claimed_at"])


def waiting(*, at: datetime) -> list[int]:
    """Those that wait for too long and are held by nobody, longest first."""
    rows = Brief.objects.filter(_free(at), state=WorkState.WAITING, asked_at__lt=at - NUDGE_AFTER)
    return list(rows.order_by("asked_at", "pk").values_list("pk", flat=True)[:200])


def _check_days(wanted: Wanted, today: date) -> None:
    for field in ("as_of", "known_by"):
        if getattr(wanted, field) > today:
            raise Refused(
                _("Statuses are known up to today; choose days that are not in the future."), field=field
            )
    if wanted.known_by < wanted.as_of:
        raise Refused(
            _("“Known by” lies before “as of”: nothing was known yet of a later day."), field="known_by"
        )
    if wanted.changed_from is not None and wanted.changed_from > wanted.as_of:
        raise Refused(_("The period begins after the day it ends on."), field="changed_from")
    if wanted.kind is BriefKind.PERIOD and wanted.changed_from is None:
        raise Refused(_("Say from which day on changes are told."), field="changed_from")


def _check_subject(wanted: Wanted, by: User) -> None:
    named = {
        BriefKind.AGREEMENT: (wanted.agreement,),
        BriefKind.PARTY: (wanted.party,),
        BriefKind.COMMITMENT: (wanted.commitment,),
        BriefKind.PERIOD: (),
    }
    if any(one is None for one in named[wanted.kind]):
        raise Refused(_("Say what the brief is about."), field="kind")
    for row, rows in ((wanted.agreement, Agreement.objects), (wanted.commitment, Commitment.objects)):
        if row is not None and not visible_to(by, rows.filter(pk=row.pk)).exists():
            raise Refused(_("There is no such agreement or duty, or you may not see it."), field="kind")


def _free(at: datetime) -> Q:
    return Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS)


def _still(brief: Brief) -> Brief | None:
    """The row, locked, while it is held as it was claimed."""
    rows = Brief.objects.select_for_update().filter(pk=brief.pk, state=WorkState.WAITING)
    return rows.filter(claimed_at=brief.claimed_at).first()


def _fail(row: Brief, problem: str, at: datetime) -> None:
    row.state, row.claimed_at, row.step = WorkState.FAILED, None, ""
    row.problem = tidy(problem)[:500]
    row.save()
    ledger.record(action="brief.fail", thing=row, by=None, at=at, after={"state": row.state})


def _let_go_on_commit(digest: str) -> None:
    """Remove a file that nothing refers to any more, once that is certain."""

    def let_go() -> None:
        if not any(rows.filter(sha256=digest).exists() for rows in HOLDERS):
            attachments.path_of(digest).unlink(missing_ok=True)

    transaction.on_commit(let_go, robust=True)


def _tell_on_commit(row: Brief) -> None:
    number = row.pk

    def tell() -> None:
        briefs_requested.send(sender=Brief, brief_ids=[number])

    transaction.on_commit(tell, robust=True)
