"""Shows rows of a model to administrators, as far as they may see them; it saves nothing."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from tracker.admin.choosing import ChooseMany, ChooseOne
from tracker.models import User
from tracker.selectors import history, visibility

if TYPE_CHECKING:
    AnyModelAdmin = admin.ModelAdmin[Any]
else:
    AnyModelAdmin = admin.ModelAdmin

ENTRIES_A_PAGE = 50
MOST_ROWS = 50


def person(request: HttpRequest) -> User:
    """Who asks; the site lets nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("The administration is only for people who have signed in.")
    return request.user


def visible(request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the rows the person is cleared for; rows that belong to nothing marked are for all."""
    model = rows.model
    if hasattr(model, "effective_marking") or model.__name__ in visibility.MARKED_THROUGH:
        return visibility.visible_to(person(request), rows)
    if model.__name__ == "LedgerEntry":
        return rows.filter(marking__lte=visibility.audience_of(person(request)).level)
    return rows


class Guarded:
    """What every part of the administration asks before it shows or takes anything."""

    admin_site: admin.AdminSite

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only rows the person may see can be chosen, by guessed numbers too."""
        rows = kwargs.get("queryset")
        if rows is None:
            rows = db_field.remote_field.model._default_manager.all()
        kwargs["queryset"] = visible(request, rows)
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = ChooseOne(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Several rows are found by typing too."""
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = ChooseMany(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


class ShownAdmin(Guarded, AnyModelAdmin):
    """A model that is only looked at here; its history comes from the ledger."""

    list_per_page = MOST_ROWS
    list_max_show_all = MOST_ROWS
    show_full_result_count = False
    object_history_template = "admin/object_history.html"
    actions: Any = ()
    computed: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows this person may see."""
        return visible(request, super().get_queryset(request))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Every stored field, then those computed here."""
        stored = [field.name for field in self.opts.concrete_fields if not field.primary_key]
        return [*stored, *self.computed]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What was done to a row, by whom, when and why, from the ledger."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        pages = Paginator(history.entries_of(person(request), row), ENTRIES_A_PAGE)
        page = pages.get_page(request.GET.get("p", 1))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(thing)s") % {"thing": row},
            "entries": history.present(person(request), list(page.object_list)),
            "page": page,
            "object": row,
            "opts": self.opts,
            "module_name": str(self.opts.verbose_name_plural),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    # The ledger is the only history.
    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        return None

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        return None

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:  # type: ignore[override]
        return None

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, dict[str, list[str]]]]:
        return []
