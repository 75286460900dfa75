"""Feeds that are asked for news, and the inbox where each piece of news is decided on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import FeedKind
from tracker.models.marked import Marked, Versioned
from tracker.models.references import inbox_reference
from tracker.models.reports import Report
from tracker.models.sources import Source
from tracker.models.states import InboxState


class Feed(Marked, Versioned):
    """An RSS, Atom or ReliefWeb address of a source, asked from time to time."""

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    name = models.CharField(_("name"), max_length=200)
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="feeds"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=FeedKind.choices, default=FeedKind.FEED)
    url = models.URLField(_("web address"), max_length=1000)
    every_minutes = models.PositiveIntegerField(_("asked every (minutes)"), default=60)
    active = models.BooleanField(_("is asked"), default=True)
    etag = models.CharField(max_length=300, blank=True, default="", editable=False)
    last_modified = models.CharField(max_length=100, blank=True, default="", editable=False)
    due_at = models.DateTimeField(_("asked next at"), db_index=True, editable=False)
    tried_at = models.DateTimeField(_("last asked at"), null=True, blank=True, editable=False)
    succeeded_at = models.DateTimeField(_("last answered at"), null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    problem = models.CharField(_("last error"), max_length=500, blank=True, default="", editable=False)
    skipped = models.PositiveIntegerField(
        _("entries that could not be taken"),
        default=0,
        editable=False,
        help_text=_("Of the last answer; the others were taken."),
    )

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ["name"]
        constraints = [
            *Marked.Meta.constraints,
            models.CheckConstraint(name="feed_asked_in_reason", condition=Q(every_minutes__gte=5)),
        ]

    def __str__(self) -> str:
        return self.name


class InboxEntry(Marked):
    """One piece of news from a feed, until somebody files it, puts it off or dismisses it."""

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, default=inbox_reference, editable=False
    )
    feed = models.ForeignKey(Feed, verbose_name=_("feed"), on_delete=models.CASCADE, related_name="entries")
    key = models.CharField(_("key"), max_length=64, help_text=_("SHA-256 of what the feed calls this entry."))
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("link"), max_length=1000, blank=True, default="")
    link_key = models.CharField(
        _("key of the link"),
        max_length=64,
        blank=True,
        default="",
        db_index=True,
        editable=False,
        help_text=_("SHA-256 of the link without what only counts clicks: equal where the page is."),
    )
    author = models.CharField(_("author"), max_length=300, blank=True, default="")
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True, default="")
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    same_as = models.ForeignKey(
        "self",
        verbose_name=_("same as"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="repeats",
        help_text=_("An earlier entry, of any feed, with the same link or nearly the same words."),
    )
    sketch = models.BinaryField(
        _("sketch"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("MinHash of the text, for finding what is nearly the same."),
    )
    arrived_at = models.DateTimeField(_("arrived at"))
    state = models.CharField(
        _("state"), max_length=10, choices=InboxState.choices, default=InboxState.NEW, db_index=True
    )
    snoozed_until = models.DateField(_("put off until"), null=True, blank=True)
    reason = models.CharField(_("why dismissed"), max_length=500, blank=True, default="")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "tracker.User",
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    report = models.ForeignKey(
        Report,
        verbose_name=_("filed as"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="inbox_entries",
    )

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("inbox entry")
        verbose_name_plural = _("inbox entries")
        ordering = ["-arrived_at", "-id"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["feed", "key"], name="inbox_entry_once_per_feed"),
            models.CheckConstraint(
                name="inbox_entry_decided_pair",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="inbox_entry_state_agrees",
                condition=Q(state="new", snoozed_until__isnull=True)
                | Q(state="snoozed", snoozed_until__isnull=False)
                | (Q(state="dismissed", snoozed_until__isnull=True) & ~Q(reason=""))
                | Q(state="filed", snoozed_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title
