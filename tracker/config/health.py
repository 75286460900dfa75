"""Answers whether pages (`/healthz`) and jobs (`/healthz/jobs`) work; it must not tell anything else."""

from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.models import JobRun

HEARTBEAT = "heartbeat"  # the name under which the task tracker.heartbeat keeps its row
SILENT_AFTER = timedelta(seconds=120)  # the heartbeat is due every 30 s


@never_cache
@require_safe
def pages(request: HttpRequest) -> JsonResponse:
    """200 when a page could be made: the database answers. 503 with a sentence otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ok": False, "why": "The database does not answer."}, status=503)
    return JsonResponse({"ok": True})


@never_cache
@require_safe
def jobs(request: HttpRequest) -> JsonResponse:
    """200 when a background job ran within the last 120 s. 503 with a sentence otherwise."""
    try:
        last = JobRun.objects.filter(name=HEARTBEAT).order_by("-seen_at").first()
    except DatabaseError:
        return JsonResponse({"ok": False, "why": "The database does not answer."}, status=503)
    if last is None:
        return JsonResponse({"ok": False, "why": "No background job has run yet."}, status=503)
    silent = timezone.now() - last.seen_at
    seconds = int(silent.total_seconds())
    if silent > SILENT_AFTER:
        why = f"No background job has run for {seconds} seconds. Look at the worker, beat and the broker."
        return JsonResponse({"ok": False, "why": why, "seconds": seconds}, status=503)
    return JsonResponse({"ok": True, "seconds": seconds})
