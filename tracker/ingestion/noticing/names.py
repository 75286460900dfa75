"""The names of months, weekdays and parts of a year in the languages we read; it must not know days."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.ingestion.noticing.results import Calendar
from tracker.ingestion.noticing.tokens import Kind, Token
from tracker.ingestion.noticing.vocabulary import rows

Month = tuple[Calendar, int]
MOST_TOKENS = 6  # of one name: “Dhu al-Qi'dah” with its marks

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# Also everyday words: a month only beside a number, or, in English, with its capital.
NEEDS_NUMBER = frozenset(
    {"می", "مه", "تیر", "مهر", "دی", "حمل", "سرطان", "جدی", "اسد", "میزان", "کب", "تله", "اب", "صفر"}
)
NEEDS_CAPITAL = frozenset({"may", "march", "mar", "sep", "dec", "jan"})


def _table() -> Mapping[str, Month]:
    found: dict[str, Month] = {}
    for calendar in (Calendar.LUNAR_HIJRI, Calendar.SOLAR_HIJRI, Calendar.GREGORIAN):
        for number, names in enumerate(rows("months", calendar.value), start=1):
            found |= dict.fromkeys(names, (calendar, number))
    return found


MONTHS = _table()
FIRST_LETTERS = frozenset(name[:2] for name in MONTHS)


def month_at(tokens: list[Token], at: int) -> tuple[Month, int, str] | None:
    """The month that begins at a token, the place after it, and its folded name; None when none does."""
    if tokens[at].kind is not Kind.WORD or tokens[at].text[:2] not in FIRST_LETTERS:
        return None
    joined, best = "", None
    for place in range(at, min(at + MOST_TOKENS, len(tokens))):
        token = tokens[place]
        if token.kind is Kind.WORD:
            joined += token.text
        elif token.text not in "-'":
            break
        if token.kind is Kind.WORD and joined in MONTHS:
            best = MONTHS[joined], place + 1, joined
    if best is None:
        return None
    after = best[1]
    if after < len(tokens) and tokens[after].text == "." and tokens[after].glued and len(best[2]) <= 4:
        after += 1  # “Feb.”
    return best[0], after, best[2]
