"""Compares what is stored with a clean recompute from the facts; it must not mend anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tracker.assessment import canonical_json
from tracker.assessment.serializing import dumps
from tracker.models import Audience, ReassessmentRequest, StatusChange, StatusSpan
from tracker.models.choices import Series
from tracker.selectors.records import Records, read_records
from tracker.services.assessments.drafts import SPAN_FIELDS, Draft, drafts_for
from tracker.services.assessments.histories import Span
from tracker.services.assessments.perspectives import Held, held_by
from tracker.services.assessments.storing import outcome_values

ROWS_AT_ONCE = 20
LOOKS = 3  # while people work, a commitment may change between two reads


def differences(commitment_ids: Iterable[int]) -> Iterator[str]:
    """A line for each difference between what is stored about these commitments and a clean recompute.

    Each is recomputed as of the day of its stored result. Nothing is stored.
    """
    ordered = list(commitment_ids)
    audiences = list(Audience.objects.order_by("level", "team_key"))
    for begin in range(0, len(ordered), ROWS_AT_ONCE):
        records = read_records(ordered[begin : begin + ROWS_AT_ONCE])
        for pk in ordered[begin : begin + ROWS_AT_ONCE]:
            lines = _of_one(records, pk, audiences)
            for _ in range(LOOKS - 1):
                if not lines:
                    break
                lines = _of_one(read_records([pk]), pk, audiences)
            yield from lines


def _of_one(records: Records, pk: int, audiences: list[Audience]) -> list[str]:
    commitment = records.commitments.get(pk)
    if commitment is None or pk not in records.versions:
        return []
    name = f"{commitment.agreement.slug}/{commitment.code}"
    held = held_by(pk)
    if ReassessmentRequest.objects.filter(commitment=pk).exists():
        return [f"{name}: a reassessment waits, so what is stored is known to be old"]
    days = {one.current.as_of for one in held if one.current is not None}
    if len(days) != 1 or any(one.current is None for one in held):
        return [f"{name}: {'its results are of different days' if days else 'it was never assessed'}"]
    drafts = drafts_for(records, pk, audiences, [], days.pop(), afresh=True)
    lines = []
    by_readers = {one.readers: one for one in held}
    for draft in drafts:
        one = by_readers.pop(draft.audiences, None)
        if one is None:
            lines.append(f"{name}: no stored perspective has the readers {sorted(draft.audiences)}")
        else:
            lines += [f"{name}: perspective {one.perspective.pk}: {line}" for line in _compare(draft, one)]
    lines += [f"{name}: perspective {one.perspective.pk}: nobody reads it so" for one in by_readers.values()]
    return lines


def _compare(draft: Draft, one: Held) -> Iterator[str]:
    current = one.current
    assert current is not None
    if dumps(current.result) != canonical_json(draft.result):
        yield f"the result differs: stored {dumps(current.result)}, computed {canonical_json(draft.result)}"
    for name, value in outcome_values(draft).items():
        if name != "result" and getattr(current, name) != value:
            yield f"{name} is stored as {getattr(current, name)} and computed as {value}"
    if one.perspective.evidence_digest != draft.evidence_digest:
        yield "the digest of the evidence differs"
    if one.perspective.marks != draft.marks:
        yield "the marks of the facts differ"
    for series, history in zip(Series, draft.histories, strict=True):
        rows = StatusSpan.objects.filter(perspective=one.perspective, series=series).order_by("from_on")
        stored = [Span(**row) for row in rows.values(*SPAN_FIELDS)]
        yield from _compare_spans(series.value, stored, list(history.spans))
    yield from _compare_log(one, list(draft.histories[0].spans), draft.as_of)


def _compare_spans(series: str, stored: list[Span], computed: list[Span]) -> Iterator[str]:
    held, made = {one.from_on: one for one in stored}, {one.from_on: one for one in computed}
    for day in sorted({*held, *made}):
        if held.get(day) != made.get(day):
            yield f"{series} from {day}: stored {held.get(day)}, computed {made.get(day)}"


def _compare_log(one: Held, computed: list[Span], until: date) -> Iterator[str]:
    """The last line of each day, read in order, has to say what the diagonal says."""
    lines = StatusChange.objects.filter(perspective=one.perspective, effective_on__lte=until).order_by("id")
    said = dict(lines.values_list("effective_on", "to_status"))
    for day in sorted({*said, *(span.from_on for span in computed)}):
        wanted = [span.status for span in computed if span.from_on <= day]
        told = [said[earlier] for earlier in sorted(said) if earlier <= day]
        if wanted and (not told or told[-1] != wanted[-1]):
            yield f"the log says {told[-1] if told else 'nothing'} on {day}, computed {wanted[-1]}"
