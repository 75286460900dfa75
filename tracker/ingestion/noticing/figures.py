"""Answers which figures a text tells, with their bounds and units; it must not know days or a selection."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.assessment.enums import Bound
from tracker.ingestion.noticing import figure_words as words
from tracker.ingestion.noticing.numbers import Number, number_at, text_at
from tracker.ingestion.noticing.quantities import Quantity, quantity_at, unit_at
from tracker.ingestion.noticing.results import Figure
from tracker.ingestion.noticing.tokens import Token

CHANGE_REACH = 7  # tokens back from “from … to …” to the verb
RANGE_JOINS = frozenset({"to", "-", "or", "through", "تا", "الی", "یا", "او"})
BETWEEN = frozenset({"between", "بین", "مابین"})
FROM = frozenset({"from", "از", "من"})
AND = frozenset({"and", "و", "to", "تا", "الی"})
ENDS = frozenset(".;!?؛؟")
SMALL_TALK = Decimal(12)  # up to so many, a number in words that counts nothing we know is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    bound: Bound
    low: Decimal | None
    high: Decimal | None
    unit: str
    first: int
    after: int
    strict: bool = False


def figures_in(text: str, tokens: list[Token], taken: Collection[int]) -> Iterator[Figure]:
    """The figures of a text in order; `taken` are the tokens that tell days."""
    place = 0
    while place < len(tokens):
        draft = None if place in taken else _draft_at(text, tokens, place, taken)
        if draft is None:
            place += 1
            continue
        start, end = tokens[draft.first].start, tokens[draft.after - 1].end
        yield Figure(
            bound=draft.bound,
            low=None if draft.low is None else plain(draft.low),
            high=None if draft.high is None else plain(draft.high),
            unit=draft.unit,
            words=text[start:end],
            start=start,
            end=end,
            strict=draft.strict,
        )
        place = max(draft.after, place + 1)


def plain(value: Decimal) -> Decimal:
    """The number without needless zeros or an exponent."""
    whole = value.to_integral_value()
    return whole if whole == value else Decimal(format(value, "f").rstrip("0"))


def _draft_at(text: str, tokens: list[Token], at: int, taken: Collection[int]) -> _Draft | None:
    word = tokens[at].text
    if word == "no":
        return _none_of(text, tokens, at)
    if word == "mid":
        return _middle(text, tokens, at)
    if word in BETWEEN:
        return _pair(text, tokens, at, at + 1, AND, taken)
    if word in FROM and not _changes(tokens, at):
        return _pair(text, tokens, at, at + 1, RANGE_JOINS, taken)
    bound, strict, place = _bound_at(tokens, at)
    if place >= len(tokens) or place in taken:
        return None
    first = quantity_at(tokens, place)
    if first is None:
        return None
    told = bound is not None
    if told and _spans_time(tokens, at, first.after):
        bound, strict, at = Bound.EXACT, False, place
    if not (told and bound is not Bound.ABOUT):
        ranged = _pair(text, tokens, at, place, RANGE_JOINS, taken)
        if ranged is not None:
            return ranged
    return _single(text, tokens, at, first, bound, strict)


def _single(
    text: str, tokens: list[Token], at: int, found: Quantity, bound: Bound | None, strict: bool
) -> _Draft | None:
    told = bound
    bound, after = _bound_behind(tokens, found.after, bound)
    unit, after, known = unit_at(text, tokens, after, found)
    if not known or told is None:
        bound, after = _bound_behind(tokens, after, bound)
    if told is None and bound is None and not _telling(tokens, found, unit, known):
        return None
    if bound is None:
        bound = Bound.AT_LEAST if found.number.vague else Bound.EXACT
        if found.number.share and found.value % 5:
            bound = Bound.ABOUT
    most = bound is Bound.AT_MOST
    return _Draft(
        bound=bound,
        low=None if most else found.value,
        high=found.value if most else None,
        unit=unit,
        first=at,
        after=after,
        strict=strict,
    )


def _telling(tokens: list[Token], found: Quantity, unit: str, known: bool) -> bool:
    """Whether a number without a bound says how many of something there are."""
    first = tokens[found.first]
    if found.number.digits:
        bare = first.end - first.start == 4 and first.text.isdigit() and 1900 <= int(first.text) <= 2099
        return not bare or bool(found.unit)
    if found.number.share or found.number.vague or found.unit:
        return True
    if known:
        return not (found.value == 1 and unit.casefold() in words.TIME_UNITS)
    return found.value > SMALL_TALK


def _bound_at(tokens: list[Token], at: int) -> tuple[Bound | None, bool, int]:
    """The bound that a phrase before a number tells, whether strictly, and the place after it."""
    found = words.BEFORE.at(tokens, at)
    if found is None:
        return None, False, at
    (bound, strict), place = found
    if text_at(tokens, place) in ("the", "some", "about", "around"):
        place += 1
    return bound, strict, place


def _bound_behind(tokens: list[Token], at: int, bound: Bound | None) -> tuple[Bound | None, int]:
    """The bound told after a number: “12 or more”."""
    place = at + 1 if text_at(tokens, at) == "," else at
    found = words.BEHIND.at(tokens, place)
    if found is not None and not (found[1] < len(tokens) and number_at(tokens, found[1])):
        return bound or found[0], found[1]
    return bound, at


def _spans_time(tokens: list[Token], at: int, after: int) -> bool:
    """“Over 135 days” is how long something took."""
    return tokens[at].text == "over" and text_at(tokens, after) in words.TIME_UNITS


def _changes(tokens: list[Token], at: int) -> bool:
    """Whether “from 13,000 to 8,600” tells a change and no range."""
    for token in reversed(tokens[max(0, at - CHANGE_REACH) : at]):
        if token.text in ENDS:
            return False
        if token.text in words.CHANGED:
            return True
    return False


def _pair(
    text: str, tokens: list[Token], at: int, place: int, joins: Collection[str], taken: Collection[int]
) -> _Draft | None:
    """“400 to 600”, “between 400 and 600”: both ends, in order."""
    first = quantity_at(tokens, place) if place < len(tokens) and place not in taken else None
    if first is None or text_at(tokens, first.after) not in joins:
        return None
    second = quantity_at(tokens, first.after + 1) if first.after + 1 < len(tokens) else None
    if second is None or first.after + 1 in taken:
        return None
    if text_at(tokens, first.after) == "to" and _changes(tokens, at):
        return None
    low = first.value
    if second.number.times > first.number.times == 1 and low * second.number.times < second.value:
        low *= second.number.times  # “1.2 to 1.5 million”
    if low >= second.value or second.number.vague:
        return None
    unit, after, _known = unit_at(text, tokens, second.after, replace(second, unit=second.unit or first.unit))
    return _Draft(bound=Bound.RANGE, low=low, high=second.value, unit=unit, first=at, after=after)


def _none_of(text: str, tokens: list[Token], at: int) -> _Draft | None:
    """“No US service member was left”: none of them."""
    nothing = Quantity(Number(Decimal(0), at + 1), at, at + 1)
    phrase = _bound_at(tokens, at)
    if phrase[0] is not None:
        found = quantity_at(tokens, phrase[2]) if phrase[2] < len(tokens) else None
        return _single(text, tokens, at, found, phrase[0], phrase[1]) if found else None
    unit, after, known = unit_at(text, tokens, at + 1, nothing)
    if not known or unit.casefold() in words.TIME_UNITS:
        return None
    return _Draft(bound=Bound.EXACT, low=Decimal(0), high=None, unit=unit, first=at, after=after)


def _middle(text: str, tokens: list[Token], at: int) -> _Draft | None:
    """“The mid-8,000s”: about the middle of them."""
    place = at + 2 if text_at(tokens, at + 1) == "-" else at + 1
    found = quantity_at(tokens, place) if place < len(tokens) else None
    if found is None or not found.number.digits or found.value < 10 or found.value % 10:
        return None
    step = Decimal(10) ** (len(str(int(found.value))) - len(str(int(found.value)).rstrip("0")))
    after = found.after
    if text_at(tokens, after) == "s":
        after += 1
    if text_at(tokens, after) == "range":
        after += 1
    unit, after, _known = unit_at(text, tokens, after, found)
    return _Draft(bound=Bound.ABOUT, low=found.value + step / 2, high=None, unit=unit, first=at, after=after)
