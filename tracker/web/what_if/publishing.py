"""Shows what other numbers of the method would flip everywhere, and publishes them when confirmed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tracker.models import Rehearsal
from tracker.models.states import WorkState
from tracker.publishing.rollups import joined
from tracker.selectors import days, rehearsing
from tracker.selectors.imagined import Scratch
from tracker.services import parameters, policies, rehearsals
from tracker.services.refusals import Refused
from tracker.web.access import CONFLICT, UNPROCESSABLE, reader_of, role_required, say_on
from tracker.web.what_if import address

MOST_FLIPS = 500  # shown; the list that is kept holds all
DUTIES_A_SECOND = 300  # as measured, for a word on how long a job takes


class PublishForm(forms.Form):
    """Under which name, from which day on and why numbers are published."""

    name = forms.CharField(label=_("Name of the version"), max_length=40)
    valid_from = forms.DateField(
        label=_("Used from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=_("Today at the earliest: results of past days are kept as they were."),
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("It stays with the version, and everybody reads it."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(policies.ADMIN)
def publish(request: HttpRequest) -> HttpResponse:
    """The statuses that the numbers of an address would flip everywhere; a POST has them worked out in a
    job, or publishes them with the list that was seen."""
    reader, at = reader_of(request), timezone.now()
    copy, problems = address.read(request.GET)
    numbers = rehearsing.merged(dict(copy.numbers), at.date())
    held = {key: tuple(one) if isinstance(one, list) else one for key, one in numbers.items()}
    today = max(at.date(), days.day_in(reader.time_zone, at))
    form = PublishForm(initial={"valid_from": today})
    status, refusal = 400 if problems else 200, None
    if request.method == "POST" and not problems and copy.numbers:
        if "work" in request.POST:
            rehearsals.ask(numbers=held, by=reader, at=at)
            return redirect(request.get_full_path())
        form, known = PublishForm(request.POST), rehearsals.look(numbers=held, at=at)
        seen = rehearsing.seal(known.flips) if known.flips is not None else None
        status = UNPROCESSABLE
        if seen is None or seen != request.POST.get("seen"):
            refusal, status = (
                _now("The list has changed since you looked. Look again, then confirm."),
                CONFLICT,
            )
        elif form.is_valid():
            try:
                row = parameters.publish(
                    values=numbers, flips=known.flips or (), by=reader, at=at, **form.cleaned_data
                )
            except Refused as refused:
                say_on(form, refused)
            else:
                messages.success(request, _now("“%(name)s” is published.") % {"name": row.name})
                return redirect("method")
    return _show(request, copy, held, {"form": form, "problems": problems, "refusal": refusal}, status)


def _show(
    request: HttpRequest, copy: Any, held: dict[str, Any], context: dict[str, Any], status: int
) -> HttpResponse:
    reader, at = reader_of(request), timezone.now()
    context |= {
        "copy": copy,
        "numbers": joined(f"{name}: {_written(value)}" for name, value in copy.numbers),
        "back": address.query(copy),
        "crumbs": [(_now("What if?"), "/what-if/"), (_now("Publish numbers"), "")],
    }
    if not copy.numbers:
        context["asked"] = [(row, _address_of(row)) for row in rehearsing.asked()]
    else:
        known = rehearsals.look(numbers=held, at=at)
        state = known.row.state if known.row else ""
        context |= {
            "known": known,
            "running": state == WorkState.WAITING,
            "failed": state == WorkState.FAILED,
            "minutes": max(round(known.total / DUTIES_A_SECOND / 60), 1),
        }
        if known.flips is not None:
            flips = rehearsing.seen_by(reader, known.flips)
            context |= {
                "flips": flips[:MOST_FLIPS],
                "number": len(flips),
                "seen": rehearsing.seal(known.flips),
            }
    if request.headers.get("HX-Request") and context.get("running"):
        return render(request, "what_if/_working.html", context)
    response = render(request, "what_if/publish.html", context, status=status)
    if request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"
    return response


def _address_of(row: Rehearsal) -> str:
    """The query under which a rehearsal is looked at again."""
    numbers = ((name, tuple(one) if isinstance(one, list) else one) for name, one in row.numbers.items())
    return address.query(Scratch(numbers=tuple(numbers)))


def _written(value: Any) -> str:
    return " · ".join(map(str, value)) if isinstance(value, tuple) else str(value)
