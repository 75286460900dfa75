"""States, armed groups, organisations and persons, with their names, ids and dated relations."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import PartyKind, PartyRelationKind, Precision
from tracker.models.marked import Versioned


class Party(Versioned):
    """Somebody who owes, is owed, mediates or is spoken of."""

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PartyKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    description = models.TextField(_("description"), blank=True, default="")

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="party_not_its_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartyAlias(models.Model):
    """Another name of a party, in any script."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, blank=True, default="")

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["party", "name"], name="party_alias_unique")]

    def __str__(self) -> str:
        return self.name


class PartyIdentifier(models.Model):
    """An id given elsewhere: ISO 3166, a United Nations list reference, Wikidata."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("scheme"), max_length=40)
    value = models.CharField(_("value"), max_length=120)

    class Meta:
        verbose_name = _("outside id")
        verbose_name_plural = _("outside ids")
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(fields=["party", "scheme", "value"], name="party_identifier_unique")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class PartyRelation(models.Model):
    """A dated relation from one party to another, such as a pledge of allegiance."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(
        Party, verbose_name=_("other party"), on_delete=models.CASCADE, related_name="inverse_relations"
    )
    kind = models.CharField(_("relation"), max_length=40, choices=PartyRelationKind.choices)
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("to"), null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )
    note = models.CharField(_("note"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("relation between parties")
        verbose_name_plural = _("relations between parties")
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(name="party_relation_not_to_itself", condition=~Q(party=F("other"))),
            models.CheckConstraint(
                name="party_relation_in_order",
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.get_kind_display()} {self.other}"
