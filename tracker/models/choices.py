"""What the stored value lists are called for people; the method's own lists come from the pure core."""

from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.assessment import enums


def labelled(members: type[StrEnum], labels: dict[str, str | Promise]) -> list[tuple[str, str | Promise]]:
    """Pair each member of a core enum with its label, in the enum's own order; KeyError if one has none."""
    return [(member.value, labels[member.value]) for member in members]


STATUSES = labelled(
    enums.Status,
    {
        "BREACHED": _("Breached"),
        "REVERSED": _("Reversed"),
        "OVERDUE": _("Overdue"),
        "DISPUTED": _("Disputed"),
        "AT_RISK": _("At risk"),
        "UNVERIFIED": _("Unverified"),
        "SUSPENDED": _("Suspended"),
        "PENDING": _("Pending"),
        "ON_TRACK": _("On track"),
        "COMPLIANT": _("Compliant"),
        "FULFILLED": _("Fulfilled"),
        "CLOSED": _("Closed"),
    },
)
KINDS = labelled(
    enums.Kind,
    {
        "ACT": _("One-off act"),
        "METRIC": _("Measured target"),
        "CONTINUING": _("Lasting duty"),
        "PROHIBITION": _("Prohibition"),
    },
)
STANCES = labelled(
    enums.Stance,
    {
        "SUPPORTS": _("Kept"),
        "CONTRADICTS": _("Not kept"),
        "PARTIAL": _("Partly"),
        "NEUTRAL": _("Unclear"),
    },
)
INTERESTS = labelled(
    enums.Interest,
    {"IND": _("Independent"), "OBL": _("The obligor itself"), "CTR": _("The counterparty")},
)
CONFIDENCES = labelled(
    enums.Confidence,
    {"NONE": _("None"), "LOW": _("Low"), "MODERATE": _("Moderate"), "HIGH": _("High")},
)
PROFILES = labelled(
    enums.Profile,
    {"linear": _("Evenly over the period"), "deadline": _("Only the deadline counts")},
)
RELIABILITIES = labelled(
    enums.Reliability,
    {
        "A": _("A, completely reliable"),
        "B": _("B, usually reliable"),
        "C": _("C, fairly reliable"),
        "D": _("D, not usually reliable"),
        "E": _("E, unreliable"),
        "F": _("F, cannot be judged"),
    },
)
CREDIBILITIES = labelled(
    enums.Credibility,
    {
        "1": _("1, confirmed by other independent sources"),
        "2": _("2, probably true"),
        "3": _("3, possibly true"),
        "4": _("4, doubtful"),
        "5": _("5, improbable"),
        "6": _("6, cannot be judged"),
    },
)
BOUNDS = labelled(
    enums.Bound,
    {
        "exact": _("exactly"),
        "about": _("about"),
        "at_most": _("at most"),
        "at_least": _("at least"),
        "range": _("between"),
    },
)


class Tlp(models.IntegerChoices):
    """Traffic Light Protocol 2.0 (FIRST), ordered from open to closed."""

    CLEAR = 0, "TLP:CLEAR"
    GREEN = 1, "TLP:GREEN"
    AMBER = 2, "TLP:AMBER"
    AMBER_STRICT = 3, "TLP:AMBER+STRICT"
    RED = 4, "TLP:RED"


