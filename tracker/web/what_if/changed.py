"""Says what is other in a scratch copy, each with the address of the copy without it; it judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tracker.assessment import Parameters
from tracker.models import Finding, User
from tracker.models.choices import BOUNDS, INTERESTS
from tracker.publishing import figures, joints, typed_figures
from tracker.selectors.imagined import Imagined, Number, Scratch
from tracker.selectors.particulars import origin_names
from tracker.selectors.visibility import visible_to
from tracker.web.what_if import address
from tracker.web.what_if.scope import Scope, name_of


@dataclass(frozen=True)
class Changed:
    """One thing that is other: what it is, whether the reader has it, and the copy without it."""

    what: str
    undo: str
    finding: Finding | None = None
    grade: str = ""
    is_removed: bool = False
    imagined: Imagined | None = None
    is_there: bool = True

    @property
    def old_grade(self) -> str:
        """The grade a finding has."""
        return self.finding.reliability + self.finding.credibility if self.finding else ""


def changed(reader: User, copy: Scratch, scope: Scope, used: Parameters) -> list[Changed]:
    """All that is other in the copy. What the reader has not is said to be left out, whatever the reason."""
    rows = visible_to(
        reader, Finding.objects.filter(reference__in=copy.references, accepted_at__isnull=False)
    )
    found = {one.reference: one for one in rows.select_related("report__source", "commitment__agreement")}
    slugs = sorted({one.origin for one in copy.added if not one.origin.startswith("*")})
    names = origin_names(reader, slugs) if slugs else {}
    return [*_findings(copy, scope, found), *_imagined(copy, scope, names), *_numbers(copy, scope, used)]


def _findings(copy: Scratch, scope: Scope, found: dict[str, Finding]) -> Iterator[Changed]:
    for reference in copy.removed:
        less = replace(copy, removed=tuple(one for one in copy.removed if one != reference))
        yield Changed(
            what=reference,
            undo=address.query(less, *scope.pairs),
            finding=found.get(reference),
            is_removed=True,
            is_there=reference in found,
        )
    for reference, grade in copy.regraded:
        less = replace(copy, regraded=tuple(pair for pair in copy.regraded if pair[0] != reference))
        yield Changed(
            what=reference,
            undo=address.query(less, *scope.pairs),
            finding=found.get(reference),
            grade=grade,
            is_there=reference in found,
        )


def _imagined(copy: Scratch, scope: Scope, names: dict[str, str]) -> Iterator[Changed]:
    duties = {name_of(one): one for one in scope.duties}
    bounds, interests = dict(BOUNDS), dict(INTERESTS)
    for place, one in enumerate(copy.added):
        less = replace(copy, added=(*copy.added[:place], *copy.added[place + 1 :]))
        duty = duties.get(one.duty)
        said = [
            _origin(one.origin, names),
            str(interests[one.interest]),
            figures.day(one.observed_on),
        ]
        if one.bound and duty is not None and duty.current is not None:
            values = [typed_figures.shown(value, duty.current.decimals) for value in one.values]
            said.append(f"{bounds[one.bound]} {' – '.join(values)} {duty.current.unit}".strip())
        yield Changed(
            what=joints.semicolon().join(said),
            undo=address.query(less, *scope.pairs),
            imagined=one,
            is_there=duty is not None,
        )


def _origin(origin: str, names: dict[str, str]) -> str:
    if origin.startswith("*"):
        return _("an origin not seen before, no. %(n)s") % {"n": origin[1:]}
    return names.get(origin) or _("an origin that is not in the register")


def _numbers(copy: Scratch, scope: Scope, used: Parameters) -> Iterator[Changed]:
    for name, value in copy.numbers:
        less = replace(copy, numbers=tuple(pair for pair in copy.numbers if pair[0] != name))
        yield Changed(
            what=f"{name}: {_written(getattr(used, name))} → {_written(value)}",
            undo=address.query(less, *scope.pairs),
        )


def _written(value: Number) -> str:
    return " · ".join(map(str, value)) if isinstance(value, tuple) else str(value)
