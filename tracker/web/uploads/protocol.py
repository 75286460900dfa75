"""Reads and writes the headers of tus 1.0 and the bytes of one piece; it must not know what is stored."""

from __future__ import annotations

import base64
import binascii
import time
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, UnreadablePostError

VERSION = "1.0.0"
EXTENSIONS = "creation,termination"
PIECE_TYPE = "application/offset+octet-stream"
MOST_PIECE = 8 * 1024 * 1024  # bytes of one request; the page sends far less
STEP = 64 * 1024  # bytes read at once
PIECE_SECONDS = 20.0  # then what came is kept and the line is closed
LONGEST_NAME = 1000  # characters; storing it cuts it further


def answer(status: HTTPStatus, sentence: str = "", **headers: str | int) -> HttpResponse:
    """An answer of the protocol: its status, a sentence for people, headers with `_` for `-`."""
    response = HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response[name.replace("_", "-")] = str(value)
    return response


def speaks(request: HttpRequest) -> bool:
    """Whether the other side speaks our version."""
    return request.headers.get("Tus-Resumable") == VERSION


def number(request: HttpRequest, header: str) -> int | None:
    """The whole number in a header; None when there is none, or one that no file could have."""
    text = request.headers.get(header, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def file_name(request: HttpRequest) -> str:
    """The name in `Upload-Metadata`; empty when it says none that can be read."""
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _blank, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode()[:LONGEST_NAME]
            except (binascii.Error, UnicodeDecodeError):
                return ""
    return ""


def piece_of(request: HttpRequest, length: int) -> bytes:
    """The bytes of a piece of `length`; fewer where the line broke or took longer than PIECE_SECONDS."""
    until = time.monotonic() + PIECE_SECONDS
    found = bytearray()
    try:
        while len(found) < length and time.monotonic() < until:
            step = request.read(min(STEP, length - len(found)))
            if not step:
                break
            found += step
    except (UnreadablePostError, OSError):  # the line broke: what came is kept
        pass
    return bytes(found)
