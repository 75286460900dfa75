"""Answers what one entry of a feed says, in plain words; it must not know where it came from or goes."""

from __future__ import annotations

import calendar
import io
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser

from tracker.ingestion.feeds import plain
from tracker.ingestion.feeds.cutting import MOST_ENTRIES, NoFeed, cut
from tracker.ingestion.feeds.decoding import decoded

TITLE, TEXT, AUTHOR, KEY = 300, 20_000, 300, 1000  # characters told of an entry
SECONDS = 8.0  # after which the entries that are left are left
FIRST_YEAR, LAST_YEAR = 1970, 2100

Told = dict[str, Any]


def of_feed(content: bytes, *, charset: str, address: str) -> Told:
    """The entries of an RSS or Atom feed: {"entries", "skipped"}. Raises NoFeed."""
    pieces = cut(decoded(content, charset))
    entries: list[Told] = []
    skipped, until = pieces.skipped, time.monotonic() + SECONDS
    for document in pieces.documents:
        if time.monotonic() > until:
            skipped += 1
            continue
        try:
            entries.append(_entry(document, address, pieces.language))
        except Exception:  # whatever one entry does to the parser, the others are read
            skipped += 1
    return {"entries": entries, "skipped": skipped}


def of_reliefweb(content: bytes) -> Told:
    """The reports in an answer of the ReliefWeb API, v1 or v2: {"entries", "skipped"}. Raises NoFeed."""
    try:
        rows = json.loads(decoded(content))["data"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise NoFeed("no_reliefweb") from None
    if not isinstance(rows, list):
        raise NoFeed("no_reliefweb")
    entries: list[Told] = []
    skipped = 0
    for row in rows[:MOST_ENTRIES]:
        try:
            entries.append(_report(row))
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            skipped += 1
    return {"entries": entries, "skipped": skipped}


def _entry(document: str, address: str, language: str) -> Told:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    # A stream, never a string: feedparser would take one for a file or an address to open.
    found = feedparser.parse(
        io.BytesIO(document.encode()),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    entry = found.entries[0]
    links = [str(one.get("href", "")) for one in entry.get("links", []) if one.get("rel") != "enclosure"]
    told = map(plain.link_of, [str(entry.get("link", "")), *links])
    url = next((link for link in told if link and link != address), "")
    title = plain.line_of(str(entry.get("title", "")), most=TITLE)
    bodies = [str(one.get("value", "")) for one in entry.get("content", [])]
    text = plain.text_of(max([*bodies, str(entry.get("summary", ""))], key=len), most=TEXT)
    moment = _moment(entry.get("published_parsed") or entry.get("updated_parsed"))
    if not title and not url and not text:
        raise ValueError("An entry that says nothing.")
    key = str(entry.get("id") or "").strip() or url or f"{title}\x1f{moment}"
    own_language = (entry.get("title_detail") or {}).get("language") or language
    return {
        "key": key[:KEY],
        "title": title or text[:TITLE].partition("\n")[0],
        "url": url,
        "author": plain.line_of(str(entry.get("author", "")), most=AUTHOR),
        "published_at": moment,
        "text": text,
        "language": _language(own_language),
    }


def _report(row: Any) -> Told:
    fields = row["fields"]
    title = plain.line_of(str(fields["title"]), most=TITLE)
    dates = fields.get("date") or {}
    url = next(
        (link for link in map(plain.link_of, _strings(fields, "url_alias", "url", "origin")) if link), ""
    )
    if not title:
        raise ValueError("A report without a title.")
    text = str(fields.get("body") or fields.get("body-html") or "")
    return {
        "key": f"reliefweb:{row['id']}"[:KEY],
        "title": title,
        "url": url,
        "author": plain.line_of(", ".join(_names(fields.get("source"), "shortname", "name")), most=AUTHOR),
        "published_at": _iso(str(dates.get("original") or dates.get("created") or "")),
        "text": plain.text_of(text, most=TEXT),
        "language": _language(next(iter(_names(fields.get("language"), "code")), "")),
    }


def _strings(fields: dict[str, Any], *names: str) -> Iterator[str]:
    yield from (str(fields[name]) for name in names if isinstance(fields.get(name), str))


def _names(rows: Any, *names: str) -> list[str]:
    found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    told = [next((str(row[name]) for name in names if row.get(name)), "") for row in found[:20]]
    return [one for one in told if one]


def _moment(parsed: Any) -> str:
    if not isinstance(parsed, time.struct_time) or not FIRST_YEAR <= parsed.tm_year <= LAST_YEAR:
        return ""
    return datetime.fromtimestamp(calendar.timegm(parsed), tz=UTC).isoformat()


def _iso(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat() if FIRST_YEAR <= moment.year <= LAST_YEAR else ""


def _language(code: Any) -> str:
    code = str(code or "").strip().lower().partition("-")[0].partition("_")[0]
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else ""
