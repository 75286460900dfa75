"""Answers requests for what one was told of; it must not know why somebody is told."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Agreement
from tracker.publishing import figures, notices
from tracker.selectors import notifications as selector
from tracker.selectors.visibility import visible_to
from tracker.services import notifications as service
from tracker.web.access import reader_of, signed_in

PAGE = 25
KINDS = (
    ("change", gettext_lazy("Changes of status")),
    ("deadline", gettext_lazy("Due days")),
    ("mention", gettext_lazy("I was named")),
    ("finding", gettext_lazy("My findings")),
    ("brief", gettext_lazy("Briefs")),
)
FILTERS = ("kind", "agreement", "unread")


@require_safe
@signed_in
def notifications(request: HttpRequest) -> HttpResponse:
    """What one was told of, the unread first, of a kind and an agreement when the address names them."""
    reader = reader_of(request)
    asked = _filters(request.GET)
    rows = selector.listed(
        reader, kind=asked["kind"], agreement=asked["agreement"], only_unread=bool(asked["unread"])
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    news = selector.as_news(page.object_list)  # type: ignore[arg-type]
    context = {
        "page": page,
        "news": news,
        "rows": [(one, notices.sentence(one), notices.address(one), notices.quoted(one)) for one in news],
        "unread": selector.unread(reader),
        "kinds": KINDS,
        "agreements": visible_to(reader, Agreement.objects.order_by("title")).values_list("slug", "title"),
        "asked": asked,
        "is_filtered": any(asked.values()),
    }
    return render(request, "notifications/list.html", context)


@require_POST
@signed_in
def read(request: HttpRequest) -> HttpResponse:
    """Mark one, those ticked, or all that may be seen as read."""
    reader, sent = reader_of(request), request.POST
    if sent.get("one"):
        events = [sent["one"]]
    elif sent.get("all"):
        events = list(selector.unread_rows(reader).values_list("event_key", flat=True))
    else:
        events = sent.getlist("event")[: selector.SHOWN]
    if not events:
        messages.error(request, _("Tick what you have read first."))
    else:
        number = service.mark_read(by=reader, at=timezone.now(), events=events)
        said = ngettext("One is marked as read.", "%(n)s are marked as read.", number)
        messages.success(request, said % {"n": figures.number(number)})
    kept = {name: value for name, value in _filters(sent).items() if value}
    return redirect(reverse("notifications") + (f"?{urlencode(kept)}" if kept else ""))


def _filters(sent: QueryDict) -> dict[str, str]:
    return {name: sent.get(name, "").strip()[:80] for name in FILTERS}
