"""Shows a person their saved views, saves and forgets them; it must not know what a page says."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.models import SavedView, User
from tracker.selectors import saved_views as selector
from tracker.services import saved_views as services
from tracker.services.refusals import Refused
from tracker.web.access import UNPROCESSABLE, reader_of, signed_in
from tracker.web.savable import LEFT_OUT, page_at

IN_MENU = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A view with its address; `problem` is a sentence where it opens no longer."""

    view: SavedView
    address: str
    problem: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def saved_views(request: HttpRequest) -> HttpResponse:
    """A person's saved views, and the form that saves another page: a refusal shows what was typed."""
    reader = reader_of(request)
    typed = {name: request.POST.get(name, "").strip() for name in ("name", "path", "query")}
    problem = ""
    if request.method == "POST":
        try:
            row = _save(reader, **typed)
        except Refused as refusal:
            problem = refusal.sentence
        else:
            messages.success(request, _("Saved as “%(name)s”.") % {"name": row.name})
            return redirect(_address(row))
    context = {"views": shown(reader), "typed": typed, "problem": problem, "now": timezone.now()}
    return render(request, "saved_views/list.html", context, status=UNPROCESSABLE if problem else 200)


@require_safe
@signed_in
def menu(request: HttpRequest) -> HttpResponse:
    """The first of a person's views, for the menu that opens on every page."""
    views = shown(reader_of(request))
    context = {"views": views[:IN_MENU], "left": max(0, len(views) - IN_MENU)}
    return render(request, "saved_views/_menu.html", context)


@require_POST
@signed_in
def rename(request: HttpRequest) -> HttpResponse:
    """Give a view another name."""
    reader = reader_of(request)
    view = _named(reader, request.POST.get("view", ""))
    try:
        services.rename(view=view, name=request.POST.get("name", ""), by=reader)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("saved-views")


@require_POST
@signed_in
def delete(request: HttpRequest) -> HttpResponse:
    """Forget a view."""
    reader = reader_of(request)
    view = _named(reader, request.POST.get("view", ""))
    services.delete(view=view, by=reader)
    messages.success(request, _("“%(name)s” is deleted.") % {"name": view.name})
    return redirect("saved-views")


def shown(reader: User) -> list[Shown]:
    """A person's views, each with whether it still opens; two queries."""
    rows = list(selector.own(reader))
    pages = {row.pk: page_at(row.path) for row in rows}
    slugs = {
        page.kwargs["slug"] for page in pages.values() if page is not None and page.view_name == "agreement"
    }
    seen = selector.seen_agreements(reader, slugs)
    found = []
    for row in rows:
        page = pages[row.pk]
        problem = ""
        if page is None:
            problem = _("This page is there no longer.")
        elif page.view_name == "agreement" and page.kwargs["slug"] not in seen:
            problem = _("It was removed, or you may no longer see it.")
        found.append(Shown(row, _address(row), problem))
    return found


def _save(reader: User, name: str, path: str, query: str) -> SavedView:
    if page_at(path) is None:
        raise Refused(_("Only a list or a dashboard of this site can be saved."), field="path")
    parameters = QueryDict(query, mutable=True)
    for left_out in LEFT_OUT:
        parameters.pop(left_out, None)
    return services.save(name=name, path=path, query=parameters.urlencode(), by=reader)


def _address(row: SavedView) -> str:
    return f"{row.path}?{row.query}" if row.query else row.path


def _named(reader: User, name: str) -> SavedView:
    row = selector.own(reader).filter(name=name).first()
    if row is None:
        raise Http404
    return row
