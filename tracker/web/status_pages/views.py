"""Answers requests of those who keep the status pages; what anybody reads there is made elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.models import StatusPage
from tracker.selectors import status_pages as selector
from tracker.services import policies
from tracker.services import status_pages as services
from tracker.services.refusals import Refused
from tracker.web.access import UNPROCESSABLE, reader_of, role_required, say_on
from tracker.web.status_pages.forms import PageForm

KEEPERS = (policies.MANAGER, policies.ADMIN)


@require_safe
@role_required(*KEEPERS)
def pages(request: HttpRequest) -> HttpResponse:
    """All status pages, with their addresses and how to put them into another page."""
    context = {"pages": list(selector.kept(reader_of(request))), "site": _site()}
    return render(request, "status_pages/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """Open a status page."""
    reader = reader_of(request)
    form = PageForm(request.POST if request.method == "POST" else None, reader=reader)
    if form.is_valid():
        try:
            page = services.create(**form.cleaned_data, by=reader, at=timezone.now())
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, _("“%(title)s” can be read by anybody now.") % {"title": page.title})
            return redirect("status-pages")
    return _form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*KEEPERS)
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a page says and shows."""
    reader, page = reader_of(request), _page(slug)
    form = PageForm(request.POST if request.method == "POST" else None, reader=reader, page=page)
    if form.is_valid():
        try:
            services.edit(page=page, **form.cleaned_data, by=reader, at=timezone.now())
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, _("The page is changed."))
            return redirect("status-pages")
    return _form(request, form, page)


@require_POST
@role_required(*KEEPERS)
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a page's address lead nowhere."""
    said = _("“%(title)s” leads nowhere from now on. It can be opened again.")
    return _turn(request, slug, services.close, said)


@require_POST
@role_required(*KEEPERS)
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a closed page again."""
    return _turn(request, slug, services.reopen, _("“%(title)s” can be read by anybody again."))


def _turn(request: HttpRequest, slug: str, turn: Callable[..., StatusPage], said: str) -> HttpResponse:
    try:
        page = turn(page=_page(slug), by=reader_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said % {"title": page.title})
    return redirect("status-pages")


def _page(slug: str) -> StatusPage:
    page = StatusPage.objects.filter(slug=slug).first()
    if page is None:
        raise Http404
    return page


def _form(request: HttpRequest, form: PageForm, page: StatusPage | None) -> HttpResponse:
    last = page.title if page else _("New status page")
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "crumbs": [(_("Status pages"), "/status-pages/"), (last, "")],
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "status_pages/edit.html", context, status=status)


def _site() -> str:
    return settings.PUBLIC_URL.rstrip("/")
