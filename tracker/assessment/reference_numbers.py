"""What every number of the method is for; documentation and the page of parameters are made from it."""

from __future__ import annotations

PARAMETERS: dict[str, str] = {
    "name": "The version's name.",
    "reliability_mb": "The most a source can weigh, letters A to F.",
    "credibility_mb": "The most a piece of information can weigh, digits 1 to 6.",
    "self_praise_ppm": "What is left of an obligor's word for itself.",
    "counterparty_ppm": "What is left of a counterparty's accusation.",
    "straddling_ppm": "What is left of a finding whose days began before the duty.",
    "no_violation_ppm": "What is left of “no violation seen” under a prohibition.",
    "partial_ppm": "What is left of partial compliance with a lasting duty, counted against.",
    "credible_mb": "A finding is credible from this weight on, after interest.",
    "first_rate_mb": "A finding is first-rate (A1) from this weight on, after interest.",
    "half_lives_act": "Half-lives of an ACT, for and against; 0 is no ageing.",
    "half_lives_metric": "Half-lives of a METRIC, for and against.",
    "half_lives_continuing": "Half-lives of a CONTINUING duty, for and against.",
    "half_lives_prohibition": "Half-lives of a PROHIBITION, for and against.",
    "most_halvings": "After so many half-lives nothing is left.",
    "same_voice_ppm": "Each further origin of a direction counts this much of the one before.",
    "weak_cap_ub": "The most that findings which are not credible add together.",
    "live_ub": "A credible finding is live from this weight on.",
    "first_rate_alone_ub": "A first-rate finding corroborates alone from this weight on.",
    "information_mb": "Below this weight on both sides together nothing can be said.",
    "gate_origins": "So many live origins corroborate.",
    "disputed_conflict_pm": "Disputed from this conflict on, if both sides are heavy enough.",
    "disputed_side_mb": "A side is heavy enough for a dispute from this weight on.",
    "established_mb": "Established from this net weight on: odds of 4 to 1.",
    "leaning_mb": "Leaning from this net weight on.",
    "low_confidence_mb": "Below this net weight confidence is low.",
    "high_confidence_mb": "High confidence needs this net weight.",
    "high_confidence_conflict_pm": "High confidence needs less conflict than this.",
    "high_confidence_origins": "High confidence needs so many live origins,",
    "high_confidence_graded_origins": "or so many of good grade.",
    "high_confidence_base_mb": "Good grade: the best live finding weighs this, after interest.",
    "probability_clip_mb": "Beyond this net weight the probability does not move.",
    "probability_digits": "Decimal digits of the computation.",
    "band_limits_pm": "Where one likelihood word ends and the next begins.",
    "conflict_reason_pm": "Conflict is named among the reasons from here on.",
    "partial_progress_pm": "Progress of an ACT partly done: minimum, intermediate.",
    "leaning_progress_pm": "Progress of an ACT whose evidence leans to performance, at least.",
    "on_schedule_pm": "A reading is on schedule from this share of the progress due.",
    "far_behind_pm": "Far behind below this share of the progress due.",
    "window_days": "A window of readings looks back so many days from its anchor.",
    "unmet_lead_days": "An unmet reading counts against from so many days before the first met one.",
    "state_window_days": "The state of a duty is judged on so many days.",
    "stale_half_lives": "Evidence older than so many half-lives establishes no compliance.",
    "serious": "A finding of this severity makes an essential breach material.",
    "level_two_pm": "Level 2 from this progress on.",
    "coverage_needed_pm": "Below this coverage a headline says that information is insufficient.",
}

UNITS = {
    "_mb": "mb",
    "_ub": "micro-bans",
    "_pm": "‰",
    "_ppm": "ppm",
    "_days": "days",
    "half_lives_": "days",
}


def unit_of(name: str) -> str:
    """The unit of a parameter, from its name; empty for a plain count."""
    if name.startswith("half_lives_"):
        return UNITS["half_lives_"]
    return UNITS.get("_" + name.rsplit("_", 1)[-1], "")
