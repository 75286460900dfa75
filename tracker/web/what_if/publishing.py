"""Leads from a scratch copy to the publication of its numbers; it writes only what was seen and confirmed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tracker.services import policies
from tracker.web.access import role_required


@require_safe
@role_required(policies.ADMIN)
def publish(request: HttpRequest) -> HttpResponse:
    """Back to the copy."""
    return redirect("what-if")
