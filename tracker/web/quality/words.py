"""Says in words what was varied when a headline was tried; it tries none."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.selectors.robustness import Kind, Variation

WORDS: dict[Kind, str | Promise] = {
    Kind.HALVED: _("half-lives halved: evidence ages twice as fast"),
    Kind.DOUBLED: _("half-lives doubled: evidence ages half as fast"),
    Kind.EASIER: _("a fifth less weight establishes"),
    Kind.HARDER: _("a fifth more weight is needed to establish"),
    Kind.ONE_VOICE: _("one independent origin less corroborates"),
    Kind.THREE_VOICES: _("one independent origin more is needed"),
    Kind.NO_SELF: _("without what obligors say for themselves"),
    Kind.NO_CLOSED: _("without closed and suspended duties"),
}


def said(variation: Variation) -> str:
    """What is other in a variation."""
    if variation.kind is Kind.ORIGIN:
        name = variation.name or _now("an origin you may not see")
        return _now("without the origin %(name)s") % {"name": name}
    if variation.kind is Kind.SOURCE:
        return _now("without the source %(name)s") % {"name": variation.name}
    return str(WORDS[variation.kind])
