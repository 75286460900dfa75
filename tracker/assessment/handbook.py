"""The method page for analysts, made from the reference tables; `python -m tracker.assessment.handbook`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import TypeVar

from . import reference
from .enums import Band, Status
from .parameters import DEFAULT, Parameters
from .reference import Meaning
from .reference_numbers import PARAMETERS, unit_of

Code = TypeVar("Code", bound=StrEnum)

INTRODUCTION = """\
# How a status is computed

The method is called {name}. It takes one commitment, the accepted findings about it and a day, and gives
a status, a likelihood, a confidence and its reasons. It counts in whole numbers only, so the same facts give
the same answer on any machine and in any order. Nobody can tune it for one case: every number it uses stands
at the end of this page.

Weights are milli-bans (mb). 1000 mb are odds of 10 to 1, 600 mb odds of 4 to 1, which is 80 %.

## The ideas behind it

* **A percentage never stands alone.** Beside the status there is a level from 0 to 3, the way peace
  agreements are coded year by year, and beside a score there is its coverage.
* **Two tests, not one.** To establish anything, the evidence has to be strong enough (4 to 1) *and*
  corroborated: two independent credible origins, or one first-rate finding. A third test asks that it be free
  of conflict.
* **Not knowing is a finding of its own.** UNVERIFIED enters no average and is never 0 or 100.
* **Silence means nothing.** "No violation seen" counts, at half weight, only where somebody looked and said
  so.
* **A chain is as strong as its weaker link.** A finding weighs the lower of what its source and its content
  are worth. F and 6 mean "cannot be judged", which is better than "unreliable".
* **An origin speaks once.** Ten outlets that repeat one body are one voice. What counts is who knows it
  first-hand, not who printed it.
* **Likelihood and confidence are two things.** How probable compliance is, and how much the evidence can
  bear, are told in separate words.
* **Conflict is shown, not averaged away.** Good evidence on both sides gives DISPUTED.
* **A breach by one side allows the other to suspend,** if it is material and somebody invokes it; a
  humanitarian duty is never suspended.
* **Progress is measured against the calendar.** On schedule is 95 % of what is due by now; below 60 % is far
  behind.
* **Evidence ages, an established breach does not mend by itself.** A breach of a lasting duty stands until
  compliance is established.

## How one finding is weighed

The ceiling is the lower of its two grades. It is then multiplied by what applies, in this order.

"""

POOLING = """
The findings of one direction are pooled: each origin's best credible finding, the heaviest first, each
further origin at 70 % of the one before. Findings that are not credible add a little beyond that, capped
together. A finding that is not the best of its origin is shown as "counted once" with the one that is.
"""

ESTABLISHING = """
## What it takes

| test | passed when |
|---|---|
| informed | both sides together weigh {information_mb} mb or more |
| strong enough | the net weight is {established_mb} mb or more |
| corroborated | {gate_origins} live origins on the winning side, or a first-rate finding still of weight |
| free of conflict | conflict below {disputed_conflict_pm} ‰, or a side below {disputed_side_mb} mb |

From {leaning_mb} mb on, the evidence leans.
"""

DECIDING = """
**An act** is done on the first day by which the supports, against all that speaks for non-performance,
establish it. A report that it is not done counts only after the due day with grace; before that, only a
refusal counts. What was done can be undone, and done again. After the due day, what was done in time
decides on a breach.

**An indicator** is read in windows of {window_days} days. It is done at the first window whose readings
establish the target; if the target must be held, later windows decide whether it still is. Before that,
each reading is compared with what was due by its own day.

**A lasting duty** has a state: the side last established on a day on which that side was seen. Findings of
the other side that are {state_window_days} days older no longer count. An established breach stands until
compliance is established, however old it gets; old compliance turns UNVERIFIED.

**Conditions** come last. Each commitment is first judged alone; then those it hangs on are looked at. A
material breach by the other side, once invoked, suspends. An unmet prerequisite owed by others makes it
PENDING; one owed by the obligor itself excuses nothing.
"""


def handbook(parameters: Parameters = DEFAULT) -> str:
    """The whole page in Markdown."""
    numbers = {field.name: getattr(parameters, field.name) for field in fields(Parameters)}
    parts = [
        INTRODUCTION.format(**numbers),
        _table("factor", reference.FACTORS),
        POOLING,
        "\nWho speaks:\n\n" + _table("interest", reference.INTERESTS),
        ESTABLISHING.format(**numbers),
        "\n## Kinds of commitment\n\n" + _table("kind", reference.KINDS),
        DECIDING.format(**numbers),
        "\n## Statuses, worst first\n\n" + _statuses(),
        "\n## Likelihood\n\n" + _bands(parameters),
        "\n## Confidence\n\n" + _table("confidence", reference.CONFIDENCES),
        "\n## Reasons\n\nIn the order in which they are listed.\n\n" + _reasons(),
        "\n## Seen, and not counted\n\n" + _table("code", reference.EXCLUSIONS),
        "\n## Headlines of agreements and parties\n\nThe first that holds.\n\n"
        + _table("headline", reference.HEADLINES),
        f"\n## The numbers of {parameters.name}\n\n" + _parameters(parameters),
    ]
    return "".join(parts)


def _rows(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _table(title: str, meanings: Mapping[Code, Meaning]) -> str:
    return _rows([title, "meaning"], ([f"`{code}`", one.text] for code, one in meanings.items()))


def _statuses() -> str:
    return _rows(
        ["rank", "status", "meaning"],
        ([str(one.rank), f"`{one}`", reference.STATUSES[one].text] for one in Status),
    )


def _reasons() -> str:
    return _rows(
        ["reason", "meaning", "arguments"],
        ([f"`{code}`", one.text, ", ".join(one.arguments)] for code, one in reference.REASONS.items()),
    )


def _bands(parameters: Parameters) -> str:
    limits = [f"below {limit / 10:g} %" for limit in parameters.band_limits_pm]
    return _rows(["words", "probability of compliance"], zip(Band, [*limits, "above that"], strict=True))


def _parameters(parameters: Parameters) -> str:
    return _rows(
        ["parameter", "value", "unit", "what it is for"],
        (
            [f"`{name}`", _value(getattr(parameters, name)), unit_of(name), text]
            for name, text in PARAMETERS.items()
        ),
    )


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_value(one) for one in value)
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else str(value)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(handbook())
