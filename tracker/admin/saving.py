"""Saves what administrators change through the services, and puts a refusal on the form; it knows no noun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from tracker.admin.base import Guarded, ShownAdmin, person, visible
from tracker.admin.forms import ServiceForm, VersionForm
from tracker.models import User
from tracker.models.marked import Versioned
from tracker.services.refusals import Refused

if TYPE_CHECKING:
    AnyInline = admin.TabularInline[Any, Any]
else:
    AnyInline = admin.TabularInline


class ServiceAdmin(ShownAdmin):
    """A model that administrators change: each subclass names the services that do it.

    A hook that is not overridden means that the thing cannot be done here.
    """

    form = ServiceForm
    add_fields: tuple[str, ...] = ()
    change_fields: tuple[str, ...] = ()
    add_form: type[ServiceForm] | None = None

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Model:
        """Create a row from the add form's values with a service. Refused with the field."""
        raise NotImplementedError

    def change_row(self, row: Any, version: int, changes: dict[str, Any], by: User, at: datetime) -> Model:
        """Change a row with a service; `version` is the one that was read (0: none). Refused, or Stale."""
        raise NotImplementedError

    def remove_row(self, row: Any, reason: str, by: User, at: datetime) -> None:
        """Take a row away with a service. Refused when that may not be."""
        raise NotImplementedError

    def _may(self, hook: str) -> bool:
        return getattr(type(self), hook) is not getattr(ServiceAdmin, hook)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may("create_row") and self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may("change_row") and self.admin_site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may("remove_row") and self.admin_site.has_permission(request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields of the add form, of the change form, or all where a row is only looked at."""
        if obj is None:
            return self.add_fields
        if not self.has_change_permission(request, obj):
            return super().get_fields(request, obj)
        hidden = ("read_version",) if isinstance(obj, Versioned) else ()
        return [*self.change_fields, *self.get_readonly_fields(request, obj), *hidden]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Computed fields are shown once there is something to compute from."""
        return () if obj is None else (*self.readonly_fields, *self.computed)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, told what the service refused when it is shown again."""
        base = self.add_form if obj is None and self.add_form is not None else self.form
        bases: tuple[type[ServiceForm], ...] = (base,)
        if isinstance(obj, Versioned):
            bases = (VersionForm,) if base is ServiceForm else (VersionForm, base)
        kwargs["form"] = type("Form", bases, refusal_on(request))
        return super().get_form(request, obj, change=change, **kwargs)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """The form of one row of an editable list."""
        return type("ListForm", (ServiceForm,), refusal_on(request))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The page of one row; a refusal rolls everything back and shows the form again."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            _remember(request, refusal)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The list; a refusal of one edited row rolls all of them back and shows them again."""
        try:
            return super().changelist_view(request, extra_context)
        except Refused as refusal:
            _remember(request, refusal)
            return super().changelist_view(request, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Hand the form's values to the service of the model."""
        request.saving = form.prefix  # type: ignore[attr-defined]
        by, at = person(request), timezone.now()
        if not change:
            values = {name: form.cleaned_data[name] for name in self.add_fields}
            saved = self.create_row(values, by, at)
        elif not form.changes:
            return
        else:
            form.check_read()
            stored = self._stored(obj)
            version = form.cleaned_data.get("read_version") or getattr(stored, "version", 0)
            saved = self.change_row(stored, version, form.changes, by, at)
        obj.pk, obj._state.adding = saved.pk, False
        obj.refresh_from_db()
        self.tell(request, saved)

    def tell(self, request: HttpRequest, saved: Any) -> None:
        """Say what else the service did, where it did more than the form shows."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Inlines are saved by the services too; what a form holds of other rows went with its values."""
        for formset in formsets:
            self.save_formset(request, form, formset, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Hand each changed line of an inline to its services."""
        formset.inline.save_lines(request, formset)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Ask, then take a row away; a refusal leads back to the row."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refused as refusal:
            self.message_user(request, refusal.sentence, messages.ERROR)
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=(object_id,)))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.remove_row(obj, request.POST.get("reason", ""), person(request), timezone.now())

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Only what was chosen: whether more hangs on it is for the service to say."""
        return [str(one) for one in objs], {}, set(), []

    def _stored(self, row: Any) -> Any:
        """The row as it was read, without what the form set on it."""
        return type(row)._default_manager.get(pk=row.pk)


class ServiceInline(Guarded, AnyInline):
    """Lines of another model on a row's page, each saved by its services."""

    form = ServiceForm
    extra = 0
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The lines this person may see, with the rows they name."""
        rows = visible(request, super().get_queryset(request))
        named = [field.name for field in self.opts.concrete_fields if field.name in set(self.fields or ())]
        pointing = [name for name in named if self.opts.get_field(name).is_relation]
        return rows.select_related(*pointing) if pointing else rows

    def create_line(self, parent: Any, values: dict[str, Any], by: User, at: datetime) -> None:
        """Add a line with a service. Refused with the field."""
        raise NotImplementedError

    def change_line(self, row: Any, changes: dict[str, Any], by: User, at: datetime) -> None:
        """Change a line with a service. Refused with the field."""
        raise NotImplementedError

    def remove_line(self, row: Any, by: User, at: datetime) -> None:
        """Take a line away with a service. Refused when that may not be."""
        raise NotImplementedError

    def _may(self, hook: str) -> bool:
        return getattr(type(self), hook) is not getattr(ServiceInline, hook)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may("create_line") and self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may("change_line") and self.admin_site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may("remove_line") and self.admin_site.has_permission(request)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The lines, told what the service refused when they are shown again."""
        kwargs["form"] = type("LineForm", (self.form,), refusal_on(request))
        formset = super().get_formset(request, obj, **kwargs)
        formset.inline = self  # type: ignore[attr-defined]
        return formset

    def save_lines(self, request: HttpRequest, formset: BaseInlineFormSet[Any, Any, Any]) -> None:
        """Remove, change and add lines, in that order, so that a line can take another's place."""
        by, at = person(request), timezone.now()
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        removed = list(formset.deleted_forms)
        for form in removed:
            if form.instance.pk is not None:
                request.saving = form.prefix  # type: ignore[attr-defined]
                self.remove_line(form.instance, by, at)
        for form in formset.initial_forms:
            if form not in removed and form.has_changed():
                request.saving = form.prefix  # type: ignore[attr-defined]
                form.check_read()
                self.change_line(form.instance, line_values(form.changes), by, at)
        for form in formset.extra_forms:
            if form not in removed and form.has_changed():
                request.saving = form.prefix  # type: ignore[attr-defined]
                values = line_values(form.cleaned_data)
                values.pop(formset.fk.name)
                self.create_line(formset.instance, values, by, at)


def line_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a line without what the formset added."""
    return {name: value for name, value in values.items() if name not in ("id", "DELETE")}


def refusal_on(request: HttpRequest) -> dict[str, Any]:
    """What forms are told of a refusal: the refusal, and the prefix of the form it came from."""
    return {
        "refusal": getattr(request, "refusal", None),
        "refused": getattr(request, "saving", None),
    }


def _remember(request: HttpRequest, refusal: Refused) -> None:
    request.refusal = refusal  # type: ignore[attr-defined]
