"""Says what somebody was told of in a sentence, with the page it stands on; it must not know who reads it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models.choices import STATUSES
from tracker.publishing import figures
from tracker.selectors.days import day_in
from tracker.selectors.notifications import News

WORDS = dict(STATUSES)


def sentence(news: News) -> str:
    """What happened, in one sentence of the active language."""
    if news.change is not None and news.commitment is not None:
        return _("%(code)s, %(title)s: “%(old)s” became “%(new)s” on %(day)s.") % {
            "code": news.commitment.code,
            "title": news.commitment.title,
            "old": WORDS.get(news.change.from_status, news.change.from_status),
            "new": WORDS.get(news.change.to_status, news.change.to_status),
            "day": figures.day(news.change.effective_on),
        }
    if news.due_on is not None and news.commitment is not None:
        return _due(news)
    if news.brief is not None:
        return _("Brief %(reference)s is ready.") % {"reference": news.brief.reference}
    return _about_work(news)


def address(news: News) -> str:
    """The page of what it is about; of a change, the duty on its day, as known when recorded."""
    if news.brief is not None:
        return reverse("brief", args=[news.brief.reference])
    if news.finding is not None:
        return reverse("finding", args=[news.finding.reference]) + "#comments"
    commitment = news.commitment
    if commitment is None:
        return reverse("notifications")
    page = reverse("commitment", args=[commitment.agreement.slug, commitment.code])
    if news.change is None:
        return page
    days = {"as_of": news.change.effective_on}
    recorded_on = day_in(commitment.agreement.time_zone, news.change.recorded_at)
    if recorded_on > news.change.effective_on:
        days["known_by"] = recorded_on
    return f"{page}?{urlencode(days)}"


def quoted(news: News) -> str:
    """The words of the person who made it happen, where there are any."""
    if news.comment is not None:
        return news.comment.text
    if news.kind == "finding.reject" and news.finding is not None:
        return news.finding.rejection_reason
    return ""


def _due(news: News) -> str:
    assert news.due_on is not None
    assert news.commitment is not None
    told_on = day_in(news.commitment.agreement.time_zone, news.notification.created_at)
    ahead = (news.due_on - told_on).days
    return ngettext(
        "%(code)s, %(title)s: due on %(day)s, one day ahead.",
        "%(code)s, %(title)s: due on %(day)s, %(ahead)s days ahead.",
        ahead,
    ) % {
        "code": news.commitment.code,
        "title": news.commitment.title,
        "day": figures.day(news.due_on),
        "ahead": figures.number(ahead),
    }


def _about_work(news: News) -> str:
    thing = news.finding.reference if news.finding is not None else ""
    if not thing and news.commitment is not None:
        thing = news.commitment.code
    said = {"reference": thing, "who": news.comment.written_by.get_username() if news.comment else ""}
    if news.kind == "comment.mention":
        return _("%(who)s named you on %(reference)s.") % said
    if news.kind == "finding.send_back":
        return _("%(reference)s came back to you.") % said
    if news.kind == "finding.reject":
        return _("%(reference)s was rejected.") % said
    return thing
