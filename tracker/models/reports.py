"""Documents as they were filed: the report, its originals kept by digest, and working copies of the text."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import Precision
from tracker.models.marked import Marked, Removable, Versioned
from tracker.models.references import report_reference
from tracker.models.sources import Source
from tracker.models.states import ReadState


class Report(Marked, Versioned, Removable):
    """A document from a source, with its three dates: published, received, recorded."""

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, default=report_reference, editable=False
    )
    title = models.CharField(_("title"), max_length=300)
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="reports"
    )
    relays = models.ForeignKey(
        "self",
        verbose_name=_("relays"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="relayed_by",
        help_text=_("The report this one repeats, if any."),
    )
    url = models.URLField(_("link"), max_length=1000, blank=True, default="")
    published_on = models.DateField(_("published"))
    published_precision = models.CharField(
        _("precision"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )
    received_on = models.DateField(_("received"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True, default="en")
    note = models.TextField(_("note"), blank=True, default="")
    is_rendition = models.BooleanField(
        _("own rendition"),
        default=False,
        help_text=_("The text is our own short rendition of the document, not the document."),
    )
    recorded_at = models.DateTimeField(_("recorded at"), editable=False)
    recorded_by = models.ForeignKey(
        "tracker.User",
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="reports",
    )

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-published_on", "-id"]
        indexes = [models.Index(fields=["-published_on", "-id"], name="report_by_day")]
        constraints = [
            *Marked.Meta.constraints,
            *Removable.Meta.constraints,
            models.CheckConstraint(
                name="report_received_after_publication",
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("published_on")),
            ),
            models.CheckConstraint(
                name="report_does_not_relay_itself", condition=Q(relays__isnull=True) | ~Q(relays=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class Attachment(Marked):
    """One original, kept under its SHA-256 and written once; text pasted in is an original too."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="attachments")
    parent = models.ForeignKey(
        "self",
        verbose_name=_("came inside"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="enclosed",
        help_text=_("The mail this file came with."),
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    name = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(_("content type"), max_length=120)
    pasted = models.BooleanField(_("pasted text"), default=False)
    stored_at = models.DateTimeField(_("stored at"))
    stored_by = models.ForeignKey("tracker.User", on_delete=models.PROTECT, related_name="+")
    text_problem = models.CharField(
        _("why no text"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("A sentence where no text could be read."),
    )
    read_state = models.CharField(
        _("text"), max_length=10, choices=ReadState.choices, default=ReadState.WAITING, db_index=True
    )
    read_attempts = models.PositiveSmallIntegerField(_("attempts to read"), default=0)
    read_claimed_at = models.DateTimeField(_("reading begun at"), null=True, blank=True, editable=False)
    read_leaves = models.PositiveIntegerField(
        _("pages read so far"),
        default=0,
        editable=False,
        help_text=_("A long original is read in several goes; the next begins after this page."),
    )
    leaves = models.PositiveIntegerField(
        _("pages of the original"), default=0, help_text=_("0: it has no pages of its own.")
    )
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    by_ocr = models.BooleanField(_("recognised from an image"), default=False)
    page_images = models.PositiveIntegerField(_("pages shown as images"), default=0)
    title = models.CharField(_("title in the file"), max_length=300, blank=True, default="")
    author = models.CharField(_("author in the file"), max_length=300, blank=True, default="")
    written_on = models.DateField(_("day in the file"), null=True, blank=True)
    language = models.CharField(_("guessed language"), max_length=10, blank=True, default="")
    erased_at = models.DateTimeField(
        _("erased at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Its content was taken away to protect a source; its SHA-256 stays."),
    )
    sketch = models.BinaryField(
        _("sketch"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("MinHash of the text, for finding what is nearly the same."),
    )

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["report", "id"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["report", "sha256"], name="attachment_once_per_report"),
            models.CheckConstraint(name="attachment_digest", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="attachment_not_inside_itself", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
            models.CheckConstraint(
                name="attachment_read_has_a_moment",
                condition=Q(read_state="waiting", read_at__isnull=True)
                | Q(read_state__in=["read", "no_text"], read_at__isnull=False),
            ),
            models.CheckConstraint(
                name="attachment_shows_only_its_pages", condition=Q(page_images__lte=F("leaves"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TextPage(models.Model):
    """A working copy: the text of one page of an attachment; citations point into it."""

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField(_("page"))
    text = models.TextField(_("text"))
    leaf = models.PositiveIntegerField(
        _("page of the original"),
        null=True,
        blank=True,
        help_text=_("Which page of the original this text stands on, where the original has pages."),
    )

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")
        ordering = ["attachment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["attachment", "number"], name="text_page_unique"),
            models.CheckConstraint(name="text_page_counts_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id}, {self.number}"
