"""Says who may open the administration and how its list of things is grouped; it knows none of them."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.models import User
from tracker.services import policies

AGREEMENTS, EVIDENCE, RESULTS, PEOPLE, LEDGER = "agreements", "evidence", "results", "people", "ledger"
THEMES: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    AGREEMENTS: (
        _("Agreements"),
        (
            *("Agreement", "Commitment", "CommitmentVersion", "Clause", "Anchor", "Party"),
            *("AgreementParty", "AgreementRelation", "CommitmentParty", "CommitmentLink"),
            *("PartyAlias", "PartyIdentifier", "PartyRelation"),
        ),
    ),
    EVIDENCE: (
        _("Evidence"),
        (
            *("Report", "Finding", "Source", "Origin", "Coverage", "Position", "Comment", "Review"),
            *("Attachment", "TextPage", "SourceReliability", "SourceInterest", "OriginAlias"),
            *("Feed", "InboxEntry", "Capture"),
        ),
    ),
    RESULTS: (
        _("Results"),
        (
            *("CurrentAssessment", "Assessment", "StatusChange", "StatusSpan", "Ruling"),
            *("ReassessmentRequest", "JobRun", "Perspective", "PerspectiveAudience", "Parameters"),
            *("SearchEntry", "SearchText", "PortfolioDay", "PortfolioStanding", "Rehearsal"),
        ),
    ),
    PEOPLE: (
        _("People"),
        (
            *("User", "Audience", "Team", "ApiToken", "Notification", "SavedView", "LastSeen", "Upload"),
            *("Draft", "Subscription", "StatusPage", "NotificationRule", "Letter", "Brief", "BriefTemplate"),
        ),
    ),
    LEDGER: (
        _("Ledger"),
        ("LedgerEntry", "LedgerHead", "Checkpoint", "Witness", "CheckpointLetter"),
    ),
}


class Choices(AutocompleteJsonView):
    """Clauses and codes are alike in many agreements: the choice names which one it is of."""

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset()
        return rows.select_related("agreement") if _has_agreement(rows.model) else rows

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        shown = super().serialize_result(obj, to_field_name)
        if _has_agreement(type(obj)):
            shown["text"] = f"{shown['text']} ({obj.agreement.slug})"
        return shown


def _has_agreement(model: type[Model]) -> bool:
    return any(field.name == "agreement" for field in model._meta.concrete_fields)


class ServandaAdminSite(admin.AdminSite):
    """The administration: only for administrators, grouped by theme, without a second history."""

    site_title = _("Servanda")
    site_header = _("Servanda administration")
    index_title = _("Everything that is kept")

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the person is an administrator; asked once a request."""
        known: bool | None = getattr(request, "may_administer", None)
        if known is None:
            user = request.user
            known = isinstance(user, User) and user.is_staff and policies.has_role(user, policies.ADMIN)
            request.may_administer = known  # type: ignore[attr-defined]
        return known

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send strangers to the one login page; tell those who are in that this is not for them."""
        if request.user.is_authenticated:
            if self.has_permission(request):
                return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
            raise PermissionDenied(gettext("The administration is for administrators. Ask one of them."))
        return redirect_to_login(request.GET.get("next") or request.get_full_path())

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Passwords are changed on a person's page, so that the change is recorded."""
        raise Http404

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """There is one list of everything."""
        return HttpResponseRedirect(reverse("admin:index"))

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """What can be chosen while one types, told apart by its agreement."""
        return Choices.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The things by theme, in the order people look for them."""
        shown = {
            entry["object_name"]: entry
            for app in self._build_app_dict(request).values()
            for entry in app["models"]
        }
        groups = []
        for theme, (name, models) in THEMES.items():
            entries = [shown[one] for one in models if one in shown]
            if entries:
                url = f"#{theme}"
                groups.append(
                    {
                        "name": name,
                        "app_label": theme,
                        "app_url": url,
                        "has_module_perms": True,
                        "models": entries,
                    }
                )
        return groups
