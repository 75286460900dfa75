"""Answers where a thing that was found stands; it must not know how it was found."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.urls import reverse

from tracker.models import Attachment, Clause, Commitment, Finding, Origin, Report, Ruling, Source, TextPage
from tracker.selectors.search.asking import Question
from tracker.selectors.search.showing import Hit

LEAST_OF_DIGEST = 12  # characters that name a file in the address of a report


def address_of(hit: Hit, question: Question) -> str:
    """The address of what was found; a page of text is opened in its document, with the words looked for."""
    row = hit.row
    if isinstance(row, TextPage):
        # One term stands in the text as it was typed; several need not stand together.
        find = question.asked.strip('"“”*') if len(question.terms) == 1 or hit.tier.phrase else ""
        wanted = {"file": row.attachment.sha256[:LEAST_OF_DIGEST], "at": hit.leaf} | (
            {"find": find} if find else {}
        )
        return f"{address(hit.report)}?{urlencode(wanted)}"
    if isinstance(row, Attachment):
        return f"{address(row.report)}?{urlencode({'file': row.sha256[:LEAST_OF_DIGEST]})}"
    return address(row)


def address(thing: object) -> str:
    """The page of a thing that has one; a clause is shown on that of its agreement."""
    if isinstance(thing, Report | Finding | Ruling):
        return reverse(str(thing._meta.model_name), args=[thing.reference])
    if isinstance(thing, Commitment):
        return f"/commitments/{quote(thing.agreement.slug)}/{quote(thing.code, safe='')}/"
    if isinstance(thing, Clause):
        return reverse("agreement", args=[thing.agreement.slug]) + "#s-text"
    if isinstance(thing, Source | Origin):
        return reverse(str(thing._meta.model_name), args=[thing.slug])
    name, slug = thing._meta.model_name, thing.slug  # type: ignore[attr-defined]
    return reverse(str(name), args=[slug])
