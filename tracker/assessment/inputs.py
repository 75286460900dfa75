"""What the method is given: commitments and findings, checked on creation; it knows no file format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime
from enum import StrEnum
from typing import TypeVar

from .enums import Credibility, Interest, Kind, Profile, Reliability, Stance

# What a database column holds; far beyond any real figure.
_MOST = 10**18


class InvalidInput(ValueError):
    """An input the method cannot use: `field` says which, `reason` what is wrong and what is wanted."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def _check_text(field: str, value: object) -> None:
    if not isinstance(value, str):
        raise InvalidInput(field, f"must be text, not {_named(value)}")
    if not value:
        raise InvalidInput(field, "must not be empty")


def _check_int(field: str, value: object, *, least: int = -_MOST, most: int = _MOST) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidInput(field, f"must be a whole number, not {_named(value)}")
    if not least <= value <= most:
        raise InvalidInput(field, f"must be from {least} to {most}, not {_named(value)}")


def _check_bool(field: str, value: object) -> None:
    if not isinstance(value, bool):
        raise InvalidInput(field, f"must be true or false, not {_named(value)}")


def _check_day(field: str, value: object) -> None:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise InvalidInput(field, f"must be a day, not {_named(value)}")


def _check_enum(field: str, value: object, words: type[StrEnum]) -> None:
    if not isinstance(value, words):
        raise InvalidInput(field, f"must be one of {', '.join(words)}, not {_named(value)}")


def _check_names(field: str, value: object) -> None:
    if isinstance(value, str) or not isinstance(value, tuple):
        raise InvalidInput(field, f"must be a list of names, not {_named(value)}")
    for place, name in enumerate(value):
        _check_text(f"{field}[{place}]", name)


def _named(value: object) -> str:
    if value is None:
        return "nothing"
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One duty. Days are the agreement's own calendar days; values are integers (× 10^decimals).

    `half_life_days` is (for, against), None for those of its kind. `prerequisites`, `reciprocal` are ids.
    Raises InvalidInput naming the field.
    """

    id: str
    kind: Kind
    obligors: tuple[str, ...]
    starts_on: date
    due_on: date | None = None
    grace_days: int = 0
    utc_offset_minutes: int = 0
    essential: bool = False
    humanitarian: bool = False
    weight: int = 1
    baseline: int | None = None
    target: int | None = None
    tolerance_pm: int = 0
    profile: Profile = Profile.LINEAR
    sustain: bool = False
    prior_mb: int = 0
    half_life_days: tuple[int, int] | None = None
    prerequisites: tuple[str, ...] = ()
    reciprocal: tuple[str, ...] = ()
    suspension_invoked_on: date | None = None
    closed_on: date | None = None
    closed_reason: str | None = None

    def __post_init__(self) -> None:
        _check_text("id", self.id)
        _check_enum("kind", self.kind, Kind)
        for names in ("obligors", "prerequisites", "reciprocal"):
            _check_names(names, getattr(self, names))
        _check_day("starts_on", self.starts_on)
        for optional in ("due_on", "suspension_invoked_on", "closed_on"):
            if getattr(self, optional) is not None:
                _check_day(optional, getattr(self, optional))
        _check_int("grace_days", self.grace_days, least=0)
        _check_int("utc_offset_minutes", self.utc_offset_minutes, least=-1439, most=1439)
        for flag in ("essential", "humanitarian", "sustain"):
            _check_bool(flag, getattr(self, flag))
        _check_int("weight", self.weight, least=0)
        _check_int("tolerance_pm", self.tolerance_pm, least=0)
        _check_enum("profile", self.profile, Profile)
        _check_int("prior_mb", self.prior_mb)
        self._check_measure()
        self._check_half_lives()
        if self.due_on is not None and self.due_on.toordinal() + self.grace_days > date.max.toordinal():
            raise InvalidInput("grace_days", f"puts the due day after the year {MAXYEAR}")
        if self.closed_reason is not None and not isinstance(self.closed_reason, str):
            raise InvalidInput("closed_reason", f"must be text, not {_named(self.closed_reason)}")

    def _check_measure(self) -> None:
        for figure in ("baseline", "target"):
            value = getattr(self, figure)
            if value is not None:
                _check_int(figure, value)
            elif self.kind is Kind.METRIC:
                raise InvalidInput(figure, "is missing; a METRIC needs a baseline and a target")

    def _check_half_lives(self) -> None:
        pair: object = self.half_life_days
        if pair is None:
            return
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise InvalidInput("half_life_days", "must be two whole numbers: for, against")
        for place, days in enumerate(pair):
            _check_int(f"half_life_days[{place}]", days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One accepted finding. `origin` is the root body that knows; `accepted_on` defaults to `published_on`.

    `value`: a METRIC reading; `extent`: 1 minimum, 2 intermediate (PARTIAL); `severity`: 1 minor, 2 serious.
    Raises InvalidInput naming the field.
    """

    id: str
    origin: str
    stance: Stance
    reliability: Reliability
    credibility: Credibility
    observed_to: date
    published_on: date
    interest: Interest
    observed_from: date | None = None
    event_on: date | None = None
    accepted_on: date | None = None
    value: int | None = None
    extent: int = 1
    severity: int = 2
    reversal: bool = False
    repudiation: bool = False
    superseded_on: date | None = None

    def __post_init__(self) -> None:
        _check_text("id", self.id)
        _check_text("origin", self.origin)
        _check_enum("stance", self.stance, Stance)
        _check_enum("reliability", self.reliability, Reliability)
        _check_enum("credibility", self.credibility, Credibility)
        _check_day("observed_to", self.observed_to)
        _check_day("published_on", self.published_on)
        _check_enum("interest", self.interest, Interest)
        for optional in ("observed_from", "event_on", "accepted_on", "superseded_on"):
            if getattr(self, optional) is not None:
                _check_day(optional, getattr(self, optional))
        if self.value is not None:
            _check_int("value", self.value)
        _check_int("extent", self.extent, least=1, most=2)
        _check_int("severity", self.severity, least=1, most=2)
        _check_bool("reversal", self.reversal)
        _check_bool("repudiation", self.repudiation)

    @property
    def known_on(self) -> date:
        """The first day on which it counts: published and accepted."""
        return max(self.published_on, self.accepted_on or self.published_on)


Identified = TypeVar("Identified", Commitment, Finding)


def by_id(things: Sequence[Identified], field: str) -> dict[str, Identified]:
    """The things by ascending id (code points), identical copies once.

    Raises InvalidInput when two different ones share an id.
    """
    found: dict[str, Identified] = {}
    for thing in things:
        if found.setdefault(thing.id, thing) != thing:
            raise InvalidInput(field, f"two different ones share the id {thing.id!r}; ids must be unique")
    return dict(sorted(found.items()))
