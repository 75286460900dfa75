"""The assessment method CT-LO/1: commitments and findings in, status and reasons out; no Django, no clock."""

from .assessing import assess
from .days import add_days, add_months, resolve_deadline
from .enums import (
    Band,
    Basis,
    Bound,
    CheckCode,
    Confidence,
    Credibility,
    ExclusionCode,
    FactorCode,
    Headline,
    Interest,
    Kind,
    Profile,
    ProspectCode,
    ReasonCode,
    Reliability,
    Stance,
    Status,
)
from .explaining import explain
from .explanation import (
    BreachShown,
    Check,
    Direction,
    DutyState,
    Explanation,
    Factor,
    FindingWeight,
    OriginWeight,
    ReadingShown,
    SuspensionShown,
    Target,
)
from .inputs import Commitment, Finding, InvalidInput
from .parameters import DEFAULT, Parameters
from .prospects import Prospect, next_changes
from .ranges import worst_bound
from .results import Argument, Exclusion, Reason, Result, RollUp
from .rollup import roll_up, score_pm
from .sensitivity import Sensitivity, WithoutOrigin, sensitivity
from .serializing import canonical_json, inputs_digest, result_as_data, roll_up_as_data
from .whatif import Change, what_if

__all__ = [
    "DEFAULT",
    "Argument",
    "Band",
    "Basis",
    "Bound",
    "BreachShown",
    "Change",
    "Check",
    "CheckCode",
    "Commitment",
    "Confidence",
    "Credibility",
    "Direction",
    "DutyState",
    "Exclusion",
    "ExclusionCode",
    "Explanation",
    "Factor",
    "FactorCode",
    "Finding",
    "FindingWeight",
    "Headline",
    "Interest",
    "InvalidInput",
    "Kind",
    "OriginWeight",
    "Parameters",
    "Profile",
    "Prospect",
    "ProspectCode",
    "ReadingShown",
    "Reason",
    "ReasonCode",
    "Reliability",
    "Result",
    "RollUp",
    "Sensitivity",
    "Stance",
    "Status",
    "SuspensionShown",
    "Target",
    "WithoutOrigin",
    "add_days",
    "add_months",
    "assess",
    "canonical_json",
    "explain",
    "inputs_digest",
    "next_changes",
    "resolve_deadline",
    "result_as_data",
    "roll_up",
    "roll_up_as_data",
    "score_pm",
    "sensitivity",
    "what_if",
    "worst_bound",
]
