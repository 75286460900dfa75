"""Takes tables out of and into the administration, each row through its service; it knows no noun."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export import resources
from import_export.admin import ExportMixin, ImportExportMixin
from import_export.formats.base_formats import CSV, JSON, XLSX
from import_export.widgets import ForeignKeyWidget

from tracker.admin.base import ShownAdmin, person, visible
from tracker.admin.saving import ServiceAdmin
from tracker.models.marked import Versioned
from tracker.services.refusals import Refused

FORMATS = [CSV, XLSX, JSON]


class BySlug(ForeignKeyWidget):  # type: ignore[misc]
    """A column that names another row by its slug, among those the person may see."""

    request: HttpRequest | None = None

    def __init__(self, model: Any) -> None:
        super().__init__(model, field="slug")

    def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(value, row, *args, **kwargs)
        return rows if self.request is None else visible(self.request, rows)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return super().clean(value, row, **kwargs)
        except self.model.DoesNotExist:
            text = _("There is no %(kind)s “%(slug)s”. Enter it first.")
            raise ValueError(text % {"kind": self.model._meta.verbose_name, "slug": value}) from None


class ShownResource(resources.ModelResource):  # type: ignore[misc]
    """A table of rows as they are; nothing comes in through it."""

    request: HttpRequest | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__()
        self.request = kwargs.get("request")
        for field in self.fields.values():
            if isinstance(field.widget, BySlug):
                field.widget.request = self.request


class ServiceResource(ShownResource):
    """A table whose rows come in through the services of a model's administration, one by one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model_admin: ServiceAdmin | None = kwargs.get("model_admin")

    def get_queryset(self) -> QuerySet[Any]:
        """Only rows the person may see are found, and so changed."""
        rows: QuerySet[Any] = super().get_queryset()
        return rows if self.request is None else visible(self.request, rows)

    def validate_instance(self, instance: Any, *args: Any, **kwargs: Any) -> None:
        """What may be is for the services to say."""

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Create or change the row with its service. Raises ValidationError with the service's sentence."""
        assert self.request is not None
        assert self.model_admin is not None
        by, at = person(self.request), timezone.now()
        names = [field.attribute for field in self.get_import_fields() if field.attribute]
        try:
            if is_create:
                values = {name: getattr(instance, name) for name in names}
                saved = self.model_admin.create_row(self.complete(values), by, at)
            else:
                stored = type(instance)._default_manager.get(pk=instance.pk)
                changes = {
                    name: getattr(instance, name)
                    for name in names
                    if name in self.model_admin.change_fields
                    and getattr(instance, name) != getattr(stored, name)
                }
                version = stored.version if isinstance(stored, Versioned) else 0
                saved = self.model_admin.change_row(stored, version, changes, by, at)
        except Refused as refusal:
            raise ValidationError(refusal.sentence) from refusal
        instance.pk, instance._state.adding = saved.pk, False

    def complete(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values of the add form, from those of a row."""
        return values

    def save_m2m(self, *args: Any, **kwargs: Any) -> None:
        """Other rows go through services too."""

    class Meta:
        use_bulk = False
        use_transactions = True
        skip_unchanged = True
        report_skipped = True


class Exported(ExportMixin):  # type: ignore[misc]
    """Rows can be taken out as a table."""

    export_formats = FORMATS

    def get_resource_kwargs(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {"request": request, "model_admin": self}

    get_export_resource_kwargs = get_resource_kwargs

    def export_action(self, request: HttpRequest) -> Any:
        """The form that takes a table out; a filter that means nothing is dropped, and said."""
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            text = _("A filter in the address means nothing here; all rows are offered.")
            self.message_user(request, text, messages.WARNING)
            return HttpResponseRedirect(request.path)


class Transferred(Exported, ImportExportMixin):  # type: ignore[misc]
    """Rows can be taken out as a table, corrected, and put in again through the services."""

    import_formats = FORMATS
    skip_admin_log = True
    get_import_resource_kwargs = Exported.get_resource_kwargs

    def process_import(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Take in what was shown; the table is kept a while only."""
        try:
            return super().process_import(request, **kwargs)
        except FileNotFoundError:
            text = _("The table that was shown is no longer here. Upload it again.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:{}_{}_import".format(*self.get_model_info())))

    def process_dataset(self, dataset: Any, form: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A row that is refused stops the whole table: it goes in together or not at all."""
        kwargs["rollback_on_validation_errors"] = True
        return super().process_dataset(dataset, form, request, **kwargs)


class ExportedAdmin(Exported, ShownAdmin):
    """A model that is looked at and taken out."""


class ExportedServiceAdmin(Exported, ServiceAdmin):
    """A model that is changed through services and taken out as a table."""


class TransferredAdmin(Transferred, ServiceAdmin):
    """A model that is changed through services, here or from a table."""
