"""Tags that link to a duty, an agreement or a party and keep looking at the same day; they query nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import template
from django.template.context import Context

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


@part(register, "_parts/duty.html", takes_context=True)
def duty(context: Context, commitment: Commitment, only_code: bool = False) -> dict[str, Any]:
    """A duty's code and title as a link; `only_code` for lists of codes."""
    return {
        "code": commitment.code,
        "title": commitment.title,
        "address": page_of(context, commitment),
        "only_code": only_code,
    }
