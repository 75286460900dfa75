"""The search said once more, plainly and slowly: what each database has to agree with."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.models import SearchText
from tracker.selectors.search.asking import Question, Term


def order(texts: Iterable[SearchText], question: Question) -> list[tuple[str, int]]:
    """The references and pages of those of the texts that answer the question, in their order."""
    ranked = []
    for text in texts:
        fields = [text.head.split(), text.body.split()]
        found = [any(_stands(term, words) for words in fields) for term in question.terms]
        if not any(found) or not all(
            one for one, term in zip(found, question.terms, strict=True) if term.quoted
        ):
            continue
        in_head = all(_stands(term, fields[0]) for term in question.terms)
        phrase = any(_stands(Term(question.phrase), words) for words in fields)
        entry = text.entry
        day = entry.day.toordinal() if entry.day else 0
        rank = (not in_head, not phrase, -sum(found), -day, entry.reference, entry.attachment_id or 0)
        ranked.append(((*rank, entry.number, entry.pk), (entry.reference, entry.number)))
    return [shown for _rank, shown in sorted(ranked)]


def _stands(term: Term, words: list[str]) -> bool:
    number = len(term.words)
    for place in range(len(words) - number + 1):
        *others, last = words[place : place + number]
        wanted = term.words[-1]
        fits = last.startswith(wanted) if term.beginning else last == wanted
        if fits and tuple(others) == term.words[:-1]:
            return True
    return False
