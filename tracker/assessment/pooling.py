"""What the findings of one direction weigh together, an origin speaking once; it knows no other side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from .parameters import Parameters
from .weighing import PPM, Voice, decay_ppm


class Kept(NamedTuple):
    """The best finding of one origin among the credible, or among the others. `weight_ub` in micro-bans."""

    weight_ub: int
    id: str
    voice: Voice
    age: int


_Held = tuple[int, str, Voice, int]


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """One direction, pooled. Ages in days; None where nothing was kept, or nothing is live.

    `heard` is all that spoke. What was kept is named only when asked for: a duty is pooled for every day.
    """

    heard: tuple[Voice, ...]
    mb: int
    live_origins: int
    first_rate_present: bool
    _credible: list[_Held]
    _weak: list[_Held]
    _silent: list[_Held]

    @property
    def credible(self) -> tuple[Kept, ...]:
        """Each origin's best credible finding, in the order it is counted."""
        return _as_kept(self._credible)

    @property
    def weak(self) -> tuple[Kept, ...]:
        """Each origin's best other finding, at what it adds beyond its own origin's credible one."""
        return _as_kept(self._weak)

    @property
    def silent(self) -> tuple[Kept, ...]:
        """Those of the others that add nothing."""
        return _as_kept(self._silent)

    @property
    def live(self) -> tuple[Kept, ...]:
        """What is kept, credible and heavy enough."""
        return _as_kept(self._credible[: self.live_origins])

    @property
    def kept(self) -> tuple[Kept, ...]:
        """All that was kept, whether it added anything or not."""
        return (*self.credible, *self.weak, *self.silent)

    @property
    def used(self) -> tuple[str, ...]:
        """The ids of all that was kept, ascending."""
        return tuple(sorted(held.id for held in self.kept))

    @property
    def newest(self) -> int | None:
        """The least age of all that was kept."""
        return min((held.age for held in self.kept), default=None)

    @property
    def fresh(self) -> int | None:
        """The least age of what is live."""
        return min((held.age for held in self.live), default=None)

    @property
    def best_base_mb(self) -> int:
        """The largest base after interest of what is live."""
        return max((held.voice.base_mb for held in self.live), default=0)


def pool(voices: Iterable[Voice], reference: int, half_life: int, parameters: Parameters) -> Pool:
    """Pool the voices of one direction at a reference day (ordinal); half-life in days, 0 for no ageing."""
    voices = tuple(voices)
    credible, weak, first_rate = _best_of_each_origin(voices, reference, half_life, parameters)
    if not credible and not weak:
        return _EMPTY
    ranked = sorted(credible.values(), key=_by_weight)
    top = _geo(ranked, parameters)
    adding, silent = _beyond_own_origin(ranked, weak, top, parameters)
    total = top + min(parameters.weak_cap_ub, _geo(adding, parameters))
    return Pool(
        heard=voices,
        mb=total // 1000,
        live_origins=sum([held[0] >= parameters.live_ub for held in ranked]),
        first_rate_present=first_rate,
        _credible=ranked,
        _weak=adding,
        _silent=silent,
    )


def _best_of_each_origin(
    voices: tuple[Voice, ...], reference: int, half_life: int, parameters: Parameters
) -> tuple[dict[str, _Held], dict[str, _Held], bool]:
    credible: dict[str, _Held] = {}
    weak: dict[str, _Held] = {}
    first_rate, alone, halvings = False, parameters.first_rate_alone_ub, parameters.most_halvings
    for voice in voices:
        weight = voice.unaged_ub
        age = reference - voice.observed
        if age <= 0:
            age = 0
        elif half_life > 0:
            weight = weight * decay_ppm(age, half_life, halvings) // PPM
        if voice.first_rate and weight >= alone:
            first_rate = True
        shelf = credible if voice.credible else weak
        held = shelf.get(voice.origin)
        if held is None or weight > held[0] or (weight == held[0] and voice.id > held[1]):
            shelf[voice.origin] = (weight, voice.id, voice, age)
    return credible, weak, first_rate


def _as_kept(ranked: list[_Held]) -> tuple[Kept, ...]:
    return tuple([Kept._make(held) for held in ranked])


def _beyond_own_origin(
    ranked: list[_Held], weak: dict[str, _Held], top: int, parameters: Parameters
) -> tuple[list[_Held], list[_Held]]:
    """Weak findings add only what their origin's credible one left unsaid."""
    if not weak:
        return [], []
    without = _geo_without_each(ranked, parameters)
    adding: list[_Held] = []
    silent: list[_Held] = []
    for origin, held in weak.items():
        if origin not in without:
            adding.append(held)
        elif (rest := held[0] - (top - without[origin])) > 0:
            adding.append((rest, *held[1:]))
        else:
            silent.append(held)
    adding.sort(key=_by_weight)
    silent.sort(key=_by_weight)
    return adding, silent


def _by_weight(held: _Held) -> tuple[int, str]:
    return -held[0], held[2].origin


def voice_factors_ppm(count: int, parameters: Parameters) -> list[int]:
    """1, 0.7, 0.49 … in ppm, each floored from the one before: later origins add less."""
    factors: list[int] = []
    factor = PPM
    for _ in range(count):
        factors.append(factor)
        factor = factor * parameters.same_voice_ppm // PPM
    return factors


def _geo(ranked: list[_Held], parameters: Parameters) -> int:
    total = 0
    factor = PPM
    for held in ranked:
        total += held[0] * factor
        factor = factor * parameters.same_voice_ppm // PPM
    return total // PPM


def _geo_without_each(ranked: list[_Held], parameters: Parameters) -> dict[str, int]:
    """For each origin, the sum had it not spoken: those after it move up one place."""
    factors = voice_factors_ppm(len(ranked), parameters)
    moved_up = [0] * (len(ranked) + 1)
    for place in range(len(ranked) - 1, 0, -1):
        moved_up[place] = moved_up[place + 1] + ranked[place][0] * factors[place - 1]
    without: dict[str, int] = {}
    before = 0
    for place, held in enumerate(ranked):
        without[held[2].origin] = (before + moved_up[place + 1]) // PPM
        before += held[0] * factors[place]
    return without


_EMPTY = Pool((), 0, 0, False, [], [], [])
