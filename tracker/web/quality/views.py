"""Shows how sure the picture is, question by question; it judges nothing but a headline's variations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Agreement, Commitment, Party, Review, User
from tracker.models.choices import DutyRole
from tracker.publishing import kappa
from tracker.selectors import days, gradings
from tracker.selectors import robustness as selector
from tracker.selectors.quality.basis import Basis, Row, read_basis
from tracker.selectors.quality.checks import checked
from tracker.selectors.quality.questions import questions
from tracker.selectors.quality.ratings import ratings
from tracker.selectors.visibility import visible_to
from tracker.web.access import reader_of, signed_in
from tracker.web.quality.words import said
from tracker.web.time_machine import Time, read_time

SHOWN = 8  # duties of an answer; the rest is one link away
MOST_SHOWN = 500
MOST_GRADERS = 12
ORDERED = ("1", "2", "3", "4", "5")  # 6 says that it cannot be judged: no place in the order


@dataclass(frozen=True)
class Listed:
    """The duties of an answer or a check, as many as are shown; the width of its bar of 1,000."""

    key: str
    label: Any
    meaning: Any
    rows: Sequence[Row]
    number: int
    width: int
    concern: bool

    @property
    def left(self) -> int:
        """How many more there are."""
        return self.number - len(self.rows)


@require_safe
@signed_in
def quality(request: HttpRequest) -> HttpResponse:
    """How sure are we: each question with its answers and duties, the grades, the checks of the records."""
    reader = reader_of(request)
    time = read_time(request)
    asked = {name: request.GET.get(name, "")[:80] for name in ("agreement", "party", "all")}
    chosen = {"agreement": asked["agreement"], "party": asked["party"]}
    basis = read_basis(reader, time.day, as_of=time.as_of, known_by=time.known_by, **chosen)
    graded = ratings(reader, basis.wanted, as_of=time.as_of, known_by=time.known_by)
    checks = checked(basis.rows)
    context: dict[str, Any] = {
        "time": time,
        "basis": basis,
        "asked": asked,
        "agreements": _agreements(basis),
        "parties": _parties(basis),
        "questions": [
            (
                question,
                [_listed(asked["all"], one, len(question.groups), question) for one in question.groups],
            )
            for question in questions(basis.rows)
        ],
        "checks": [_checked(asked["all"], one) for one in checks],
        "failed": sum(bool(one.rows) for one in checks),
        "graders": [
            (_("By source"), "source", _against(graded, graded.sources)),
            (_("By analyst"), "", _against(graded, graded.analysts)),
        ],
        "agreeing": _agreeing(reader, basis, time),
        "crumbs": [(_("Overview"), "/"), (_("Quality"), "")],
    }
    return render(request, "quality/page.html", context, status=time.status)


@require_safe
@signed_in
def robustness(request: HttpRequest) -> HttpResponse:
    """Whether one agreement's headline stands when evidence or numbers are other; alone or in the page."""
    reader, at = reader_of(request), timezone.now()
    rows = visible_to(reader, Agreement.objects.all())
    agreement = rows.filter(slug=request.GET.get("agreement", "")).first()
    if agreement is None:
        raise Http404(_("There is no agreement of this name that you may see."))
    time = read_time(request, agreement=agreement)
    duties = visible_to(reader, Commitment.objects.filter(agreement=agreement))
    day = time.as_of or days.day_in(agreement.time_zone, at)
    tried = selector.robustness(
        reader, list(duties.select_related("agreement").order_by("code")), day, time.known_by or day
    )
    context = {
        "time": time,
        "agreement": agreement,
        "tried": tried,
        "falling": [(said(one), one) for one in tried.falling],
        "moving": [(said(one), one) for one in tried.moving],
        "crumbs": [(_("Quality"), "/quality/"), (agreement.slug, "")],
    }
    alone = request.headers.get("HX-Request")
    template = "quality/_robustness.html" if alone else "quality/robustness.html"
    response = render(request, template, context, status=time.status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _listed(wanted: str, group: Any, groups: int, question: Any) -> Listed:
    most = MOST_SHOWN if wanted == group.key else SHOWN
    rows = sorted(group.rows, key=_worst_first)
    # What nobody worries about is counted, and listed when asked for.
    shown = rows[:most] if group.concern or wanted == group.key else []
    number = len(group.rows)
    width = number * 1000 // max(question.asked_of, 1)
    return Listed(group.key, group.label, "", shown, number, width, group.concern)


def _checked(wanted: str, one: Any) -> Listed:
    most = MOST_SHOWN if wanted == one.check.name else SHOWN
    rows = sorted(one.rows, key=_worst_first)[:most]
    return Listed(one.check.name, one.check.title, one.check.meaning, rows, len(one.rows), 0, bool(one.rows))


def _worst_first(row: Row) -> tuple[int, str, str]:
    rank = row.status.rank if row.status else 99
    return rank, row.commitment.agreement.slug, row.commitment.code


def _agreements(basis: Basis) -> list[Agreement]:
    return list({one.agreement_id: one.agreement for one in basis.everything}.values())


def _parties(basis: Basis) -> list[Party]:
    found = {
        role.party.slug: role.party
        for one in basis.everything
        for role in one.roles.all()
        if role.role == DutyRole.OBLIGOR
    }
    return sorted(found.values(), key=lambda party: party.name)


def _against(graded: Any, some: Sequence[Any]) -> list[tuple[Any, list[tuple[str, int, int]], int | None]]:
    """Each with its digits (digit, how many, width of 1,000), and the share of good ones among the rest."""
    return [
        (
            one,
            [(digit, one.digits[digit], one.digits[digit] * 1000 // one.findings) for digit in "123456"],
            graded.rest_pm(one),
        )
        for one in some[:MOST_GRADERS]
    ]


def _agreeing(reader: User, basis: Basis, time: Time) -> dict[str, Any]:
    """How far second grades agree with the first beyond chance, on the duties looked at."""
    rows = gradings.pairs(reader).filter(finding__commitment__in=basis.wanted.order_by().values("pk"))
    if time.as_of is not None:
        rows = rows.filter(reviewed_at__lt=_end(time))
    found: list[Review] = list(rows)
    grades = [(one.first_credibility, one.credibility) for one in found]
    placed = [pair for pair in grades if pair[0] in ORDERED and pair[1] in ORDERED]
    value = kappa.cohens_kappa(placed, kappa.linear(ORDERED))
    return {
        "pairs": len(found),
        "alike": sum(first == second for first, second in grades),
        "kappa": None if value is None else float(value),
        "few": len(found) < kappa.FEW,
    }


def _end(time: Time) -> datetime:
    zone = time.reader.time_zone if time.reader else "UTC"
    return days.end_of(time.known_day, zone)
