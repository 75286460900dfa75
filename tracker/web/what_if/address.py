"""Writes a scratch copy into an address and reads it back, field by field; it must not know any row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.assessment import Bound, Interest, Stance
from tracker.selectors.imagined import Imagined, Number, Scratch
from tracker.services import parameters
from tracker.services.refusals import Refused

VERSION = "1"
LONGEST = 3000  # characters: what every browser, server and mail carries in an address
MOST = 40  # things that are other
NAMES = ("out", "grade", "add", "number")
SIGN = "~"  # between the fields of one thing; no reference, slug, grade or day has it
REFERENCE = re.compile(r"[A-Za-z0-9-]{1,20}")
GRADE = re.compile(r"[A-F][1-6]")
ORIGIN = re.compile(r"\*[1-9]|[A-Za-z0-9_-]{1,80}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIGURE = re.compile(r"-?[0-9]{1,18}")
DUTY = re.compile(r"[A-Za-z0-9_-]{1,80}/[^\x00-\x1f]{1,40}")
STANCES = {"S": Stance.SUPPORTS, "C": Stance.CONTRADICTS, "P": Stance.PARTIAL, "N": Stance.NEUTRAL}
TRAITS = re.compile(r"x(?P<extent>[12])s(?P<severity>[12])(?P<reversal>r?)(?P<repudiation>p?)")
FIELDS = 8  # of an imagined finding


class Unreadable(ValueError):
    """A part of an address that says nothing; the text is a sentence."""


def pairs(scratch: Scratch) -> list[tuple[str, str]]:
    """The scratch copy as the parameters of an address; none for an empty one."""
    found = [("out", reference) for reference in scratch.removed]
    found += [("grade", SIGN.join(pair)) for pair in scratch.regraded]
    found += [("add", _imagined_text(one)) for one in scratch.added]
    found += [("number", SIGN.join([name, *_number_texts(value)])) for name, value in scratch.numbers]
    return [("v", VERSION), *found] if found else []


def query(scratch: Scratch, *more: tuple[str, str]) -> str:
    """An address's query with the scratch copy in it, after these further parameters."""
    return urlencode([*(pair for pair in more if pair[1]), *pairs(scratch)], safe="/~*:")


def read(parameters_sent: QueryDict) -> tuple[Scratch, list[str]]:
    """The scratch copy an address holds, and a sentence for each part that could not be read (left out)."""
    texts = [(name, text) for name in NAMES for text in parameters_sent.getlist(name)]
    if not texts:
        return Scratch(), []
    if parameters_sent.get("v", VERSION) != VERSION:
        return Scratch(), [
            _("This address was made by another version of this page, and cannot be read. Begin anew.")
        ]
    if sum(len(text) for _name, text in texts) > LONGEST or len(texts) > MOST:
        return Scratch(), [
            _("This address holds too much: at most %(most)d changes in %(longest)d characters.")
            % {"most": MOST, "longest": LONGEST}
        ]
    problems: list[str] = []
    found: dict[str, list[object]] = {name: [] for name in NAMES}
    for name, text in texts:
        try:
            found[name].append(READERS[name](text))
        except Unreadable as problem:
            problems.append(str(problem))
    return _scratch(found), problems


def fits(scratch: Scratch) -> bool:
    """Whether the scratch copy can still be written into an address that is read again."""
    texts = pairs(scratch)[1:]
    return scratch.size <= MOST and sum(len(text) for _name, text in texts) <= LONGEST


def _scratch(found: Mapping[str, Sequence[object]]) -> Scratch:
    """Each thing once: the last grade and the last number given count, and what is out has no grade."""
    removed = tuple(dict.fromkeys(str(one) for one in found["out"]))
    grades = {pair[0]: pair[1] for pair in found["grade"] if isinstance(pair, tuple)}
    numbers = {pair[0]: pair[1] for pair in found["number"] if isinstance(pair, tuple)}
    return Scratch(
        removed=removed,
        regraded=tuple((reference, grade) for reference, grade in grades.items() if reference not in removed),
        added=tuple(one for one in found["add"] if isinstance(one, Imagined)),
        numbers=tuple(numbers.items()),
    )


def _reference(text: str) -> str:
    return _matching(REFERENCE, text, _("“%(text)s” is no reference of a finding, such as F-7K3Q9D."))


