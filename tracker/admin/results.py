"""The administration of results: computed and only looked at; parked requests can be tried again."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.admin import actions
from tracker.admin.transfer import ExportedAdmin, ShownResource
from tracker.models import (
    Assessment,
    CurrentAssessment,
    JobRun,
    Parameters,
    Perspective,
    PerspectiveAudience,
    PortfolioDay,
    PortfolioStanding,
    ReassessmentRequest,
    Rehearsal,
    StatusChange,
    StatusSpan,
)
from tracker.services import assessments


@admin.register(CurrentAssessment, Assessment)
class AssessmentAdmin(ExportedAdmin):
    list_display = ("commitment", "as_of", "status", "confidence", "band", "late", "computed_at")
    list_filter = ("status", "confidence", "late", "material", "commitment__agreement")
    list_select_related = ("commitment",)
    search_fields = ("commitment__code", "commitment__title", "inputs_digest")


@admin.register(StatusChange)
class StatusChangeAdmin(ExportedAdmin):
    list_display = ("commitment", "from_status", "to_status", "effective_on", "recorded_at", "backfill")
    list_filter = ("to_status", "backfill", "commitment__agreement")
    list_select_related = ("commitment",)
    search_fields = ("commitment__code", "commitment__title", "cause")
    date_hierarchy = "effective_on"


@admin.register(StatusSpan)
class StatusSpanAdmin(ExportedAdmin):
    list_display = ("commitment", "series", "from_on", "to_on", "status", "confidence")
    list_filter = ("series", "status", "commitment__agreement")
    list_select_related = ("commitment",)
    search_fields = ("commitment__code", "commitment__title")


@admin.register(PortfolioDay)
class PortfolioDayAdmin(ExportedAdmin):
    list_display = ("reference", "audience", "as_of", "known_by", "state", "done", "total", "asked_at")
    list_filter = ("state",)
    list_select_related = ("audience",)
    search_fields = ("reference",)


@admin.register(PortfolioStanding)
class PortfolioStandingAdmin(ExportedAdmin):
    list_display = ("portfolio", "commitment", "status", "confidence")
    list_filter = ("status",)
    list_select_related = ("portfolio", "commitment")
    search_fields = ("portfolio__reference", "commitment__code")


@admin.register(Perspective)
class PerspectiveAdmin(ExportedAdmin):
    list_display = ("id", "commitment", "evidence_digest")
    list_filter = ("commitment__agreement",)
    list_select_related = ("commitment",)
    search_fields = ("commitment__code", "evidence_digest")


@admin.register(PerspectiveAudience)
class PerspectiveAudienceAdmin(ExportedAdmin):
    list_display = ("commitment", "audience", "perspective_id")
    list_filter = ("audience", "commitment__agreement")
    list_select_related = ("commitment", "audience")
    search_fields = ("commitment__code",)


@admin.register(ReassessmentRequest)
class ReassessmentRequestAdmin(ExportedAdmin):
    list_display = ("commitment", "state", "cause", "requested_at", "attempts", "last_error")
    list_filter = ("state", "backfill")
    list_select_related = ("commitment",)
    search_fields = ("commitment__code", "cause", "last_error")
    actions = (
        actions.at_once(
            "try_again",
            _("Try the chosen requests again"),
            lambda row, by, at: assessments.release(request=row, by=by, at=at),
        ),
    )


@admin.register(JobRun)
class JobRunAdmin(ExportedAdmin):
    list_display = ("name", "period", "state", "done", "total", "started_at", "ended_at", "message")
    list_filter = ("state", "name")
    search_fields = ("name", "period", "message")


class ParametersResource(ShownResource):
    """The published numbers, without the duties they flipped."""

    class Meta:
        model = Parameters
        exclude = ("flips",)


@admin.register(Parameters)
class ParametersAdmin(ExportedAdmin):
    """Published from a what-if alone; `flips` may name what not everybody sees, so it is not shown."""

    list_display = ("name", "valid_from", "reason", "recorded_by")
    list_select_related = ("recorded_by",)
    search_fields = ("name", "reason")
    change_list_template = "admin/parameters.html"
    resource_classes = (ParametersResource,)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in super().get_fields(request, obj) if name != "flips"]


class RehearsalResource(ShownResource):
    """How each went, without the duties that would flip."""

    class Meta:
        model = Rehearsal
        exclude = ("flips",)


@admin.register(Rehearsal)
class RehearsalAdmin(ExportedAdmin):
    """Asked for beside a what-if; `flips` may name what not everybody sees, so it is not shown."""

    list_display = ("reference", "asked_by", "state", "done", "total", "asked_at", "problem")
    list_filter = ("state",)
    list_select_related = ("asked_by",)
    search_fields = ("reference", "problem")
    resource_classes = (RehearsalResource,)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in super().get_fields(request, obj) if name != "flips"]
