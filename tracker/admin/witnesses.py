"""The administration of witnesses and of what each was sent."""

from datetime import datetime
from typing import Any

from django.contrib import admin

from tracker.admin.transfer import ExportedAdmin, ExportedServiceAdmin
from tracker.models import CheckpointLetter, User, Witness
from tracker.services import witnesses

SAID = ("name", "email", "since_on", "until_on")


@admin.register(Witness)
class WitnessAdmin(ExportedServiceAdmin):
    list_display = ("name", "email", "since_on", "until_on")
    search_fields = ("name", "email")
    add_fields = SAID
    change_fields = SAID

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Witness:
        return witnesses.add(**values, by=by, at=at)

    def change_row(self, row: Witness, version: int, changes: dict[str, Any], by: User, at: datetime) -> Any:
        return witnesses.edit(witness=row, changes=changes, by=by, at=at)


@admin.register(CheckpointLetter)
class CheckpointLetterAdmin(ExportedAdmin):
    list_display = ("checkpoint", "witness", "state", "due_at", "attempts", "sent_at", "last_error")
    list_filter = ("state",)
    list_select_related = ("checkpoint", "witness")
    search_fields = ("witness__name", "witness__email", "checkpoint__root_hash")
