"""Whatever happens in whatever order: nobody is told twice, no mail is late, none says what it must not.

A campaign plays seeded histories. The clock goes forward a minute at a time where letters are due: each beat
sweeps what is due through a real mail server. `FAULTS=full` plays a thousand.
"""

import os
import random
from collections import Counter
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import transaction

from tests import factories
from tests.post_office import PostOffice, bodies, post_office
from tests.services.reassessing import audience
from tracker.models import Comment, Commitment, Finding, Letter, Notification, User
from tracker.publishing import letters as mail
from tracker.selectors import notifications as selector
from tracker.selectors.visibility import visible_to
from tracker.services import assessments, comments, letters, reminders

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FIRST = int(os.environ.get("FIRST_HISTORY", "0"))  # to play one that failed again
HISTORIES = int(os.environ.get("HISTORIES", "1000" if os.environ.get("FAULTS") == "full" else "5"))
STEPS = 10
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
BEGIN = datetime(2020, 3, 27, 9, 0, tzinfo=UTC)  # two days before clocks change in Europe
ZONES = ["UTC", "Asia/Kabul", "Europe/Berlin", "America/New_York"]
QUIET = [(None, None), (time(22), time(6)), (time(12), time(13, 30)), (time(23, 30), time(2, 30))]
RHYTHMS = ["at_once", "at_once", "daily", "weekly", "never"]
GREEN = 1


