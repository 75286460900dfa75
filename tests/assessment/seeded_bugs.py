"""Mistakes one could make in the method, each a line of its source put wrong, each caught by the vectors."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bug:
    """In `module`, the text `right` (found once) becomes `wrong`."""

    name: str
    module: str
    right: str
    wrong: str


BUGS = [
    Bug("the higher of the two ceilings", "weighing", "return min(\n", "return max(\n"),
    Bug(
        "self-praise counts in full",
        "weighing",
        "finding.interest is Interest.OBL and speaks_for",
        "finding.interest is Interest.OBL and not speaks_for",
    ),
    Bug(
        "credible before interest",
        "weighing",
        "after_interest = weight // 1000",
        "after_interest = base_mb(finding, parameters)",
    ),
    Bug("age in steps, not straight lines", "weighing", "(2 * half_life - rest)", "(2 * half_life)"),
    Bug("the smaller id breaks a tie", "pooling", "and voice.id > held[1]", "and voice.id < held[1]"),
    Bug("ten relays are ten voices", "pooling", "shelf.get(voice.origin)", "shelf.get(voice.id)"),
    Bug(
        "weak findings without a cap",
        "pooling",
        "min(parameters.weak_cap_ub, _geo(adding, parameters))",
        "_geo(adding, parameters)",
    ),
    Bug(
        "an origin's weak finding adds in full",
        "pooling",
        "held[0] - (top - without[origin])",
        "held[0]",
    ),
    Bug(
        "one origin corroborates itself",
        "judging",
        "side.live_origins >= parameters.gate_origins",
        "side.live_origins >= 1",
    ),
    Bug("a dispute is averaged away", "judging", " and gate and not disputed\n", " and gate\n"),
    Bug(
        "probability rounds half up",
        "judging",
        "(1000 * odds / (1 + odds))",
        "(1000 * odds / (1 + odds) + Decimal('0.5'))",
    ),
    Bug(
        "known is published, accepted or not",
        "case",
        "finding.known_on <= known_by",
        "finding.published_on <= known_by",
    ),
    Bug(
        "the day before the start counts",
        "case",
        "finding.observed_to < commitment.starts_on",
        "finding.observed_to <= commitment.starts_on",
    ),
    Bug("grace forgotten", "case", "due_on.toordinal() + grace", "due_on.toordinal()"),
    Bug(
        "not yet due counts as not done",
        "act",
        "            self.excluded[finding.id] = ExclusionCode.NOT_YET_DUE",
        "            self.failures.append(finding)",
    ),
    Bug("the latest cut on ties", "act", "cut.judgement.net_mb, -cut.day)", "cut.judgement.net_mb, cut.day)"),
    Bug("undone is undone for good", "act", "if not again.judgement.established_for:", "if True:"),
    Bug(
        "schedule to the day with grace",
        "measure",
        "else (day - starts) * 1000 // (due - starts)",
        "else (day - starts) * 1000 // (due - starts + commitment.grace_days)",
    ),
    Bug(
        "the latest reading, credible or not",
        "measure",
        "                    self._is_credible(reading),\n",
        "                    True,\n",
    ),
    Bug(
        "a loss heals by ageing",
        "metric",
        "        if loss is not None:\n",
        "        if loss is None and False:\n",
    ),
    Bug(
        "an unmet reading from long before tells against",
        "metric",
        "day >= first_met - self.case.parameters.unmet_lead_days",
        "day >= 0",
    ),
    Bug(
        "a stray report moves the state",
        "duty",
        "judgement.established and self._seen_on(judgement.leads_for, day)",
        "judgement.established",
    ),
    Bug(
        "a breach fades with age",
        "duty",
        "not state.speaks_for and not verdict.established_for",
        "not state.speaks_for and verdict.established_against",
    ),
    Bug(
        "partial compliance supports",
        "duty",
        "finding.stance is Stance.SUPPORTS",
        "finding.stance is not Stance.CONTRADICTS",
    ),
    Bug(
        "any breach is a ground",
        "conditionality",
        "breach is not None and breach.material and",
        "breach is not None and",
    ),
    Bug(
        "one's own prerequisite excuses",
        "conditionality",
        "(own if set(obligors) & set(commitment.obligors) else others)",
        "(others)",
    ),
    Bug(
        "the unknown scores zero",
        "rollup",
        "_UNSCORED or result.confidence is Confidence.NONE:\n        return None",
        "_UNSCORED or result.confidence is Confidence.NONE:\n        return 0",
    ),
    Bug(
        "a mean hides a breach",
        "rollup",
        "    if essential_breach:\n",
        "    if essential_breach and coverage == 0:\n",
    ),
]
