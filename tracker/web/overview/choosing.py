"""Takes an agreement into a reader's chosen ones, or out; it must not know what the pages show of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.models import Agreement
from tracker.services import choosing
from tracker.services.refusals import Refused
from tracker.web.access import reader_of, seen_or_404, signed_in


@require_POST
@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Choose an agreement or let it go, then back to where the reader stood."""
    reader = reader_of(request)
    agreement = seen_or_404(reader, Agreement.objects.all(), slug=request.POST.get("agreement", ""))
    if request.POST.get("chosen") == "yes":
        try:
            choosing.choose(agreement=agreement, by=reader)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            said = _("“%(title)s” is among your chosen agreements: your overview shows those alone.")
            messages.success(request, said % {"title": agreement.title})
    else:
        choosing.let_go(agreement=agreement, by=reader)
        said = _("“%(title)s” is no longer among your chosen agreements.")
        messages.success(request, said % {"title": agreement.title})
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours else "/"
