"""Shows what the background jobs do and lets an admin try again what failed; it must not run any."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tracker.selectors import jobs as selectors
from tracker.selectors import notifications
from tracker.services import assessments, letters, policies
from tracker.services.refusals import Refused
from tracker.web.access import reader_of, role_required, signed_in

NAMES = {
    "backup": gettext_lazy("Backup"),
    "midnight": gettext_lazy("Reassessment at midnight"),
    "recompute": gettext_lazy("Full recompute"),
    "deadlines": gettext_lazy("Due days that come near"),
}


@require_safe
@signed_in
def jobs(request: HttpRequest) -> HttpResponse:
    """Whether jobs run; admins see what waits, what was given up and what ran.

    For the others no number: it would count what they may not see.
    """
    reader = reader_of(request)
    is_admin = policies.has_role(reader, "admin")
    ran = selectors.runs() if is_admin else []
    runs = [(NAMES.get(run.name, run.name), run) for run in ran]
    parked = list(selectors.parked(reader)) if is_admin else []
    context = {
        "health": selectors.health(timezone.now()),
        "runs": runs,
        "parked": parked,
        "letters": list(notifications.parked_letters()) if is_admin else [],
        "is_admin": is_admin,
        "backups": selectors.backups(timezone.now()) if is_admin else None,
        "backups_on": settings.BACKUP_DIR is not None,
        "crumbs": [(_("Overview"), "/"), (_("Background jobs"), "")],
    }
    return render(request, "jobs/jobs.html", context)


@require_POST
@role_required("admin")
def release(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Try a request again that was given up."""
    rows = selectors.parked(reader_of(request))
    row = rows.filter(commitment__agreement__slug=slug, commitment__code=code).first()
    if row is None:
        raise Http404
    try:
        assessments.release(request=row, by=reader_of(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("%(code)s is being tried again.") % {"code": row.commitment.code})
    return redirect("jobs")


@require_POST
@role_required("admin")
def release_letter(request: HttpRequest) -> HttpResponse:
    """Try letters to a person again that were given up."""
    username = request.POST.get("person", "")
    rows = [row for row in notifications.parked_letters() if row.user.get_username() == username]
    if not rows:
        raise Http404
    for row in rows:
        try:
            letters.release(letter=row, by=reader_of(request), at=timezone.now())
        except Refused as refused:
            messages.error(request, refused.sentence)
            break
    else:
        messages.success(request, _("Letters to %(person)s are being tried again.") % {"person": username})
    return redirect("jobs")
