"""The administration of people, teams and audiences; passwords go in and never come out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.admin import actions
from tracker.admin.forms import ServiceForm
from tracker.admin.transfer import ExportedAdmin, ExportedServiceAdmin, ShownResource
from tracker.models import (
    ApiToken,
    Audience,
    LastSeen,
    Letter,
    Notification,
    NotificationRule,
    SavedView,
    Team,
    User,
)
from tracker.services import audiences, people
from tracker.services.policies import ADMIN, ANALYST, MANAGER

ROLES = ((ANALYST, _("Analyst")), (MANAGER, _("Manager")), (ADMIN, _("Administrator")))


class PersonForm(ServiceForm):
    """A person with their roles; `reason` is needed to close or to open the account."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=ROLES, required=False, widget=forms.CheckboxSelectMultiple
    )
    password = forms.CharField(
        label=_("New password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Empty: it stays as it is."),
    )
    reason = forms.CharField(label=_("Why the account is closed or opened"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None and instance.pk is not None:
            held = sorted(instance.groups.values_list("name", flat=True))
            kwargs["initial"] = {"roles": held, "password": "", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if "username" in self.fields:
            self.fields["username"].widget.attrs["autocomplete"] = "username"
        if "password" in self.fields:
            self.fields["password"].show_hidden_initial = False


class NewPersonForm(PersonForm):
    """A new person: the password is needed."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class RoleFilter(admin.SimpleListFilter):
    """People by role."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return ROLES

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class PersonResource(ShownResource):
    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "is_active", "time_zone", "language")


@admin.register(User)
class PersonAdmin(ExportedServiceAdmin):
    resource_classes = (PersonResource,)
    form = PersonForm
    add_form = NewPersonForm
    list_display = ("username", "first_name", "last_name", "email", "audience", "is_staff", "is_active")
    list_filter = (RoleFilter, "is_active", "audience")
    list_select_related = ("audience",)
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    add_fields = ("username", "password", "roles", "audience", "first_name", "last_name", "email")
    change_fields = (*people.EDITABLE, "roles", "password", "is_active", "reason")
    computed = ("is_staff", "last_login", "date_joined")
    actions = (
        actions.with_reason(
            "deactivate",
            _("Close the chosen accounts"),
            lambda row, reason, by, at: people.deactivate(user=row, reason=reason, by=by, at=at),
        ),
    )

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> User:
        audience = values.pop("audience", None)
        user = people.create(**values, audience_level=audience.level if audience else 0, by=by, at=at)
        if audience is not None and audience.team_key:
            user = people.edit(user=user, changes={"audience": audience}, by=by, at=at)
        return user

    def change_row(self, row: User, version: int, changes: dict[str, Any], by: User, at: datetime) -> User:
        words = {name: value for name, value in changes.items() if name in people.EDITABLE}
        if words:
            row = people.edit(user=row, changes=words, by=by, at=at)
        if "roles" in changes:
            row = people.set_roles(user=row, roles=changes["roles"], by=by, at=at)
        if changes.get("password"):
            row = people.set_password(user=row, password=changes["password"], by=by, at=at)
        if "is_active" in changes:
            turn = people.reactivate if changes["is_active"] else people.deactivate
            row = turn(user=row, reason=changes.get("reason", ""), by=by, at=at)
        return row


@admin.register(Team)
class TeamAdmin(ExportedServiceAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    add_fields = ("name", "slug")
    change_fields = ("name",)
    readonly_fields = ("slug",)

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Team:
        return audiences.create_team(**values, by=by, at=at)

    def change_row(self, row: Team, version: int, changes: dict[str, Any], by: User, at: datetime) -> Team:
        return audiences.rename_team(team=row, changes=changes, by=by, at=at)


@admin.register(Audience)
class AudienceAdmin(ExportedServiceAdmin):
    list_display = ("level", "team_key")
    list_filter = ("level",)
    search_fields = ("team_key",)
    autocomplete_fields = ("teams",)
    add_fields = ("level", "teams")

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Audience:
        return audiences.create(**values, by=by, at=at)


@admin.register(LastSeen)
class LastSeenAdmin(ExportedAdmin):
    list_display = ("user", "agreement", "seen_at")
    list_select_related = ("user", "agreement")
    search_fields = ("user__username", "agreement__title")


@admin.register(Notification)
class NotificationAdmin(ExportedAdmin):
    list_display = ("user", "event_key", "created_at", "read_at")
    list_select_related = ("user",)
    search_fields = ("user__username", "event_key")


@admin.register(NotificationRule)
class NotificationRuleAdmin(ExportedAdmin):
    list_display = ("reference", "user", "agreement", "party", "mail")
    list_select_related = ("user", "agreement", "party")
    search_fields = ("user__username", "reference")


@admin.register(Letter)
class LetterAdmin(ExportedAdmin):
    list_display = ("user", "rhythm", "state", "due_at", "sent_at", "attempts")
    list_select_related = ("user",)
    list_filter = ("state", "rhythm")
    search_fields = ("user__username", "period")


@admin.register(SavedView)
class SavedViewAdmin(ExportedAdmin):
    list_display = ("name", "user", "path")
    list_select_related = ("user",)
    search_fields = ("name", "user__username", "path")


class TokenResource(ShownResource):
    class Meta:
        model = ApiToken
        fields = ("name", "user__username", "created_at", "expires_at", "used_at", "revoked_at")


@admin.register(ApiToken)
class ApiTokenAdmin(ExportedAdmin):
    resource_classes = (TokenResource,)
    list_display = ("name", "user", "created_at", "expires_at", "used_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__username")
    exclude = ("token_hash",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in super().get_fields(request, obj) if name != "token_hash"]


# Roles are fixed, and kept by people's pages.
if admin.site.is_registered(Group):
    admin.site.unregister(Group)