class Precision(models.TextChoices):
    """How exactly a day is known; the method gets the last day of the span (for a beginning, the first)."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    QUARTER = "quarter", _("to the quarter")
    YEAR = "year", _("to the year")
    ABOUT = "about", _("about")


class PartyKind(models.TextChoices):
    STATE = "state", _("State")
    ARMED_GROUP = "armed_group", _("Armed group")
    ORGANISATION = "organisation", _("International organisation")
    INSTITUTION = "institution", _("Institution")
    COALITION = "coalition", _("Coalition")
    PERSON = "person", _("Person")


class PartyRelationKind(models.TextChoices):
    LEADS = "leads", _("leads")
    ALLIED = "allied_with", _("is allied with")
    PLEDGED = "pledged_allegiance_to", _("pledged allegiance to")
    SANCTUARY = "gave_sanctuary_to", _("gave sanctuary to")
    ENDORSED = "endorsed", _("endorsed")
    PART_OF = "part_of", _("is part of")
    OPPOSES = "opposes", _("opposes")


class AgreementKind(models.TextChoices):
    PEACE = "peace_agreement", _("Peace agreement")
    CEASEFIRE = "ceasefire", _("Ceasefire")
    TREATY = "treaty", _("Treaty")
    RESOLUTION = "resolution", _("Security Council resolution")
    DECLARATION = "declaration", _("Declaration")
    CONTRACT = "contract", _("Contract")
    OTHER = "other", _("Other")


class Stage(models.TextChoices):
    """Stages of a peace process, after PA-X."""

    PRE = "pre_negotiation", _("Pre-negotiation or process")
    PARTIAL = "partial", _("Substantive, partial")
    COMPREHENSIVE = "comprehensive", _("Substantive, comprehensive")
    IMPLEMENTATION = "implementation", _("Implementation or renegotiation")
    RENEWAL = "renewal", _("Renewal")
    CEASEFIRE = "ceasefire", _("Ceasefire or related")
    OTHER = "other", _("Other")


class PartyRole(models.TextChoices):
    SIGNATORY = "signatory", _("Signatory")
    ADDRESSEE = "addressee", _("Addressee")
    GUARANTOR = "guarantor", _("Guarantor")
    MEDIATOR = "mediator", _("Mediator")
    MONITOR = "monitor", _("Monitor")
    BENEFICIARY = "beneficiary", _("Beneficiary")


class AgreementRelationKind(models.TextChoices):
    IMPLEMENTS = "implements", _("implements")
    ENDORSES = "endorses", _("endorses")
    SUPERSEDES = "supersedes", _("supersedes")
    AT_ODDS = "at_odds_with", _("is at odds with")
    REINFORCES = "reinforces", _("reinforces")
    PREPARES = "prepares", _("prepares")


class DutyRole(models.TextChoices):
    OBLIGOR = "obligor", _("Owes it")
    BENEFICIARY = "beneficiary", _("Is owed it")
    IMPLEMENTER = "implementer", _("Carries it out")


class LinkKind(models.TextChoices):
    RECIPROCAL = "reciprocal", _("Reciprocal")
    PREREQUISITE = "prerequisite", _("Prerequisite")
    SAME_DUTY = "same_duty_as", _("Same duty as")
    REPEATS = "repeats", _("Repeats")


class SourceKind(models.TextChoices):
    OFFICIAL = "official", _("Official body")
    MONITOR = "monitor", _("Monitor or expert panel")
    PRESS = "press", _("Press")
    RESEARCH = "research", _("Research or data set")
    NGO = "ngo", _("Non-governmental organisation")
    PARTY = "party", _("Organ of a party")
    OTHER = "other", _("Other")


class FindingState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for review")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    SUPERSEDED = "superseded", _("Superseded")


class CoverageOutcome(models.TextChoices):
    FOUND_NOTHING = "found_nothing", _("Looked and found nothing")
    DENIED = "denied_access", _("Was denied access")
    UNCLEAR = "could_not_tell", _("Looked and could not tell")
    NOT_LOOKED = "not_looked", _("Did not look")


class PositionKind(models.TextChoices):
    CLAIMS = "claims_compliance", _("claims compliance")
    ACCUSES = "accuses", _("accuses")
    DENIES = "denies", _("denies")
    REPLIES = "replies", _("replies")


class Series(models.TextChoices):
    DIAGONAL = "diagonal", _("As known on each day")
    HINDSIGHT = "hindsight", _("As known now")


class Doubt(models.TextChoices):
    """Why a result is not known better; the first that holds, in this order."""

    OBLIGOR_ONLY = "obligor_only", _("Only the obligor says so")
    ACCUSER_ONLY = "accuser_only", _("Only the accuser says so")
    STALE = "stale", _("Gone stale")
    ONE_VOICE = "one_voice", _("One voice only")
    NOTHING_COUNTS = "nothing_counts", _("Nothing that counts")


class CalendarSystem(models.TextChoices):
    GREGORIAN = "gregorian", _("Gregorian")
    SOLAR_HIJRI = "solar_hijri", _("Solar Hijri")
    LUNAR_HIJRI = "lunar_hijri", _("Lunar Hijri")


class FeedKind(models.TextChoices):
    FEED = "feed", _("RSS or Atom")
    RELIEFWEB = "reliefweb", _("ReliefWeb")


class ReviewAct(models.TextChoices):
    """What a reviewer said of a finding that waits."""

    APPROVED = "approved", _("Approved")
    SENT_BACK = "sent_back", _("Sent back")
    GRADED = "graded", _("Graded without seeing the grade")
    SETTLED = "settled", _("Settled a difference of grades")


class MailRhythm(models.TextChoices):
    """How soon somebody is written to of what they were told of."""

    NEVER = "never", _("Never")
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")


class BriefKind(models.TextChoices):
    """What a brief is about."""

    AGREEMENT = "agreement", pgettext_lazy("brief", "One agreement")
    PARTY = "party", pgettext_lazy("brief", "One party")
    COMMITMENT = "commitment", pgettext_lazy("brief", "One commitment")
    PERIOD = "period", pgettext_lazy("brief", "What changed in a period")


class SubscriptionKind(models.TextChoices):
    """What a private address gives out."""

    CALENDAR = "calendar", _("Calendar of deadlines")
    CHANGES = "changes", _("Feed of status changes")


class SearchKind(models.TextChoices):
    """What can be found; the order is that of the filter, and its place is part of an entry's number."""

    REPORT = "report", _("Report")
    PAGE = "page", _("Page of text")
    FILE = "file", _("File")
    FINDING = "finding", _("Finding")
    COMMITMENT = "commitment", _("Commitment")
    CLAUSE = "clause", _("Clause")
    AGREEMENT = "agreement", _("Agreement")
    PARTY = "party", _("Party")
    SOURCE = "source", _("Source")
    ORIGIN = "origin", _("Origin")
