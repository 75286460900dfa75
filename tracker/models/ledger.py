"""The audit ledger: append-only entries in one order, without foreign keys that could unwrite them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.states import LetterState


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
    withheld_by = models.PositiveBigIntegerField(
        _("withheld by"),
        null=True,
        help_text=_("The number of the entry that says why what stood here is gone; its hash stays."),
    )

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-seq"], name="ledger_of_a_thing"),
            models.Index(fields=["actor", "-seq"], name="ledger_of_a_person"),
            models.Index(fields=["request_id"], name="ledger_of_a_request"),
            models.Index(fields=["leaf_hash"], name="ledger_by_leaf"),
        ]
        constraints = [
            models.CheckConstraint(name="ledger_counts_from_one", condition=Q(seq__gte=1)),
            models.CheckConstraint(
                name="ledger_withheld_later",
                condition=Q(withheld_by__isnull=True) | Q(withheld_by__gt=F("seq")),
            ),
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

    def __str__(self) -> str:
        return f"{self.root_hash[:16]} {self.at:%Y-%m-%d}"


class Witness(models.Model):
    """Somebody outside who keeps the checkpoints they are mailed, from a day on, to a day."""

    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail"))
    since_on = models.DateField(_("since"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["email"], name="witness_email_unique"),
            models.CheckConstraint(
                name="witness_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CheckpointLetter(models.Model):
    """One checkpoint to one witness; it waits here until it is sent, and is sent once."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE, related_name="letters")
    witness = models.ForeignKey(Witness, on_delete=models.CASCADE, related_name="letters")
    state = models.CharField(
        _("state"), max_length=10, choices=LetterState.choices, default=LetterState.WAITING
    )
    due_at = models.DateTimeField(_("to be sent at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True, default="")

    class Meta:
        verbose_name = _("checkpoint for a witness")
        verbose_name_plural = _("checkpoints for witnesses")
        ordering = ["-due_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "witness"], name="checkpoint_once_per_witness"),
            models.CheckConstraint(
                name="checkpoint_letter_sent_has_a_moment",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} {self.witness_id}"
