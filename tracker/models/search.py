"""What the search looks in: one entry a thing or page of text, and its words as they are looked for."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.agreements import Agreement, Clause
from tracker.models.choices import SearchKind
from tracker.models.commitments import Commitment
from tracker.models.findings import Finding
from tracker.models.parties import Party
from tracker.models.reports import Attachment, Report, TextPage
from tracker.models.sources import Origin, Source

MARK = "¦"  # before each word of a head where FTS5 holds it apart; it stands in no folded word
DAY_SHIFT = 40  # bits of an entry's number below its day
KIND_SHIFT = 36  # bits below its kind: the number of the row it is about


def entry_number(day: date | None, kind: str, row: int) -> int:
    """The number of the entry about a row, by its day and kind: a later day has the greater number."""
    place = SearchKind.values.index(kind)
    return (day.toordinal() if day else 0) << DAY_SHIFT | place << KIND_SHIFT | row


def row_number(number: int) -> int:
    """The number of the row that the entry of this number is about."""
    return number & ((1 << KIND_SHIFT) - 1)


def day_numbers(number: int) -> tuple[int, int]:
    """The least and the greatest number an entry of the same day can have."""
    first = number >> DAY_SHIFT << DAY_SHIFT
    return first, first + (1 << DAY_SHIFT) - 1


class SearchEntry(models.Model):
    """A thing or a page of text that can be found; who may see it is asked of the rows it points to.

    Its number begins with its day, so that the newest can be read first without sorting what was found.
    """

    id = models.BigAutoField(primary_key=True)  # given, never counted
    kind = models.CharField(_("kind"), max_length=10, choices=SearchKind.choices)
    reference = models.CharField(
        _("reference"), max_length=120, help_text=_("What comes first of the same day.")
    )
    number = models.PositiveIntegerField(_("page"), default=0)
    day = models.DateField(_("day"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    origin = models.ForeignKey(Origin, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    attachment = models.ForeignKey(
        Attachment, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    page = models.ForeignKey(TextPage, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="search_entry_points_to_its_thing",
                condition=Q(kind="agreement", agreement__isnull=False)
                | Q(kind="clause", clause__isnull=False, agreement__isnull=False)
                | Q(kind="commitment", commitment__isnull=False, agreement__isnull=False)
                | Q(kind="party", party__isnull=False)
                | Q(kind="source", source__isnull=False)
                | Q(kind="origin", origin__isnull=False)
                | Q(kind="report", report__isnull=False)
                | Q(kind="file", attachment__isnull=False, report__isnull=False)
                | Q(kind="page", page__isnull=False, attachment__isnull=False, report__isnull=False)
                | Q(kind="finding", finding__isnull=False, report__isnull=False, agreement__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference} {self.number or ''}".strip()


class SearchText(models.Model):
    """The words of an entry: folded, a space between them; what is a code, title or name stands in `head`.

    On SQLite triggers keep an FTS5 table beside this one; a migration that rebuilds this table on SQLite
    loses them and must make them again, as the migration of the search does.
    """

    entry = models.OneToOneField(
        SearchEntry, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    head = models.TextField(_("code, title and names"), blank=True, default="")
    body = models.TextField(_("text"), blank=True, default="")

    class Meta:
        verbose_name = _("words of a search entry")
        verbose_name_plural = _("words of search entries")
        ordering = ["-entry"]

    def __str__(self) -> str:
        return f"{self.entry_id}"
