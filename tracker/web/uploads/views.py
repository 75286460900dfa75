"""Answers the requests of tus 1.0 for a person's own files; what is taken is decided by the service."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.models import Upload
from tracker.selectors import uploads as selector
from tracker.services import policies
from tracker.services import uploads as service
from tracker.services.refusals import Refused
from tracker.web.access import reader_of, role_required
from tracker.web.uploads import protocol
from tracker.web.uploads.protocol import answer
from tracker.web.uploads.turns import turn

FILERS = (policies.ANALYST, policies.ADMIN)


@role_required(*FILERS)
@require_http_methods(["OPTIONS", "POST"])
def uploads(request: HttpRequest) -> HttpResponse:
    """Say what we can do, or make room for one file."""
    if request.method == "OPTIONS":
        return answer(
            HTTPStatus.NO_CONTENT,
            Tus_Version=protocol.VERSION,
            Tus_Extension=protocol.EXTENSIONS,
            Tus_Max_Size=service.MOST_BYTES,
        )
    if not protocol.speaks(request):
        return _other_version()
    size = protocol.number(request, "Upload-Length")
    if size is None:
        return answer(HTTPStatus.BAD_REQUEST, _("How large the file is was not said. Choose it again."))
    try:
        row = service.begin(
            name=protocol.file_name(request), size=size, by=reader_of(request), at=timezone.now()
        )
    except Refused as refusal:
        return _refused(refusal)
    return answer(HTTPStatus.CREATED, Location=reverse("upload", args=[row.reference]), Upload_Offset=0)


@role_required(*FILERS)
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def upload(request: HttpRequest, reference: str) -> HttpResponse:
    """How much of a file is here; its next piece; or away with it."""
    row = selector.own(reader_of(request), reference)
    if row is None:
        raise Http404
    if not protocol.speaks(request):
        return _other_version()
    if request.method == "HEAD":
        return answer(HTTPStatus.OK, Upload_Offset=row.received, Upload_Length=row.size)
    if request.method == "DELETE":
        service.drop(upload=row)
        return answer(HTTPStatus.NO_CONTENT)
    return _piece(request, row)


def _piece(request: HttpRequest, row: Upload) -> HttpResponse:
    if request.content_type != protocol.PIECE_TYPE:
        return answer(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _("This is not a piece of a file."))
    offset, length = protocol.number(request, "Upload-Offset"), protocol.number(request, "Content-Length")
    if offset is None or length is None:
        return answer(HTTPStatus.BAD_REQUEST, _("Where the piece belongs, or how long it is, was not said."))
    if offset != row.received:  # before the piece is read: it may be long
        return _refused(service.WrongPlace(row.received))
    if length > protocol.MOST_PIECE or offset + length > row.size:
        return answer(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("The piece is longer than what is missing, or than 8 MB.")
        )
    with turn(row.user_id) as is_theirs:
        if not is_theirs:
            return answer(
                HTTPStatus.TOO_MANY_REQUESTS,
                _("Two pieces of yours are under way. This one can be sent after them."),
                Retry_After=1,
                Connection="close",
            )
        piece = protocol.piece_of(request, length)
    try:
        row = service.append(upload=row, offset=offset, piece=piece, at=timezone.now())
    except Refused as refusal:
        return _refused(refusal)
    if len(piece) < length:
        return answer(
            HTTPStatus.REQUEST_TIMEOUT,
            _("The line was too slow; what came is kept. Go on from there."),
            Connection="close",
            Upload_Offset=row.received,
        )
    return answer(HTTPStatus.NO_CONTENT, Upload_Offset=row.received)


def _refused(refusal: Refused) -> HttpResponse:
    if isinstance(refusal, service.WrongPlace):
        return answer(HTTPStatus.CONFLICT, refusal.sentence, Upload_Offset=refusal.received)
    large = isinstance(refusal, service.TooMuch)
    return answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE if large else HTTPStatus.BAD_REQUEST, refusal.sentence)


def _other_version() -> HttpResponse:
    return answer(
        HTTPStatus.PRECONDITION_FAILED,
        _("Only version %(version)s of the upload protocol is spoken here.") % {"version": protocol.VERSION},
        Tus_Version=protocol.VERSION,
    )
