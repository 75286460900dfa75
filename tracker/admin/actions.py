"""Does one thing to many chosen rows through a service, all of them or none; it must not know which thing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin import helpers
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.admin.base import person
from tracker.models import User
from tracker.services.refusals import Refused

Action = Callable[[Any, HttpRequest, QuerySet[Any]], HttpResponseBase | None]


def at_once(name: str, label: str | Promise, each: Callable[[Any, User, datetime], Any]) -> Action:
    """A bulk action that needs no further word; `each` is called with a row, who and when."""

    def action(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseBase | None:
        _all_or_none(modeladmin, request, queryset, each)
        return None

    return _named(action, name, label)


def with_reason(name: str, label: str | Promise, each: Callable[[Any, str, User, datetime], Any]) -> Action:
    """A bulk action that first shows what was chosen and asks why; `each` gets the reason too."""

    def action(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseBase | None:
        reason = request.POST.get("reason", "").strip()
        if "apply" in request.POST and reason:
            _all_or_none(modeladmin, request, queryset, lambda row, by, at: each(row, reason, by, at))
            return None
        context = {
            **modeladmin.admin_site.each_context(request),
            "title": label,
            "opts": modeladmin.opts,
            "rows": queryset,
            "action": name,
            "missing": "apply" in request.POST,
            "checkbox": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/ask_reason.html", context)

    return _named(action, name, label)


def _named(action: Any, name: str, label: str | Promise) -> Action:
    action.__name__ = name
    action.short_description = label
    named: Action = action
    return named


def _all_or_none(
    modeladmin: Any,
    request: HttpRequest,
    queryset: QuerySet[Any],
    each: Callable[[Any, User, datetime], Any],
) -> None:
    by, at = person(request), timezone.now()
    rows = list(queryset)
    row: Any = None
    try:
        with transaction.atomic():
            for row in rows:
                each(row, by, at)
    except Refused as refusal:
        text = _("Nothing was changed. %(row)s: %(sentence)s") % {"row": row, "sentence": refusal.sentence}
        modeladmin.message_user(request, text, messages.ERROR)
        return
    text = ngettext("Done for %(count)d row.", "Done for %(count)d rows.", len(rows)) % {"count": len(rows)}
    modeladmin.message_user(request, text, messages.SUCCESS)
