"""Serves the pictures of an original's pages to who may see it; it must never serve the original itself."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tracker.models import Report
from tracker.selectors import reports as selector
from tracker.services import attachments
from tracker.web.access import reader_of, seen_or_404, signed_in

A_YEAR = 365 * 24 * 3600  # seconds


@require_safe
@signed_in
def leaf(request: HttpRequest, reference: str, sha256: str, number: int) -> HttpResponseBase:
    """The picture (WebP) of one page of an original; the digest in the address makes it last."""
    reader = reader_of(request)
    row = seen_or_404(reader, Report.objects.all(), reference=reference)
    kept = next((one for one in selector.originals(reader, row) if one.sha256 == sha256), None)
    path = attachments.image_path(kept, number) if kept is not None else None
    if path is None:
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/webp")
    response["X-Content-Type-Options"] = "nosniff"
    # Private: who may see it is asked for each person; the picture of a page never changes.
    response["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