class History:
    """One world with its people, its clock and the mail that came."""

    def __init__(self, seed: int, office) -> None:
        self.chance, self.office, self.now = random.Random(seed), office, BEGIN
        self.due: dict[int, datetime] = {}
        self.late: list[int] = []
        self.commitments = [
            factories.CommitmentFactory(
                code=f"WORD{seed}-{number}",
                title=f"secretword{number}",
                agreement__time_zone=self.chance.choice(ZONES),
                version__kind="ACT" if number == 2 else "CONTINUING",
                version__due_on=(BEGIN + 8 * DAY).date() if number == 2 else None,
                version__starts_on=(BEGIN - 20 * DAY).date(),
                version__recorded_on=(BEGIN - 20 * DAY).date(),
            )
            for number in range(3)
        ]
        self.people = [self._person(number) for number in range(3)]
        self.writer = factories.UserFactory(roles=("analyst",), level=4)
        self.ask()
        self.seen = 0

    def _person(self, number: int) -> User:
        begin, end = self.chance.choice(QUIET)
        person = factories.UserFactory(
            username=f"reader{number}-{self.chance.random()}"[:20],
            audience=audience(self.chance.choice([0, 1, 2, 4])),
            time_zone=self.chance.choice(ZONES),
            mail=self.chance.choice(RHYTHMS),
            quiet_from=begin,
            quiet_to=end,
            roles=("manager",),
        )
        for _each in range(self.chance.choice([1, 1, 2])):
            factories.NotificationRuleFactory(
                user=person,
                agreement=self.chance.choice([None, self.commitments[0].agreement]),
                mail=self.chance.choice(["", "", *RHYTHMS]),
            )
        return person

    def ask(self, commitments=None, *, backfill=False) -> None:
        asked = commitments or self.commitments
        assessments.request(commitments=asked, at=self.now, backfill=backfill)
        ids = [one.pk for one in asked]
        for _redelivered in range(self.chance.choice([1, 1, 2])):
            assessments.reassess(commitment_ids=ids, at=self.now, wait_for_claims=False)

    def any_of(self, rows):
        found = list(rows.order_by("pk"))
        return self.chance.choice(found) if found else None

    # What people do.

    def evidence(self) -> None:
        commitment, marking = self.chance.choice(self.commitments), self.chance.choice([0, 0, 2, 4])
        today = self.now.date() - DAY * self.chance.choice([1, 1, 1, 3, 40])
        known = self.chance.choice([{"accepted": True}, {"backfilled": True}])
        accepted_on = self.now.date() - DAY if "accepted" in known else None
        factories.FindingFactory(
            commitment=commitment,
            observed_to=min(today, self.now.date() - DAY),
            accepted_on=accepted_on,
            report__published_on=today,
            stance=self.chance.choice(["SUPPORTS", "CONTRADICTS", "CONTRADICTS"]),
            reliability="A",
            credibility="1",
            marking=marking,
            **known,
        )
        self.ask([commitment], backfill=accepted_on is None)

    def withdrawal(self) -> None:
        row = self.any_of(Finding.objects.filter(state="accepted"))
        if row is not None:
            row.state, row.superseded_at, row.superseded_by = "superseded", row.accepted_at, row.accepted_by
            row.superseded_on = self.now.date() - DAY
            row.save()
            self.ask([row.commitment])

    def marking(self) -> None:
        row = self.any_of(Finding.objects.filter(state="accepted"))
        if row is not None:
            level = self.chance.choice([0, 2, 4])
            Finding.objects.filter(pk=row.pk).update(marking=level, effective_marking=level)
            self.ask([row.commitment])

    def hiding(self) -> None:
        commitment, level = self.chance.choice(self.commitments), self.chance.choice([0, 2, 4])
        Commitment.objects.filter(pk=commitment.pk).update(marking=level, effective_marking=level)
        self.ask([commitment])

    def clearing(self) -> None:
        person = self.chance.choice(self.people)
        person.audience = audience(self.chance.choice([0, 1, 2, 4]))
        person.save()

    def remark(self) -> None:
        person, commitment = self.chance.choice(self.people), self.chance.choice(self.commitments)
        commitment.refresh_from_db()
        text, level = f"@{person.username} see remarkword", self.chance.choice([0, 2, 4])
        comments.write(commitment=commitment, text=text, by=self.writer, at=self.now, marking=level)

    def removal(self) -> None:
        row = self.any_of(Comment.objects.filter(removed_at=None))
        if row is not None:
            comments.remove(comment=row, by=self.writer, at=self.now)

    def moving(self) -> None:
        person = self.chance.choice(self.people)
        person.time_zone = self.chance.choice(ZONES)
        person.quiet_from, person.quiet_to = self.chance.choice(QUIET)
        person.save()

    def failing(self) -> None:
        self.office.refuses = ["451 busy"] * self.chance.choice([1, 2])

    # What the schedule does.

    def beat(self) -> None:
        """One minute's beat, as the schedule does it; a second worker is sent for each letter too."""
        reminders.remind(at=self.now)
        for number in letters.due(at=self.now):
            for _worker in range(2):
                self.post(number)

    def post(self, number: int) -> None:
        before = len(self.office.taken)
        mail.post(number, at=self.now)
        for _recipients, message in self.office.taken[before:]:
            self.check(Letter.objects.get(pk=number), message)

    def check(self, letter: Letter, message) -> None:
        """At the moment of sending: in time, to one person, and nothing that they or GREEN may not read."""
        if letter.attempts == 1 and self.now - letter.due_at > MINUTE:
            self.late.append(letter.pk)
        reader = User.objects.get(pk=letter.user_id)
        texts = " ".join(bodies(message).values())
        assert message["To"] == reader.email
        assert "WORD" not in message["Subject"]
        assert "secretword" not in message["Subject"]
        opened = User(audience=audience(GREEN))
        for commitment in Commitment.objects.all():
            for allowed in (reader, opened):
                if not visible_to(allowed, Commitment.objects.filter(pk=commitment.pk)).exists():
                    assert commitment.code not in texts
        allowed_remarks = visible_to(opened, Comment.objects.filter(mentions=reader)).filter(
            commitment__in=visible_to(opened, Commitment.objects.all())
        )
        assert "remarkword" not in texts or allowed_remarks.exists()
        steps = {
            str(one.change_id) for one in Notification.objects.filter(letter=letter, change__isnull=False)
        }
        shown = {str(one.change.pk) for one in selector.news(reader) if one.change is not None}
        assert texts.count("became") // 2 <= len(steps & shown)

    def pass_time(self) -> None:
        """The clock goes on; beats in which nothing can be due change nothing and are left out."""
        ends = self.now + self.chance.choice([MINUTE, 10 * MINUTE, timedelta(hours=5), DAY])
        while self.now < ends:
            waiting = Letter.objects.filter(state="waiting").order_by("due_at").first()
            soon = max(waiting.due_at, self.now + MINUTE) if waiting else ends
            late = soon - soon.replace(second=0, microsecond=0)
            soon = soon if not late else soon - late + MINUTE
            self.now = min(ends, soon)
            self.beat()

    def play(self) -> None:
        deeds = [self.evidence] * 4 + [self.withdrawal, self.marking, self.hiding, self.clearing]
        deeds += [self.remark, self.removal, self.moving, self.failing]
        for _step in range(STEPS):
            self.chance.choice(deeds)()
            self.pass_time()
            self.nothing_doubled()
            self.nothing_leaks()

    def nothing_doubled(self) -> None:
        events = Counter(Notification.objects.values_list("user_id", "event_key"))
        assert not [one for one, times in events.items() if times > 1]
        names = Counter(message["Message-ID"] for message in self.office.messages)
        assert not [name for name, times in names.items() if times > 1]
        told = Counter(Notification.objects.filter(change__isnull=False).values_list("user_id", "change_id"))
        assert not [one for one, times in told.items() if times > 1]
        assert self.late == []

    def nothing_leaks(self) -> None:
        for person in self.chance.sample(self.people, 1):
            reader = User.objects.get(pk=person.pk)
            found = selector.news(reader)
            assert selector.unread(reader) == len(found)
            seen = set(visible_to(reader, Commitment.objects.all()).values_list("pk", flat=True))
            remarks = set(visible_to(reader, Comment.objects.all()).values_list("pk", flat=True))
            for one in found:
                assert one.commitment.pk in seen
                assert one.comment is None or one.comment.pk in remarks


def play(seed: int, office: PostOffice) -> Counter[str]:
    """One history in a world of its own; how much it moved."""
    office.taken.clear()
    office.refuses.clear()
    with transaction.atomic():
        history = History(seed, office)
        history.play()
        moved = Counter(histories=1, mails=len(office.taken), told=Notification.objects.count())
        transaction.set_rollback(True)
    return moved


def test_never_doubled_never_late_never_leaking(capsys):
    moved: Counter[str] = Counter()
    with post_office() as office:
        for seed in range(FIRST, FIRST + HISTORIES):
            try:
                moved += play(seed, office)
            except AssertionError as error:
                raise AssertionError(f"History {seed} broke the promise.") from error
    with capsys.disabled():
        print(f"\n{dict(moved)}")
    assert moved["mails"] > HISTORIES
    assert moved["told"] > HISTORIES
