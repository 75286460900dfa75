"""Asks everything a reader can ask of the product and keeps each answer, without what differs each time."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from django.test import Client
from django.utils import translation

from tests import factories
from tests.factories.subscriptions import key_of
from tests.web.addresses import address, names
from tests.web.test_every_address import MISSING
from tests.web.worlds import NOW, World
from tracker.models import Brief, Letter, User
from tracker.publishing.briefs import content, subject
from tracker.publishing.letters import compose
from tracker.selectors.notifications import enclosed
from tracker.services import reminders

# What is made anew for each answer: the token of a form, the name of a request, how long it took.
VARYING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"|X-CSRFToken[^}]*|"made_at": "[^"]*"'
    rb'|"token": "[^"]*"'
)
HEADERS = {"X-Request-ID", "Set-Cookie", "Server-Timing"}
NOT_ASKED = {"logout", "setup", "healthz", "healthz-jobs", "set_language", "calendar", "feed", "api_schema"}
LISTS = (
    *("commitments", "agreements", "parties", "reports", "sources", "changes", "rulings", "replies"),
    *("review", "inbox", "findings", "origins"),
)
DAYS = ("", "as_of=2020-07-01", "as_of=2020-07-01&known_by=2020-07-10")
CORE = (
    *(
        "/",
        "/agreements/accord/",
        "/commitments/accord/N-01/",
        "/commitments/",
        "/parties/north/",
        "/reports/",
    ),
    *("/reports/R-AAAAAA/", "/findings/F-AAAAAA/", "/review/", "/rulings/", "/sources/monitors/"),
    *("/origins/eyes/", "/search/?q=zanzibar&stay=1", "/changes/", "/jobs/", "/notifications/"),
    *("/inbox/", "/commitments/?format=json", "/api/v1/commitments/accord/N-01/", "/status/open-page/"),
)
SORTS = ("-title", "-name", "status", "-published_on")
WORDS = (
    *(
        "zanzibar",
        "zan",
        "Z-01",
        "Z-02",
        "R-ZZZZZ2",
        "F-ZZZZZ4",
        "release",
        "rel",
        "accord",
        "north",
        "monitors",
    ),
    *(
        "withdraw",
        "eyes",
        "about 400",
        '"armed operatives"',
        "the",
        "left",
        "noses",
        "zanzibar release",
        "wire",
    ),
)
# What is open, and the closed thing of the same kind.
COUNTERPARTS = {
    **{"accord": "zanzibar", "N-01": "Z-01", "R-AAAAAA": "R-ZZZZZ2", "F-AAAAAA": "F-ZZZZZ4"},
    **{"F-BBBBBB": "F-ZZZZZ5", "L-AAAAAA": "L-ZZZZZ1", "B-AAAAAA": "B-ZZZZZ1", "P-AAAAAA": "P-ZZZZZ1"},
    **{"eyes": "zanzibar", "monitors": "zanzibar", "wire": "zanzibar", "1": "2"},
}
OF_FINDINGS = ("finding", "comment", "review_decide", "review_grade", "review_settle", "review_re")


class Crawl:
    """One reader's walk through everything; `answers` are by what was asked."""

    def __init__(self, world: World, reader: User, key: str) -> None:
        """`key` opens the programming interface as the reader."""
        self.world, self.reader, self.key = world, reader, key
        self.client = Client()
        self.client.force_login(reader)
        self.answers: dict[str, Any] = {}

    def everything(self, part: int = 0, parts: int = 1, also: Sequence[str] = ()) -> dict[str, Any]:
        """Ask all, or one of so many parts of it and some beside, and answer what was answered."""
        asked = dict.fromkeys([*self._addresses(), *self._lists(), *self._questions(), *self._programs()])
        for path in dict.fromkeys([*also, *sorted(asked)[part::parts]]):
            keyed = {"Authorization": f"Bearer {self.key}"} if path.startswith("/api/") else {}
            self.answers[path] = told(self.client.get(path, headers=keyed))
        self._mail()
        self._briefs()
        return self.answers

    def _addresses(self) -> Iterator[str]:
        there = self.existing()
        closed = {gap: COUNTERPARTS.get(word, word) for gap, word in there.items()} | {"sha256": "c" * 64}
        in_open = closed | {"slug": "accord", "code": "Z-02"}
        beside = {**there, "number": "2", "sha256": "c" * 64, "other": "R-ZZZZZ2"}
        for words in (there, MISSING, closed, in_open, beside):
            for name, gaps in names(admin=False):
                if name not in NOT_ASKED and (gaps or words is MISSING):
                    yield address(name, gaps, words)
        for number, name in ((1, "calendar"), (2, "feed")):
            yield address(name, ("token",), {"token": key_of(number)})

    def existing(self) -> dict[Any, str]:
        """Words that lead to something open, for every gap of every page."""
        world = self.world
        there: dict[Any, str] = {
            **MISSING,
            **{"slug": "accord", "code": "N-01", "reference": "R-AAAAAA", "number": "1", "other": "R-ZZZZZ2"},
            **{"sha256": world.report.attachments.order_by("pk").first().sha256, "verb": "comment"},
            ("ruling", "reference"): world.ruling.reference,
            ("inbox_decide", "reference"): world.news.reference,
        }
        for name, _gaps in names(admin=False):
            if name.startswith(OF_FINDINGS) and not name.startswith(("finding_new", "finding_fit")):
                there[name, "reference"] = (
                    "F-BBBBBB" if name.startswith(("review", "comment")) else "F-AAAAAA"
                )
            if name.startswith("finding_") and name not in ("finding_edit", "finding_act"):
                there[name, "reference"] = "R-AAAAAA"
            for start, slug in (
                ("source", "monitors"),
                ("origin", "eyes"),
                ("party", "south"),
                ("feed_", "wire"),
            ):
                if name.startswith(start):
                    there[name, "slug"] = slug
            if name.startswith("status-"):
                there[name, "slug"] = world.page.slug
            if name.startswith("capture"):
                there[name, "reference"] = world.capture.reference
            for what, row in (("coverage", world.coverage), ("position", world.position)):
                if name.startswith(f"commitment_{what}_"):
                    there[name, "reference"] = row.reference
        return there

    def _lists(self) -> Iterator[str]:
        for name in LISTS:
            for form in ("csv", "xlsx", "json"):
                yield f"/{name}/?format={form}"
            for days in DAYS[1:]:
                yield f"/{name}/?{days}"
                yield f"/{name}/?{days}&format=csv"
            for sort in SORTS:
                yield f"/{name}/?sort={sort}"
            yield f"/{name}/?page=2"
            yield f"/{name}/?per_page=1&page=2"
            yield f"/{name}/?q=zanzibar"
            yield f"/{name}/?q=release"
        for path in ("/", "/wall/", "/agreements/accord/", "/commitments/accord/N-01/", "/parties/north/"):
            for days in DAYS[1:]:
                yield f"{path}?{days}"
        yield from (
            "/parties/north/record/",
            "/parties/north/",
            "/parties/north/around/",
            "/inbox/?state=all",
        )
        yield from (
            "/reports/?source=zanzibar",
            "/commitments/?agreement=zanzibar",
            "/quality/?agreement=accord",
        )
        yield from ("/compare/?what=agreements&left=accord&right=zanzibar", "/rulings/new/?commitment=N-01")
        yield from ("/what-if/?agreement=accord", "/what-if/?without=F-ZZZZZ4", "/review/?agreement=accord")
        yield from ("/compare/?what=days&of=agreement:accord&left=2020-07-01&right=2020-07-14",)

    def _questions(self) -> Iterator[str]:
        for word in WORDS:
            asked = word.replace(" ", "+").replace('"', "%22")
            yield f"/search/?q={asked}&stay=1"
            yield f"/search/?q={asked}"
        for word in WORDS[:8]:
            for path in ("/commitments/search/", "/origins/search/"):
                yield f"{path}?q={word}"
            yield f"/reports/R-AAAAAA/findings/origins/?q={word}&origin={word}"
            yield f"/reports/R-AAAAAA/findings/duties/?q={word}"
        for query in ("start=0&end=20&page=1", "start=40&end=80&page=1&commitment=N-01"):
            for what in ("new", "near", "suggested", "fit"):
                yield f"/reports/R-AAAAAA/findings/{what}/?{query}"
        for word in ("z", "w", "zan"):
            yield f"/findings/F-AAAAAA/people/?q={word}"

    def _programs(self) -> Iterator[str]:
        for name, gaps in names(admin=False):
            if name.startswith("api_") and name != "api_schema" and not gaps:
                for days in DAYS:
                    yield f"/api/v1/{name.removeprefix('api_')}/?{days}"
                yield f"/api/v1/{name.removeprefix('api_')}/?size=1&page=2"
        for one in ("accord/N-01", "accord/Z-02", "zanzibar/Z-01", "accord/NO-1"):
            yield f"/api/v1/commitments/{one}/"
        yield from ("/api/v1/findings/?source=zanzibar", "/api/v1/reports/?q=zanzibar")

    def _mail(self) -> None:
        """The letters that would leave for the reader, and what their own page says of them."""
        reminders.remind(at=NOW)
        for place, letter in enumerate(Letter.objects.filter(user=self.reader).order_by("pk")):
            message = compose(letter)
            told_ = (message.subject, message.body, message.alternatives) if message else None
            self.answers[f"letter {place}"] = (repr(told_), len(enclosed(letter)[0]))

    def _briefs(self) -> None:
        world = self.world
        of = {"agreement": {"agreement": world.agreement}, "party": {"agreement": None, "party": world.north}}
        of["period"] = {"agreement": None, "changed_from": factories.SIGNED_ON}
        of |= {"commitment": {"agreement": None, "commitment": world.duty}}
        for kind, about in of.items():
            brief: Brief = factories.BriefFactory.build(
                **{
                    "user": self.reader,
                    "kind": kind,
                    "audience": self.reader.audience,
                    "reference": "B-AAAAAA",
                },
                **{"as_of": factories.TODAY, "known_by": factories.TODAY, **about},
            )
            imprint = content.Imprint(reference="B-AAAAAA", made_at=NOW, checkpoint=None, public_key="")
            with translation.override("en"):
                scope = subject.scope_of(brief, today=factories.TODAY)
                said = content.content(scope, imprint, step=lambda words, done: None)
            self.answers[f"brief {kind}"] = (json.dumps(said.data, default=str), int(said.marking))


def told(response: Any) -> tuple[int, dict[str, str], bytes]:
    """What a reader learns from an answer: its status, its headers, its body."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            body = b"".join(file.read(name) for name in file.namelist())
    headers = {name: value for name, value in response.headers.items() if name not in HEADERS}
    masked = VARYING.sub(b"", body)
    if masked != body or "spreadsheet" in headers.get("Content-Type", ""):
        headers.pop("Content-Length", None)
    return response.status_code, headers, masked
