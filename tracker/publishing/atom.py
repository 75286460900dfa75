"""Writes changes of statuses as an Atom feed (RFC 4287); it must not know who reads, or the clock."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from tracker.models import Finding, StatusChange
from tracker.models.choices import STATUSES, Tlp
from tracker.publishing import figures, rollups
from tracker.publishing.plain_text import clean, one_line
from tracker.selectors.days import day_in

ATOM = "http://www.w3.org/2005/Atom"
TLP_SCHEME = "https://www.first.org/tlp/"
SHOWN = 100  # the newest changes


def written(
    changes: Sequence[StatusChange],
    causes: Mapping[str, Finding],
    *,
    title: str,
    key: str,
    made_at: datetime,
    marking: int,
    site: str,
    own_address: str,
    language: str,
) -> bytes:
    """The feed in the active language, the newest recorded change first.

    `key` names the feed for ever and opens nothing; `made_at` is since when it has its name; `marking` is the
    level up to which its reader sees, which each status may rest on; `site` has no slash at its end.
    """
    host = site.partition("://")[2].partition(":")[0]
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _text(feed, "id", f"tag:{host},{made_at.astimezone(UTC):%Y-%m-%d}:addresses/{key}")
    _text(feed, "title", one_line(title))
    _text(feed, "updated", _moment(max([one.recorded_at for one in changes], default=made_at)))
    _link(feed, "self", own_address, "application/atom+xml")
    _link(feed, "alternate", f"{site}/changes/", "text/html")
    author = ET.SubElement(feed, "author")
    _text(author, "name", "Servanda")
    _text(feed, "generator", "Servanda")
    _text(feed, "rights", str(Tlp(marking).label))
    for told in rollups.told_changes(changes, causes):
        _entry(feed, told, host, site, marking)
    found: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return found


def version_of(document: bytes) -> str:
    """What is the same as long as the document is the same."""
    return hashlib.sha256(document).hexdigest()


def name_of(change: StatusChange, host: str) -> str:
    """The entry's id: a tag URI (RFC 4151) of what never changes in a line of the log."""
    moment = change.recorded_at.astimezone(UTC)
    duty = f"{change.commitment.agreement.slug}/{change.commitment.code}"
    line = f"{change.effective_on.isoformat()}/{change.to_status}/{moment:%H%M%S%f}"
    return f"tag:{host},{moment:%Y-%m-%d}:{quote(f'changes/{duty}/{line}')}"


def headline(change: StatusChange) -> str:
    """A change in one line: the duty, from what to what, in which agreement."""
    words = dict(STATUSES)
    return one_line(
        _("%(code)s %(duty)s: %(before)s → %(after)s (%(agreement)s)")
        % {
            "code": change.commitment.code,
            "duty": change.commitment.title,
            "before": words[change.from_status],
            "after": words[change.to_status],
            "agreement": change.commitment.agreement.title,
        }
    )


def page_of(change: StatusChange, site: str) -> str:
    """The duty's page as of the day of the change; a correction is read as it was known when it was made."""
    asked = {"as_of": change.effective_on.isoformat()}
    known_on = day_in(change.commitment.agreement.time_zone, change.recorded_at)
    if change.backfill and known_on > change.effective_on:
        asked["known_by"] = known_on.isoformat()
    path = quote(f"/commitments/{change.commitment.agreement.slug}/{change.commitment.code}/")
    return f"{site}{path}?{urlencode(asked)}"


def _entry(feed: ET.Element, told: rollups.ToldChange, host: str, site: str, marking: int) -> None:
    change = told.change
    entry = ET.SubElement(feed, "entry")
    _text(entry, "id", name_of(change, host))
    _text(entry, "title", headline(change))
    _text(entry, "updated", _moment(change.recorded_at))
    _text(entry, "published", _moment(change.recorded_at))
    _link(entry, "alternate", page_of(change, site), "text/html")
    label = str(Tlp(marking).label)
    ET.SubElement(entry, "category", {"term": label, "scheme": TLP_SCHEME, "label": label})
    _text(entry, "summary", _why(told), type="text")


def _why(told: rollups.ToldChange) -> str:
    """Since when it holds, whether the log is corrected, and why."""
    change = told.change
    said = [_("It holds from %(day)s.") % {"day": figures.day(change.effective_on)}]
    if change.backfill:
        said.append(_("This corrects what the log said of that day."))
    if change.late:
        said.append(_("It is late."))
    said.extend(told.reasons)
    for finding in told.findings:
        statement = one_line(finding.statement).rstrip(".")
        said.append(f"{statement} ({finding.reference})." if statement else f"({finding.reference})")
    return " ".join(said)


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = clean(text)


def _link(parent: ET.Element, relation: str, address: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "href": address, "type": kind})


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
