"""Who reads alike: a clearance level with a set of teams; results are stored once for each that differs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import Tlp


class Team(models.Model):
    """A need-to-know team."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Audience(models.Model):
    """A TLP level and a sorted set of teams; the five levels without teams always exist."""

    level = models.PositiveSmallIntegerField(_("clearance"), choices=Tlp.choices)
    teams = models.ManyToManyField(Team, verbose_name=_("teams"), blank=True, related_name="audiences")
    team_key = models.CharField(
        _("team key"),
        max_length=500,
        blank=True,
        default="",
        editable=False,
        help_text=_("The sorted team slugs, joined by commas: makes the set unique."),
    )

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["level", "team_key"]
        constraints = [
            models.UniqueConstraint(fields=["level", "team_key"], name="audience_level_and_teams_unique"),
            models.CheckConstraint(name="audience_level_is_tlp", condition=models.Q(level__lte=4)),
        ]

    def __str__(self) -> str:
        label = str(Tlp(self.level).label)
        return f"{label} ({self.team_key})" if self.team_key else label
