"""The administration of findings, what reviewers said of them, and the comments on them."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.admin import actions
from tracker.admin.transfer import ExportedAdmin, ExportedServiceAdmin
from tracker.models import Comment, Finding, Review, User
from tracker.services import comments, findings
from tracker.services.findings.drafting import EDITABLE

FIELDS = tuple(name for name in EDITABLE if name not in ("start_offset", "end_offset", "page"))


@admin.register(Finding)
class FindingAdmin(ExportedServiceAdmin):
    """Drafts are changed by their authors; what was decided is superseded, never changed."""

    list_display = ("reference", "commitment", "stance", "report", "origin", "state", "author")
    list_filter = ("state", "stance", "interest", "backfill", "commitment__agreement", "marking")
    list_select_related = ("commitment", "report", "origin", "author")
    search_fields = ("reference", "statement", "excerpt", "commitment__code", "report__title")
    autocomplete_fields = ("report", "commitment", "origin")
    add_fields = ("report", *FIELDS)
    change_fields = FIELDS
    readonly_fields = ("reference", "report", "state", "author")
    computed = (
        *("effective_marking", "created_at", "submitted_at", "submissions"),
        *("accepted_at", "accepted_by", "accepted_by_policy", "accepted_on"),
        *("removed_at", "removed_by", "removal_reason", "backfill", "published_on"),
        *("rejected_at", "rejected_by", "rejection_reason"),
        *("superseded_at", "superseded_by", "superseded_on", "supersession_reason", "supersedes"),
    )
    actions = (
        actions.at_once(
            "submit",
            _("Submit the chosen drafts for review"),
            lambda row, by, at: findings.submit(finding=row, by=by, at=at),
        ),
        actions.at_once(
            "accept",
            _("Accept the chosen findings"),
            lambda row, by, at: findings.accept(finding=row, by=by, at=at),
        ),
        actions.with_reason(
            "reject",
            _("Reject the chosen findings"),
            lambda row, reason, by, at: findings.reject(finding=row, reason=reason, by=by, at=at),
        ),
        actions.with_reason(
            "supersede",
            _("Supersede the chosen findings"),
            lambda row, reason, by, at: findings.supersede(finding=row, reason=reason, by=by, at=at),
        ),
        actions.with_reason(
            "remove",
            _("Remove the chosen drafts and rejected findings"),
            lambda row, reason, by, at: findings.remove(finding=row, reason=reason, by=by, at=at),
        ),
        actions.at_once(
            "restore",
            _("Restore the chosen findings"),
            lambda row, by, at: findings.restore(finding=row, by=by, at=at),
        ),
    )

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Finding:
        return findings.draft(**values, by=by, at=at)

    def change_row(
        self, row: Finding, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> Finding:
        return findings.edit(finding=row, version=version, changes=changes, by=by, at=at)


@admin.register(Comment)
class CommentAdmin(ExportedServiceAdmin):
    list_display = ("text", "finding", "commitment", "written_by", "written_at")
    list_filter = ("marking",)
    list_select_related = ("finding", "commitment", "written_by")
    search_fields = ("text", "finding__reference", "commitment__code")
    autocomplete_fields = ("finding", "commitment")
    add_fields = ("finding", "commitment", "text", "marking")
    computed = ("mentions", "removed_at", "removed_by", "removal_reason")
    actions = (
        actions.with_reason(
            "remove",
            _("Remove the chosen comments"),
            lambda row, reason, by, at: comments.remove(comment=row, reason=reason, by=by, at=at),
        ),
        actions.at_once(
            "restore",
            _("Restore the chosen comments"),
            lambda row, by, at: comments.restore(comment=row, by=by, at=at),
        ),
    )

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Comment:
        return comments.write(**values, by=by, at=at)


@admin.register(Review)
class ReviewAdmin(ExportedAdmin):
    """Only looked at: what reviewers said is said on the page of the review."""

    list_display = ("finding", "act", "reviewer", "stance", "credibility", "round", "reviewed_at")
    list_filter = ("act", "finding__commitment__agreement")
    list_select_related = ("finding", "reviewer")
    search_fields = ("finding__reference", "reviewer__username", "note")
    date_hierarchy = "reviewed_at"
