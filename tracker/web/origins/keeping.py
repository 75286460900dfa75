"""Takes what a person says of an origin to the services: a new one, or a correction; it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.models import Origin, User
from tracker.services import origins, policies
from tracker.services.refusals import Refused, Stale
from tracker.web.access import CONFLICT, UNPROCESSABLE, reader_of, role_required, say_on
from tracker.web.origins.forms import OriginForm
from tracker.web.origins.views import origin_or_404

KEEPERS = (policies.ANALYST, policies.ADMIN)
TAKEN = {"new", "search"}  # addresses beside the origins' own
WORDS = ("name", "party", "source", "marking")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """Enter an origin."""
    reader = reader_of(request)
    sent = request.POST if request.method == "POST" else None
    form = OriginForm(sent, reader=reader, initial={"name": request.GET.get("name", "")[:200]})
    if sent is not None and form.is_valid():
        try:
            row = create(form.cleaned_data, by=reader, at=timezone.now())
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, _("“%(name)s” is entered.") % {"name": row.name})
            return redirect("origin", row.slug)
    return render(request, "origins/form.html", {"form": form}, status=UNPROCESSABLE if sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*KEEPERS)
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct what is said of an origin; a stale form shows both texts."""
    reader = reader_of(request)
    row = origin_or_404(reader, slug)
    names = [one.name for one in row.aliases.all()]
    initial = {name: getattr(row, name) for name in WORDS} | {"aliases": "\n".join(names)}
    sent = request.POST if request.method == "POST" else None
    form = OriginForm(sent, reader=reader, initial=initial)
    context: dict[str, Any] = {"form": form, "origin": row, "version": row.version}
    status = 200 if sent is None else UNPROCESSABLE
    if sent is not None and form.is_valid():
        try:
            change(row, form.cleaned_data, version=_number(sent.get("version")), by=reader, at=timezone.now())
        except Stale as refusal:
            context |= {"stale": refusal, "stale_pairs": _differing(refusal)}
            status = CONFLICT
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, _("The origin is corrected."))
            return redirect("origin", row.slug)
    return render(request, "origins/form.html", context, status=status)


def create(said: Mapping[str, Any], *, by: User, at: datetime) -> Origin:
    """Enter an origin from a checked form."""
    policies.check_can_register(by)
    return origins.create(
        slug=free_slug(said["name"]),
        aliases=said["aliases"],
        by=by,
        at=at,
        **{name: said[name] for name in WORDS},
    )


def change(origin: Origin, said: Mapping[str, Any], *, version: int, by: User, at: datetime) -> None:
    """Correct an origin from a checked form, its other names too: all of it or nothing."""
    policies.check_can_register(by)
    with transaction.atomic():
        changes = {name: said[name] for name in WORDS}
        origins.edit(origin=origin, version=version, changes=changes, by=by, at=at)
        had = {one.name: one for one in origin.aliases.all()}
        for name in said["aliases"]:
            if name not in had:
                origins.add_alias(origin=origin, name=name, by=by, at=at)
        for name, alias in had.items():
            if name not in said["aliases"]:
                origins.remove_alias(alias=alias, by=by, at=at)


def free_slug(name: str) -> str:
    """A slug that no other origin has; the same name gives the same one until it is taken."""
    slug = slugify(name)[:60]
    ending = sha256(name.encode("utf-8", "replace")).hexdigest()
    if not slug or slug in TAKEN:
        slug = f"origin-{ending[:6]}"
    known, plain, length = set(Origin.objects.values_list("slug", flat=True)), slug, 6
    while slug in known:
        slug, length = f"{plain}-{ending[:length]}", length + 4
    return slug


def _number(text: str | None) -> int:
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _differing(stale: Stale) -> list[tuple[Any, object, object]]:
    """What both people changed: the field's name, theirs, yours."""
    return [
        (field.verbose_name, stale.theirs[field.name], stale.yours[field.name])
        for field in Origin._meta.concrete_fields
        if field.name in stale.yours and stale.theirs[field.name] != stale.yours[field.name]
    ]
