"""The assessment method CT-LO/1: commitments and findings in, status and reasons out; no Django, no clock."""

from .assessing import assess
from .enums import (
    Band,
    Bound,
    Confidence,
    Credibility,
    ExclusionCode,
    FactorCode,
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
from .rollup import roll_up
from .serializing import canonical_json, inputs_digest, result_as_data, roll_up_as_data

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
    "FactorCode",
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
    "assess",
    "canonical_json",
    "inputs_digest",
    "result_as_data",
    "roll_up",
    "roll_up_as_data",
]
