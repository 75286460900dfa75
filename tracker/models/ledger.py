"""The audit ledger: append-only entries in one order, without foreign keys that could unwrite them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LedgerEntry(models.Model):
    """Who did what to which thing, before and after, and why; `leaf_hash` makes it a leaf of the tree."""

    seq = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("at"), db_index=True)
    actor = models.CharField(_("who"), max_length=150, help_text=_("User name; `system` for jobs."))
    action = models.CharField(_("action"), max_length=60, db_index=True)
    object_type = models.CharField(_("kind of thing"), max_length=40)
    object_id = models.BigIntegerField(_("number of the thing"), null=True)
    object_ref = models.CharField(_("thing"), max_length=200)
    marking = models.PositiveSmallIntegerField(_("marking"), default=0)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    reason = models.TextField(_("reason"), blank=True, default="")
    request_id = models.CharField(_("request"), max_length=64, blank=True, default="")
    leaf_hash = models.CharField(_("leaf hash"), max_length=64)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-seq"], name="ledger_of_a_thing"),
        ]
        constraints = [
            models.CheckConstraint(name="ledger_counts_from_one", condition=Q(seq__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.object_ref}"


class LedgerHead(models.Model):
    """One row: how many entries there are; locked while one is appended, so that the order has no gaps."""

    size = models.PositiveBigIntegerField(_("entries"), default=0)

    class Meta:
        verbose_name = _("head of the ledger")
        verbose_name_plural = _("head of the ledger")
        constraints = [models.CheckConstraint(name="ledger_head_is_one_row", condition=Q(id=1))]


class Checkpoint(models.Model):
    """A signed tree head: this many entries hash to this root."""

    size = models.PositiveBigIntegerField(_("entries"), unique=True)
    root_hash = models.CharField(_("root"), max_length=64)
    at = models.DateTimeField(_("at"))
    signature = models.TextField(_("signature"), blank=True, default="")

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ["-size"]
