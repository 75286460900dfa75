"""The administration of the ledger: only looked at."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.admin import actions
from tracker.admin.transfer import ExportedAdmin
from tracker.models import Checkpoint, LedgerEntry, LedgerHead
from tracker.selectors import history
from tracker.services import checkpoints, witnesses


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ExportedAdmin):
    list_display = ("seq", "at", "actor", "what", "object_type", "object_ref", "reason")
    list_filter = ("action", "object_type")
    search_fields = ("actor", "action", "object_ref", "reason", "request_id")
    date_hierarchy = "at"

    @admin.display(description=_("action"), ordering="action")
    def what(self, row: Any) -> str:
        return history.action_label(row.action)


@admin.register(LedgerHead)
class LedgerHeadAdmin(ExportedAdmin):
    list_display = ("id", "size")
    actions = (
        actions.at_once(
            "publish",
            _("Make a checkpoint now, and send it to the witnesses"),
            lambda row, by, at: witnesses.publish(by=by, at=at),
        ),
    )


@admin.register(Checkpoint)
class CheckpointAdmin(ExportedAdmin):
    list_display = ("size", "root_hash", "at")
    search_fields = ("root_hash",)
    computed = ("as_kept",)
    readonly_fields = ("as_kept",)

    @admin.display(description=_("as text to keep"))
    def as_kept(self, row: Any) -> str:
        return checkpoints.as_text(row)
