"""Answers which news the bytes of a feed hold, read by a child process; it must not know feeds' rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tracker.ingestion.feeds import links
from tracker.ingestion.likeness import sketch_of, words_of
from tracker.ingestion.reading import sandbox
from tracker.services.feeds import News, digest

CHILD = "tracker.ingestion.feeds.child"
# A child that reads nothing takes 24 MiB: no feed makes it grow by more than 100.
LIMITS = sandbox.Limits(memory=124 * 1024 * 1024, cpu=10, wall=12.0, told=16 * 1024 * 1024)
FEWEST_WORDS = 30  # shorter texts are alike by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The news of a feed, how many entries made no sense, or a sentence why there are none at all."""

    news: tuple[News, ...] = ()
    skipped: int = 0
    problem: str = ""


def read(content: bytes, *, kind: str, address: str, charset: str = "") -> Contents:
    """What a feed says, whatever its bytes. `address` completes its links, `charset` is the server's word."""
    task = {"kind": kind, "address": address[:2000], "charset": charset[:40]}
    said, end = sandbox.run(task, content, LIMITS, module=CHILD)
    if end is not sandbox.End.DONE:
        return Contents(problem=_("It could not be read within the limits of time and memory."))
    try:
        told: dict[str, Any] = json.loads(said)
        if told.get("problem"):
            return Contents(problem=_problem(str(told["problem"])))
        news = tuple(_news(one) for one in told["entries"])
    except (ValueError, TypeError, KeyError):
        return Contents(problem=_("It could not be read."))
    return Contents(news=news, skipped=int(told["skipped"]))


def _news(told: dict[str, str]) -> News:
    spelling = links.spelling(told["url"])
    text = told["text"]
    return News(
        key=told["key"],
        title=told["title"],
        url=told["url"],
        link_key=digest(spelling) if spelling else "",
        author=told["author"],
        published_at=datetime.fromisoformat(told["published_at"]) if told["published_at"] else None,
        text=text,
        language=told["language"],
        sketch=sketch_of(text) if len(words_of(text)) >= FEWEST_WORDS else None,
    )


def _problem(code: str) -> str:
    sentences = {
        "page": _("The address answers with a web page, not with a feed."),
        "no_feed": _("The answer is neither RSS nor Atom."),
        "no_reliefweb": _("The answer is not one of the ReliefWeb API."),
        "document_type": _("It declares a document type of its own; such feeds are refused."),
        "too_much": _("It could not be read within the limits of time and memory."),
    }
    return sentences.get(code) or _("It could not be read.")
