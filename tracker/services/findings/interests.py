"""Answers whose word an origin's is on a duty: its own obligor's, the counterparty's or nobody's."""

from tracker.assessment.enums import Interest
from tracker.models import Commitment, CommitmentLink, CommitmentParty, Origin, Party, SourceInterest
from tracker.models.choices import DutyRole, LinkKind

DEPTH = 10  # how far "part of" is followed


def propose_interest(origin: Origin, commitment: Commitment) -> str:
    """IND, OBL or CTR, as proposed to the analyst; she may know better.

    The counterparty is a beneficiary, or an obligor of a duty given in exchange.
    """
    origin = _root(origin)
    obligors = _parties([commitment.pk], DutyRole.OBLIGOR)
    speaker = _family(origin.party or (origin.source.party if origin.source else None))
    if speaker & obligors:
        return Interest.OBL.value
    declared = _declared(origin, obligors)
    if declared:
        return declared
    others = _parties([commitment.pk], DutyRole.BENEFICIARY) | _parties(
        _exchanged(commitment), DutyRole.OBLIGOR
    )
    return Interest.CTR.value if speaker & others else Interest.IND.value


def _root(origin: Origin) -> Origin:
    for _step in range(DEPTH):
        if origin.merged_into is None:
            break
        origin = origin.merged_into
    return origin


def _family(party: Party | None) -> set[int]:
    """The party and all it is part of."""
    found: set[int] = set()
    while party is not None and party.pk not in found and len(found) < DEPTH:
        found.add(party.pk)
        party = party.parent
    return found


def _parties(commitment_ids: list[int], role: DutyRole) -> set[int]:
    roles = CommitmentParty.objects.filter(commitment__in=commitment_ids, role=role)
    return set(roles.values_list("party_id", flat=True))


def _exchanged(commitment: Commitment) -> list[int]:
    links = CommitmentLink.objects.filter(kind=LinkKind.RECIPROCAL, removed_at__isnull=True)
    there = links.filter(commitment=commitment).values_list("other_id", flat=True)
    back = links.filter(other=commitment).values_list("commitment_id", flat=True)
    return [*there, *back]


def _declared(origin: Origin, obligors: set[int]) -> str:
    """What the register says of the source's interest toward the obligors, if anything."""
    if origin.source_id is None:
        return ""
    known = SourceInterest.objects.filter(source=origin.source_id, party__in=obligors)
    return str(known.order_by("id").values_list("interest", flat=True).first() or "")
