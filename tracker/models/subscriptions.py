"""Addresses that give something out: private ones for one person, status pages for anybody."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.agreements import Agreement
from tracker.models.choices import SubscriptionKind
from tracker.models.parties import Party
from tracker.models.references import status_page_slug


class Subscription(models.Model):
    """A private address of one person, for a calendar or feed reader; only the digest of its key is kept."""

    user = models.ForeignKey("tracker.User", on_delete=models.CASCADE, related_name="subscriptions")
    kind = models.CharField(_("gives out"), max_length=10, choices=SubscriptionKind.choices)
    name = models.CharField(_("name"), max_length=120)
    agreement = models.ForeignKey(
        Agreement,
        verbose_name=_("agreement"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    party = models.ForeignKey(
        Party, verbose_name=_("obligor"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    token_hash = models.CharField(_("digest of the key"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("created at"))
    used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("private address")
        verbose_name_plural = _("private addresses")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name


class StatusPage(models.Model):
    """Chosen agreements at a public or an unlisted address; it shows TLP:CLEAR material and nothing else."""

    slug = models.CharField(_("address"), max_length=60, unique=True, default=status_page_slug)
    title = models.CharField(_("title"), max_length=200)
    note = models.CharField(_("note"), max_length=1000, blank=True, default="")
    listed = models.BooleanField(
        _("listed"),
        default=False,
        help_text=_("Found from the list of status pages; else only by its address."),
    )
    agreements = models.ManyToManyField(Agreement, verbose_name=_("agreements"), related_name="status_pages")
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey("tracker.User", on_delete=models.PROTECT, related_name="status_pages")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("status page")
        verbose_name_plural = _("status pages")
        ordering = ["title", "id"]
        constraints = [models.CheckConstraint(name="status_page_has_an_address", condition=~Q(slug=""))]

    def __str__(self) -> str:
        return self.title
