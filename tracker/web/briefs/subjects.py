"""Finds what the address of the form asks a brief about; it must not know how one is made."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from tracker.models import Agreement, Commitment, Party, User
from tracker.models.choices import BriefKind
from tracker.selectors import particulars, parties
from tracker.selectors.visibility import visible_to

LONGEST = 200  # characters of a name in the address


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a brief is asked about: at most one of the three, else all agreements."""

    agreement: Agreement | None = None
    party: Party | None = None
    commitment: Commitment | None = None

    @property
    def kinds(self) -> list[BriefKind]:
        """The kinds of brief there are about it, the likeliest first."""
        if self.commitment is not None:
            return [BriefKind.COMMITMENT]
        if self.party is not None:
            return [BriefKind.PARTY]
        return [BriefKind.AGREEMENT, BriefKind.PERIOD] if self.agreement is not None else [BriefKind.PERIOD]

    @property
    def home(self) -> Agreement | None:
        """The agreement whose zone and templates are used."""
        return self.commitment.agreement if self.commitment is not None else self.agreement

    @property
    def title(self) -> str:
        """What it is called."""
        one = self.commitment or self.party or self.agreement
        return str(getattr(one, "title", "") or getattr(one, "name", "")) if one else _("All agreements")

    @property
    def names(self) -> list[tuple[str, str]]:
        """Its name in the address, for the form to send again."""
        if self.commitment is not None:
            return [("commitment", f"{self.commitment.agreement.slug}/{self.commitment.code}")]
        if self.party is not None:
            return [("party", self.party.slug)]
        return [("agreement", self.agreement.slug)] if self.agreement is not None else []


def named(reader: User, asked: QueryDict) -> About:
    """What the address names. Raises Http404 where there is no such thing, or the reader may not see it."""
    words = {name: asked.get(name, "").strip()[:LONGEST] for name in ("agreement", "party", "commitment")}
    if words["commitment"]:
        slug, _slash, code = words["commitment"].partition("/")
        try:
            return About(commitment=particulars.commitment_for(reader, slug, code))
        except Commitment.DoesNotExist:
            raise Http404(_("There is no such duty, or you may not see it.")) from None
    if words["party"]:
        party = parties.named(words["party"])
        if party is None:
            raise Http404(_("There is no party “%(slug)s”.") % {"slug": words["party"]})
        return About(party=party)
    if words["agreement"]:
        row = visible_to(reader, Agreement.objects.filter(slug=words["agreement"])).first()
        if row is None:
            raise Http404(
                _("There is no agreement “%(slug)s”, or you may not see it.") % {"slug": words["agreement"]}
            )
        return About(agreement=row)
    return About()
