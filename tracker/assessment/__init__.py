"""The assessment method CT-LO/1: commitments and findings in, status and reasons out; no Django, no clock."""

from .enums import (
    Band,
    Bound,
    Confidence,
    Credibility,
    ExclusionCode,
    Headline,
    Interest,
    Kind,
    Profile,
    ReasonCode,
    Reliability,
    Stance,
    Status,
)
from .inputs import Commitment, Finding, InvalidInput
from .parameters import DEFAULT, Parameters
from .results import Argument, Exclusion, Reason, Result, RollUp

__all__ = [
    "DEFAULT",
    "Argument",
    "Band",
    "Bound",
    "Commitment",
    "Confidence",
    "Credibility",
    "Exclusion",
    "ExclusionCode",
    "Finding",
    "Headline",
    "Interest",
    "InvalidInput",
    "Kind",
    "Parameters",
    "Profile",
    "Reason",
    "ReasonCode",
    "Reliability",
    "Result",
    "RollUp",
    "Stance",
    "Status",
]
