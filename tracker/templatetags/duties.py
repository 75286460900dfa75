"""Tags that link to a duty, an agreement or a party and keep looking at the same day; they query nothing."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.template.context import Context
from django.utils.html import escape
from django.utils.safestring import SafeString

from tracker.models import Agreement, Commitment, Party
from tracker.templatetags.addresses import in_time
from tracker.templatetags.parts import part

register = template.Library()


def address_of(thing: Agreement | Commitment | Party) -> str:
    """The fixed address of its page; a commitment needs its agreement at hand."""
    if isinstance(thing, Commitment):
        return f"/commitments/{quote(thing.agreement.slug)}/{quote(thing.code, safe='')}/"
    folder = "agreements" if isinstance(thing, Agreement) else "parties"
    return f"/{folder}/{quote(thing.slug)}/"


@register.simple_tag(takes_context=True)
def page_of(context: Context, thing: Agreement | Commitment | Party) -> str:
    """The address of its page at the day this page looks at."""
    return in_time(context, address_of(thing))


@register.simple_tag
def page_on(thing: Commitment, day: date) -> str:
    """The address of a duty's page at another day, as known on that day."""
    return f"{address_of(thing)}?{urlencode({'as_of': day.isoformat()})}"


@register.simple_tag
def page_at(time: Any, thing: Agreement | Commitment | Party) -> str:
    """The address of its page at a pair of days (a `Time`), whatever day this page looks at."""
    return str(time.address(address_of(thing)))


@register.simple_tag(takes_context=True)
def said_of(context: Context, pattern: str, one: Commitment, other: Commitment) -> SafeString:
    """A sentence about two duties, each a link; `pattern` has places for `one` and `other`."""
    links = {"one": duty(context, one), "other": duty(context, other)}
    return SafeString(escape(pattern) % links)


@register.filter
def as_json(data: Any) -> str:
    """Figures for a drawing, for an attribute of its element; the template escapes them."""
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))


@part(register, "_parts/duty.html", takes_context=True)
def duty(context: Context, commitment: Commitment, only_code: bool = False) -> dict[str, Any]:
    """A duty's code and title as a link; `only_code` for lists of codes."""
    return {
        "code": commitment.code,
        "title": commitment.title,
        "address": page_of(context, commitment),
        "only_code": only_code,
    }