def _regraded(text: str) -> tuple[str, str]:
    reference, _sign, grade = text.partition(SIGN)
    said = _("“%(text)s” is no grade. A grade is a letter A to F and a digit 1 to 6, such as B2.")
    return _reference(reference), _matching(GRADE, grade, said)


def _number(text: str) -> tuple[str, Number]:
    name, *values = text.split(SIGN)
    said = _("“%(text)s” is no whole number.")
    figures = [int(_matching(FIGURE, value, said)) for value in values]
    return name, number_of(name, figures)


def number_of(name: str, figures: Sequence[int]) -> Number:
    """A number of the method, or a row of them, checked. Raises Unreadable with a sentence."""
    known = parameters.NUMBERS.get(name)
    value: Number = tuple(figures) if isinstance(known, tuple) or len(figures) != 1 else figures[0]
    try:
        parameters.check(name, value)
    except Refused as refusal:
        raise Unreadable(refusal.sentence) from None
    return value


def _imagined(text: str) -> Imagined:
    parts = text.split(SIGN, FIELDS - 1)
    if len(parts) != FIELDS:
        raise Unreadable(_("An imagined finding is written with %(n)d fields.") % {"n": FIELDS - 1})
    stance, grade, origin, interest, day, figure, traits, duty = parts
    if stance not in STANCES:
        raise Unreadable(_("“%(text)s” is no stance.") % {"text": _short(stance)})
    if interest not in list(Interest):
        raise Unreadable(_("“%(text)s” is no interest.") % {"text": _short(interest)})
    marks = TRAITS.fullmatch(traits)
    if marks is None:
        raise Unreadable(_("“%(text)s” says nothing of extent and severity.") % {"text": _short(traits)})
    bound, values = _figure(figure)
    return Imagined(
        duty=_matching(DUTY, duty, _("“%(text)s” is no duty, such as doha-2020/USG-01.")),
        stance=STANCES[stance],
        grade=_matching(GRADE, grade, _("“%(text)s” is no grade, such as B2.")),
        origin=_matching(ORIGIN, origin, _("“%(text)s” is no origin.")),
        observed_on=_day(day),
        interest=interest,
        bound=bound,
        values=values,
        extent=int(marks["extent"]),
        severity=int(marks["severity"]),
        reversal=bool(marks["reversal"]),
        repudiation=bool(marks["repudiation"]),
    )


def _figure(text: str) -> tuple[str, tuple[int, ...]]:
    if not text:
        return "", ()
    bound, *values = text.split(":")
    if bound not in list(Bound) or len(values) != (2 if bound == Bound.RANGE else 1):
        raise Unreadable(_("“%(text)s” is no figure.") % {"text": _short(text)})
    figures = tuple(int(_matching(FIGURE, one, _("“%(text)s” is no figure."))) for one in values)
    if figures != tuple(sorted(figures)):
        raise Unreadable(_("“%(text)s” ends below its beginning.") % {"text": _short(text)})
    return bound, figures


def _day(text: str) -> date:
    said = _("“%(text)s” is not a day. Write it like 2021-05-02.")
    try:
        day = date.fromisoformat(_matching(DAY, text, said))
    except ValueError:
        raise Unreadable(said % {"text": _short(text)}) from None
    if day.year < 1900:
        raise Unreadable(_("Nothing is tracked before 1900."))
    return day


def _imagined_text(one: Imagined) -> str:
    stance = next(letter for letter, name in STANCES.items() if name == one.stance)
    figure = ":".join([one.bound, *map(str, one.values)]) if one.bound else ""
    marks = f"x{one.extent}s{one.severity}{'r' * one.reversal}{'p' * one.repudiation}"
    day = one.observed_on.isoformat()
    return SIGN.join([stance, one.grade, one.origin, one.interest, day, figure, marks, one.duty])


def _number_texts(value: Number) -> Iterator[str]:
    yield from map(str, value if isinstance(value, tuple) else (value,))


def _matching(form: re.Pattern[str], text: str, sentence: str) -> str:
    if form.fullmatch(text) is None:
        raise Unreadable(sentence % {"text": _short(text)})
    return text


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


READERS: dict[str, Callable[[str], object]] = {
    "out": _reference,
    "grade": _regraded,
    "add": _imagined,
    "number": _number,
}
