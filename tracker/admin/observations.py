"""The administration of coverage records, positions of parties and rulings."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.admin import actions
from tracker.admin.transfer import ExportedServiceAdmin
from tracker.models import Coverage, Position, Ruling, User
from tracker.services import coverage, positions, rulings


@admin.register(Coverage)
class CoverageAdmin(ExportedServiceAdmin):
    list_display = ("reference", "commitment", "source", "outcome", "from_on", "to_on", "place")
    list_filter = ("outcome", "commitment__agreement", "marking")
    list_select_related = ("commitment", "source")
    search_fields = ("reference", "commitment__code", "source__name", "place", "note")
    autocomplete_fields = ("commitment", "source", "report")
    add_fields = (
        *("commitment", "source", "outcome", "from_on", "to_on", "place", "note", "report", "marking"),
    )
    change_fields = coverage.EDITABLE
    readonly_fields = ("commitment",)
    computed = ("effective_marking",)
    actions = (
        actions.with_reason(
            "remove",
            _("Remove the chosen records"),
            lambda row, reason, by, at: coverage.remove(coverage=row, reason=reason, by=by, at=at),
        ),
    )

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Coverage:
        return coverage.record(**values, by=by, at=at)

    def change_row(
        self, row: Coverage, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> Coverage:
        return coverage.edit(coverage=row, version=version, changes=changes, by=by, at=at)


@admin.register(Position)
class PositionAdmin(ExportedServiceAdmin):
    list_display = ("reference", "commitment", "party", "kind", "stated_on", "about", "reply_due_on")
    list_filter = ("kind", "commitment__agreement", "marking")
    list_select_related = ("commitment", "party", "about")
    search_fields = ("reference", "commitment__code", "party__name", "text")
    autocomplete_fields = ("commitment", "party", "about", "report", "replies_to")
    add_fields = ("commitment", *positions.EDITABLE)
    change_fields = positions.EDITABLE
    readonly_fields = ("commitment",)
    computed = ("effective_marking",)
    actions = (
        actions.with_reason(
            "remove",
            _("Remove the chosen positions"),
            lambda row, reason, by, at: positions.remove(position=row, reason=reason, by=by, at=at),
        ),
    )

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Position:
        return positions.record(**values, by=by, at=at)

    def change_row(
        self, row: Position, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> Position:
        return positions.edit(position=row, version=version, changes=changes, by=by, at=at)


@admin.register(Ruling)
class RulingAdmin(ExportedServiceAdmin):
    list_display = ("reference", "commitment", "status", "state", "proposed_by", "effective_on", "lapses_on")
    list_filter = ("state", "status", "commitment__agreement", "marking")
    list_select_related = ("commitment", "proposed_by")
    search_fields = ("reference", "commitment__code", "justification")
    autocomplete_fields = ("commitment",)
    add_fields = ("commitment", "status", "justification", "marking")
    actions = (
        actions.at_once(
            "approve",
            _("Approve the chosen rulings"),
            lambda row, by, at: rulings.approve(ruling=row, by=by, at=at),
        ),
        actions.with_reason(
            "refuse",
            _("Refuse the chosen rulings"),
            lambda row, reason, by, at: rulings.refuse(ruling=row, reason=reason, by=by, at=at),
        ),
        actions.with_reason(
            "withdraw",
            _("Withdraw the chosen rulings"),
            lambda row, reason, by, at: rulings.withdraw(ruling=row, reason=reason, by=by, at=at),
        ),
    )

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Ruling:
        return rulings.propose(**values, by=by, at=at)
