"""Opens, changes, closes and reopens status pages; it must not know what stands on one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Agreement, StatusPage, User
from tracker.models.choices import Tlp
from tracker.models.references import status_page_slug
from tracker.selectors.visibility import visible_to
from tracker.services import ledger, policies, rows
from tracker.services.refusals import Refused
from tracker.services.wording import one_line, several_lines

MOST_AGREEMENTS = 20  # of one page; a page that anybody can ask for must stay cheap
FIELDS = ("title", "note", "listed")


def create(
    *,
    title: str,
    agreements: Collection[Agreement],
    by: User,
    at: datetime,
    note: str = "",
    listed: bool = False,
    slug: str = "",
) -> StatusPage:
    """Open a status page of these agreements. Without `slug` its address cannot be guessed.

    Refused, with the field, for a role, words or agreements that do not fit.
    """
    policies.check_can_publish_pages(by)
    page = StatusPage(
        slug=slug.strip().lower() or status_page_slug(), listed=listed, created_at=at, created_by=by
    )
    _word(page, title=title, note=note)
    _check_address(page.slug)
    chosen = _seen(agreements, by)
    _check_number(len(chosen))
    with transaction.atomic():
        rows.store(page)
        page.agreements.set(chosen)
        after = {name: getattr(page, name) for name in FIELDS if getattr(page, name)} | _named(chosen)
        ledger.record(action="status_page.create", thing=page, by=by, at=at, after=after)
    return page


def edit(
    *,
    page: StatusPage,
    title: str,
    note: str,
    listed: bool,
    agreements: Collection[Agreement],
    by: User,
    at: datetime,
) -> StatusPage:
    """Change what a page says and shows. Agreements out of the editor's sight stay as they are. Refused."""
    policies.check_can_publish_pages(by)
    chosen = _seen(agreements, by)
    with transaction.atomic():
        fresh = rows.locked(page)
        old = list(fresh.agreements.order_by("slug"))
        before = {name: getattr(fresh, name) for name in FIELDS} | _named(old)
        in_sight = {one.pk for one in _seen(old, by)}
        new = sorted({*chosen, *(one for one in old if one.pk not in in_sight)}, key=lambda one: one.slug)
        _check_number(len(new))
        _word(fresh, title=title, note=note)
        fresh.listed = listed
        after = {name: getattr(fresh, name) for name in FIELDS} | _named(new)
        left, right = ledger.changed(before, after)
        if right or new != old:
            rows.store(fresh)
            fresh.agreements.set(new)
            ledger.record(action="status_page.edit", thing=fresh, by=by, at=at, before=left, after=right)
    return fresh


def close(*, page: StatusPage, by: User, at: datetime) -> StatusPage:
    """Let a page's address lead nowhere, until it is opened again. Refused when it is closed already."""
    return _turn(page, by, at, closed=True)


def reopen(*, page: StatusPage, by: User, at: datetime) -> StatusPage:
    """Open a closed page again at its old address. Refused when it is open."""
    return _turn(page, by, at, closed=False)


def _turn(page: StatusPage, by: User, at: datetime, *, closed: bool) -> StatusPage:
    policies.check_can_publish_pages(by)
    with transaction.atomic():
        fresh = rows.locked(page)
        if (fresh.closed_at is not None) == closed:
            raise Refused(_("This page is closed already.") if closed else _("This page is open already."))
        before, fresh.closed_at = fresh.closed_at, at if closed else None
        rows.store(fresh)
        sides: dict[str, Any] = {"before": {"closed_at": before}, "after": {"closed_at": fresh.closed_at}}
        if closed:
            ledger.record(action="status_page.close", thing=fresh, by=by, at=at, **sides)
        else:
            ledger.record(action="status_page.reopen", thing=fresh, by=by, at=at, **sides)
    return fresh


def _word(page: StatusPage, *, title: str, note: str) -> None:
    page.title = one_line(title, field="title", name=_("Title"), most=200, needed=True)
    page.note = several_lines(note, field="note", name=_("Note"), most=1000)


def _check_address(slug: str) -> None:
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise Refused(
            _("An address has letters from a to z, digits and hyphens only."), field="slug"
        ) from error
    if len(slug) > 60:
        raise Refused(_("An address has at most 60 characters."), field="slug")
    if StatusPage.objects.filter(slug=slug).exists():
        raise Refused(_("“%(slug)s” is taken already. Choose another.") % {"slug": slug}, field="slug")


def _seen(agreements: Collection[Agreement], by: User) -> list[Agreement]:
    wanted = Agreement.objects.filter(pk__in=[one.pk for one in agreements])
    return list(visible_to(by, wanted).order_by("slug"))


def _check_number(number: int) -> None:
    if not number:
        raise Refused(_("Choose at least one agreement."), field="agreements")
    if number > MOST_AGREEMENTS:
        raise Refused(
            _("A page shows at most %(most)d agreements; make another page for the rest.")
            % {"most": MOST_AGREEMENTS},
            field="agreements",
        )


def _named(chosen: Collection[Agreement]) -> dict[str, Any]:
    """The agreements as the ledger keeps them: its readers may not know of those that are not open."""
    opened = [one.slug for one in chosen if one.effective_marking == Tlp.CLEAR and not one.restricted]
    return {"agreements": opened, "closed": len(chosen) - len(opened)}
