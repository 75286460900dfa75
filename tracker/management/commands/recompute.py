"""Works what waits, recomputes all, verifies what is stored, or prints another day; no rule stands here."""

from __future__ import annotations

from argparse import ArgumentTypeError, BooleanOptionalAction
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q, QuerySet
from django.utils import timezone

from tracker.models import Audience, Commitment, ReassessmentRequest
from tracker.models.choices import Tlp
from tracker.models.states import RequestState
from tracker.selectors.days import day_in
from tracker.selectors.facts import results_on_demand
from tracker.services import assessments, jobs
from tracker.services.assessments.verifying import differences

AT_ONCE = 10


class Command(BaseCommand):
    """`recompute`: the statuses again, from the stored facts."""

    help = (
        "Without options works the reassessments that wait. --all computes everything again. --verify "
        "compares what is stored with a clean recompute and ends with 1 on any difference. With a day it "
        "prints the statuses of that day and stores nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The options, and codes such as USG-01 or doha-2020/USG-01 to limit the work to."""
        parser.add_argument("codes", nargs="*", metavar="CODE", help="only these commitments")
        parser.add_argument(
            "--all", action=BooleanOptionalAction, default=False, help="compute all days again"
        )
        parser.add_argument("--verify", action="store_true", help="compare only, change nothing")
        parser.add_argument("--as-of", type=_day, metavar="DAY", help="print the statuses of this day")
        parser.add_argument("--known-by", type=_day, metavar="DAY", help="with what was known by this day")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one of the four. Raises CommandError for an unknown code, a future day, or a difference."""
        chosen = _chosen(options["codes"])
        if options["as_of"] or options["known_by"]:
            if options["all"] or options["verify"]:
                raise CommandError("A day only prints; leave --all and --verify out, or the day.")
            self._print(chosen, options["as_of"], options["known_by"])
        elif options["verify"]:
            self._verify(chosen)
        elif options["all"]:
            self._recompute(chosen)
        else:
            self._work(chosen)

    def _work(self, chosen: QuerySet[Commitment]) -> None:
        waiting = ReassessmentRequest.objects.filter(
            commitment__in=chosen.values("pk"), state=RequestState.WAITING
        )
        endings: Counter[str] = Counter()
        tried: set[int] = set()
        # One that failed waits again: it is tried once a call, so that the third failure is a third call.
        while ids := list(
            waiting.exclude(commitment__in=tried).values_list("commitment_id", flat=True)[:AT_ONCE]
        ):
            endings.update(_reassess(ids))
            tried.update(ids)
        self.stdout.write(_told(endings) if endings else "Nothing waits.")
        jobs.follow(at=timezone.now())
        self._fail_when_left(chosen)

    def _recompute(self, chosen: QuerySet[Commitment]) -> None:
        ids, at = list(chosen.values_list("pk", flat=True)), timezone.now()
        run = jobs.begin(name=jobs.RECOMPUTE, period=at.isoformat(), total=len(ids), at=at)
        if run is None:
            raise CommandError("Another recompute began at this very moment; let it finish.")
        endings: Counter[str] = Counter()
        for number, chunk in enumerate(jobs.chunks(ids, AT_ONCE)):
            assessments.request(commitments=chunk, at=timezone.now(), cause="recompute")
            endings.update(_reassess(chunk, afresh=True))
            jobs.advance(run=run, done=number * AT_ONCE + len(chunk), at=timezone.now())
        failed = bool(endings[assessments.Ending.FAILED])
        jobs.finish(run=run, at=timezone.now(), failed=failed, message=_told(endings))
        self._work(chosen)
        self.stdout.write(f"Recomputed {len(ids)} commitments.")

    def _verify(self, chosen: QuerySet[Commitment]) -> None:
        number = 0
        for line in differences(chosen.values_list("pk", flat=True)):
            self.stdout.write(line)
            number += 1
        count = chosen.count()
        if number:
            raise CommandError(f"{number} differences in {count} commitments. Run recompute --all to mend.")
        self.stdout.write(f"No difference: {count} commitments are stored as a clean recompute gives them.")

    def _print(self, chosen: QuerySet[Commitment], as_of: date | None, known_by: date | None) -> None:
        at = timezone.now()
        everything = Audience.objects.get(level=Tlp.RED, team_key="")
        agreements: dict[tuple[int, date], list[Commitment]] = {}
        for commitment in chosen:
            today = day_in(commitment.agreement.time_zone, at)
            for name, day in (("--as-of", as_of), ("--known-by", known_by)):
                if day is not None and day > today:
                    raise CommandError(
                        f"{name} {day} lies in the future of {commitment.agreement.slug}, where it is "
                        f"{today}; choose today or an earlier day."
                    )
            agreements.setdefault((commitment.agreement_id, as_of or today), []).append(commitment)
        self.stdout.write(
            f"{'commitment':<24}{'status':<13}{'p':>6}  {'confidence':<11}{'progress':>8}  reasons"
        )
        for (_, day), commitments in agreements.items():
            results = results_on_demand((one.pk for one in commitments), everything, day, known_by)
            for one in commitments:
                if (result := results.get(one.pk)) is None:
                    continue
                progress = "" if result.progress_pm is None else f"{result.progress_pm / 10:.1f} %"
                likely = "" if result.confidence == "NONE" else f"{result.p_pm / 10:.1f} %"
                codes = ", ".join(reason.code for reason in result.reasons)
                self.stdout.write(
                    f"{one.agreement.slug + '/' + one.code:<24}{result.status:<13}{likely:>6}  "
                    f"{result.confidence:<11}{progress:>8}  {codes}"
                )

    def _fail_when_left(self, chosen: QuerySet[Commitment]) -> None:
        left = ReassessmentRequest.objects.filter(commitment__in=chosen.values("pk"))
        for row in left.select_related("commitment").order_by("commitment__code"):
            self.stderr.write(f"{row.commitment.code}: {row.get_state_display()}. {row.last_error}")
        if left.exists():
            raise CommandError("Some reassessments are left; the lines above say why.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is not a day of the calendar; write it like 2020-07-14.") from None


def _chosen(codes: Iterable[str]) -> QuerySet[Commitment]:
    rows = Commitment.objects.select_related("agreement").order_by("agreement__slug", "code")
    named = Q(pk__in=[])
    for code in codes:
        slug, _, own = code.rpartition("/")
        one = Q(code=own, agreement__slug=slug) if slug else Q(code=own)
        if not rows.filter(one).exists():
            raise CommandError(f"There is no commitment {code}; write it like USG-01 or doha-2020/USG-01.")
        named |= one
    return rows.filter(named) if codes else rows


def _reassess(ids: list[int], *, afresh: bool = False) -> Counter[assessments.Ending]:
    return assessments.reassess(commitment_ids=ids, at=timezone.now(), afresh=afresh, wait_for_claims=False)


def _told(endings: Counter[str]) -> str:
    return ", ".join(f"{number} {ending}" for ending, number in sorted(endings.items())) + "."
