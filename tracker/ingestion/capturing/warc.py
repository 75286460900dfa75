"""Writes how a page came as a WARC record that other archives can read; it must not fetch or keep it."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tracker.ingestion.fetching import Fetched

# The body is kept without these, so the record names what they were instead of claiming that they hold.
UNDONE = frozenset({"transfer-encoding"})
SOFTWARE = "Servanda/0.1"


def record_of(page: Fetched, *, at: datetime) -> bytes:
    """The page's answer with its headers as a compressed WARC file: who wrote it, what came."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = writer.create_warcinfo_record(
        "page.warc.gz", {"software": SOFTWARE, "format": "WARC File Format 1.1"}
    )
    told.rec_headers.replace_header("WARC-Date", moment)
    writer.write_record(told)
    headers = [
        (f"X-Archive-Orig-{name}" if name.lower() in UNDONE else name, _plain(value))
        for name, value in page.headers
    ]
    answer = writer.create_warc_record(
        page.url,
        "response",
        payload=io.BytesIO(page.raw),
        length=len(page.raw),
        http_headers=StatusAndHeaders(f"{page.status} {_plain(page.reason)}", headers, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": moment, "WARC-IP-Address": page.hops[-1].address},
    )
    writer.write_record(answer)
    return out.getvalue()


def _plain(words: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in words)
