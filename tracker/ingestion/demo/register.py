"""Files the registers of the demonstration: people, parties, sources and origins."""

from datetime import datetime
from typing import Any, NamedTuple

from tracker.ingestion.demo import data
from tracker.models import Origin, Party, Source, User
from tracker.models.choices import Tlp
from tracker.services import origins, parties, people, sources

PASSWORD = "servanda-demo"  # noqa: S105  (published: the accounts exist only on the embedded default)
ACCOUNTS = {
    "analyst": ("analyst",),
    "analyst2": ("analyst",),
    "manager": ("manager",),
    "admin": ("admin", "analyst", "manager"),
}


class Registers(NamedTuple):
    """What the rest of the demonstration refers to, by slug or user name."""

    people: dict[str, User]
    parties: dict[str, Party]
    sources: dict[str, Source]
    origins: dict[str, Origin]


def accounts(*, with_password: bool, at: datetime) -> dict[str, User]:
    """The four people of the demonstration; without a password nobody can sign in as them."""
    return {
        username: people.create(
            username=username,
            password=PASSWORD if with_password else None,
            roles=roles,
            audience_level=Tlp.GREEN,
            by=None,
            at=at,
        )
        for username, roles in ACCOUNTS.items()
    }


def registers(*, with_password: bool, at: datetime) -> Registers:
    """Everybody and everything that reports and duties point to."""
    accounts_by_name = accounts(with_password=with_password, at=at)
    by = accounts_by_name["admin"]
    parties_by_slug = _parties(by=by, at=at)
    content = data.read("sources")
    sources_by_slug = _sources(content, parties_by_slug, by=by, at=at)
    origins_by_slug = {
        slug: origins.create(
            slug=slug,
            name=item["name"],
            party=parties_by_slug[item["party"]] if "party" in item else None,
            source=sources_by_slug[item["source"]] if "source" in item else None,
            aliases=tuple(item.get("aliases", ())),
            by=by,
            at=at,
        )
        for slug, item in content["origin"].items()
    }
    return Registers(accounts_by_name, parties_by_slug, sources_by_slug, origins_by_slug)


def _parties(*, by: User, at: datetime) -> dict[str, Party]:
    content = data.read("parties")
    made: dict[str, Party] = {}
    for item in content["party"]:
        made[item["slug"]] = parties.create(
            slug=item["slug"],
            name=item["name"],
            kind=item["kind"],
            parent=made[item["parent"]] if "parent" in item else None,
            description=item.get("description", ""),
            aliases=tuple(item.get("aliases", ())),
            identifiers=item.get("ids", {}),
            by=by,
            at=at,
        )
    for item in content["relation"]:
        parties.relate(
            party=made[item["party"]],
            other=made[item["other"]],
            kind=item["kind"],
            from_on=item.get("from_on"),
            to_on=item.get("to_on"),
            precision=item.get("precision", "day"),
            note=item.get("note", ""),
            by=by,
            at=at,
        )
    return made


def _sources(
    content: dict[str, Any], parties_by_slug: dict[str, Party], *, by: User, at: datetime
) -> dict[str, Source]:
    return {
        slug: sources.create(
            slug=slug,
            name=item["name"],
            kind=item["kind"],
            reliability=item["reliability"],
            from_on=content["ratings"]["from_on"],
            reason=content["ratings"]["reason"],
            party=parties_by_slug[item["party"]] if "party" in item else None,
            url=item["url"],
            by=by,
            at=at,
        )
        for slug, item in content["source"].items()
    }
