"""The words that bound a figure and those that name what is counted; it must not know numbers."""

from __future__ import annotations

from tracker.assessment.enums import Bound
from tracker.ingestion.noticing.vocabulary import Phrases, phrases, words

_BOUNDS = {
    "about": (Bound.ABOUT, False),
    "at_least": (Bound.AT_LEAST, False),
    "more_than": (Bound.AT_LEAST, True),
    "at_most": (Bound.AT_MOST, False),
    "fewer_than": (Bound.AT_MOST, True),
    "exact": (Bound.EXACT, False),
}
BEFORE = Phrases({phrase: bound for name, bound in _BOUNDS.items() for phrase in phrases("bounds", name)})
BEHIND = Phrases(
    {
        phrase: bound
        for bound in (Bound.AT_LEAST, Bound.ABOUT, Bound.AT_MOST)
        for phrase in phrases("bounds_behind", bound.value)
    }
)
SHARES = Phrases(dict.fromkeys(phrases("figures", "percent"), "percent"))
UNITS = frozenset(words("figures", "nouns"))
TIME_UNITS = frozenset(words("figures", "time_units"))
NAMING = frozenset(words("figures", "naming"))
STOPS = frozenset(words("figures", "stops"))
CHANGED = frozenset(words("figures", "changed"))
CURRENCIES = {
    "$": "USD",
    "usd": "USD",
    "€": "EUR",
    "eur": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "afn": "AFN",
    "dollars": "USD",
    "dollar": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "pounds": "GBP",
    "afghanis": "AFN",
    "دالر": "USD",
    "دلار": "USD",
    "دولار": "USD",
    "افغانی": "AFN",
}
