"""Answers where in a report a quoted passage stands; it must not know what the passage proves."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from tracker.models import Report, TextPage
from tracker.services.refusals import Refused
from tracker.services.wording import tidy

MOST_QUOTED = 5000  # characters
SPACE = re.compile(r"\s+")


def pages_of(report: Report) -> list[TextPage]:
    """The pages of text of a report, in the order of its originals."""
    return list(TextPage.objects.filter(attachment__report=report).order_by("attachment_id", "number"))


def placed(
    *, report: Report, excerpt: str, page: TextPage | None, start: int | None, end: int | None
) -> tuple[str, TextPage | None, int | None, int | None]:
    """The passage as the text has it, with its page and place (characters); no place when not found.

    Refused when a place was given that is not in this report or does not hold the words.
    """
    excerpt = tidy(excerpt).strip()
    if len(excerpt) > MOST_QUOTED:
        raise Refused(
            _("The passage has %(length)d characters; at most %(most)d can be cited at once.")
            % {"length": len(excerpt), "most": MOST_QUOTED},
            field="excerpt",
        )
    if page is not None and page.attachment.report_id != report.pk:
        raise Refused(_("This page belongs to another report."), field="page")
    if page is not None and start is not None and end is not None and 0 <= start < end <= len(page.text):
        there = page.text[start:end]
        if not excerpt or SPACE.sub(" ", there).strip() == SPACE.sub(" ", excerpt):
            if end - start > MOST_QUOTED:
                raise Refused(
                    _("At most %(most)d characters can be cited at once.") % {"most": MOST_QUOTED},
                    field="excerpt",
                )
            return there, page, start, end
    if not excerpt:
        if start is not None or end is not None:
            raise Refused(
                _("The marked place is not in the text. Please mark the passage again."), field="excerpt"
            )
        return "", page, None, None
    pages = [page, *pages_of(report)] if page is not None else pages_of(report)
    found = find(excerpt, pages)
    if found is not None:
        return found
    if start is not None:
        raise Refused(
            _("The marked passage was not found on one page. Please mark it again within a page."),
            field="excerpt",
        )
    return excerpt, page, None, None


def find(excerpt: str, pages: Iterable[TextPage]) -> tuple[str, TextPage, int, int] | None:
    """The first place that holds the words, however their white space is set; None when there is none."""
    words = excerpt.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    for page in pages:
        place = pattern.search(page.text)
        if place is not None:
            return place.group(), page, place.start(), place.end()
    return None
