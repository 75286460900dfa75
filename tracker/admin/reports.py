"""The administration of reports; originals and their text are only looked at."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.admin import actions
from tracker.admin.forms import ServiceForm
from tracker.admin.transfer import ExportedAdmin, ExportedServiceAdmin
from tracker.models import Attachment, Report, TextPage, User
from tracker.services import attachments, reports


class NewReportForm(ServiceForm):
    """What is said of a document, with its text or its file."""

    text = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea)
    upload = forms.FileField(label=_("File"), required=False)


@admin.register(Report)
class ReportAdmin(ExportedServiceAdmin):
    add_form = NewReportForm
    list_display = ("reference", "title", "source", "published_on", "marking")
    list_filter = ("marking", "is_rendition", "language")
    list_select_related = ("source",)
    search_fields = ("reference", "title", "source__name")
    autocomplete_fields = ("source", "relays")
    date_hierarchy = "published_on"
    add_fields = (*reports.EDITABLE, "text", "upload")
    change_fields = reports.EDITABLE
    readonly_fields = ("reference",)
    computed = ("effective_marking", "recorded_at", "recorded_by")

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Report:
        upload = values.pop("upload", None)
        uploads = [] if upload is None else [(upload.name, upload.read())]
        return reports.file(**values, uploads=uploads, by=by, at=at)

    def change_row(
        self, row: Report, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> Report:
        return reports.edit(report=row, version=version, changes=changes, by=by, at=at)


@admin.register(Attachment)
class AttachmentAdmin(ExportedAdmin):
    list_display = ("name", "report", "content_type", "size", "stored_at", "read_state")
    list_filter = ("read_state", "by_ocr", "content_type", "pasted")
    list_select_related = ("report",)
    search_fields = ("name", "sha256", "report__title")
    actions = (
        actions.at_once(
            "read_again",
            _("Read again"),
            lambda row, by, at: attachments.read_again(attachment=row, by=by, at=at),
        ),
    )


@admin.register(TextPage)
class TextPageAdmin(ExportedAdmin):
    list_display = ("attachment", "number")
    list_select_related = ("attachment",)
    search_fields = ("text", "attachment__name")
