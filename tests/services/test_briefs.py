"""Briefs as rows: asked for, claimed, kept once, parked after three failures; who may ask for what."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.factories import NOW, SIGNED_ON, TODAY
from tests.services.evidence import manager
from tracker.models import Brief, LedgerEntry, Notification
from tracker.models.choices import BriefKind, Tlp
from tracker.services import attachments, brief_templates, briefs
from tracker.services.refusals import Refused
from tracker.services.signals import briefs_requested

pytestmark = pytest.mark.django_db


def asked(by=None, **more):
    given = {"kind": BriefKind.AGREEMENT, "as_of": SIGNED_ON, "known_by": TODAY, "language": "en"} | more
    if given["kind"] is BriefKind.AGREEMENT and "agreement" not in given:
        given["agreement"] = factories.AgreementFactory()
    return briefs.ask(wanted=briefs.Wanted(**given), today=TODAY, by=by or manager(), at=NOW)


def kept(row, content=b"%PDF-1.7 a document", **more):
    given = {
        "pages": 2,
        "marking": Tlp.GREEN,
        "audience": row.audience,
        "checkpoint": None,
        "parts": {},
        "at": NOW,
    } | more
    return briefs.keep(brief=row, content=content, **given)


def test_asking_leaves_a_row_that_waits_and_tells_the_queue_after_the_commit(
    django_capture_on_commit_callbacks,
):
    heard = []

    def hear(brief_ids, **kwargs):
        heard.append(brief_ids)

    briefs_requested.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            row = asked()
            assert heard == []
    finally:
        briefs_requested.disconnect(hear)
    assert heard == [[row.pk]]
    assert (row.state, row.attempts, row.audience) == ("waiting", 0, row.user.audience)
    entry = LedgerEntry.objects.get(action="brief.ask")
    assert entry.object_ref == row.reference
    # Others read the ledger: it does not say what the brief is about.
    assert row.agreement.slug not in str([entry.before, entry.after])


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"as_of": TODAY + timedelta(days=1)}, "as_of"),
        ({"known_by": TODAY + timedelta(days=1)}, "known_by"),
        ({"as_of": TODAY, "known_by": SIGNED_ON}, "known_by"),
        ({"changed_from": TODAY}, "changed_from"),
        ({"kind": BriefKind.PERIOD}, "changed_from"),
        ({"kind": BriefKind.PARTY}, "kind"),
        ({"kind": BriefKind.COMMITMENT}, "kind"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(more, field):
    with pytest.raises(Refused) as refused:
        asked(**more)
    assert refused.value.field == field
    assert not Brief.objects.exists()


def test_nobody_asks_about_what_they_may_not_see():
    red = factories.AgreementFactory(marking=4, effective_marking=4)
    with pytest.raises(Refused, match="may not see it"):
        asked(manager(level=1), agreement=red)
    assert asked(manager(level=4), agreement=red).pk


def test_a_template_is_taken_only_where_it_is_offered():
    here, there = factories.AgreementFactory(), factories.AgreementFactory()
    template = factories.BriefTemplateFactory()
    template.agreements.set([here])
    assert asked(agreement=here, template=template).template == template
    with pytest.raises(Refused, match="not offered here"):
        asked(agreement=there, template=template)
    template.active = False
    template.save()
    with pytest.raises(Refused, match="not offered here"):
        asked(agreement=here, template=template)


def test_the_queue_is_not_one_persons():
    by = manager()
    for _number in range(briefs.MOST_WAITING):
        asked(by)
    with pytest.raises(Refused, match="being made"):
        asked(by)
    assert asked().pk


def test_one_claim_holds_until_it_is_over():
    row = asked()
    held = briefs.claim(brief_id=row.pk, at=NOW)
    assert held.attempts == 1
    assert briefs.claim(brief_id=row.pk, at=NOW + timedelta(seconds=1)) is None
    later = briefs.claim(brief_id=row.pk, at=NOW + briefs.CLAIM_LASTS + timedelta(seconds=1))
    assert later.attempts == 2
    # Who held it first is too late: nothing of theirs is kept.
    assert kept(held) is False
    assert kept(later) is True


def test_progress_is_told_by_who_holds_it_alone():
    row = asked()
    held = briefs.claim(brief_id=row.pk, at=NOW)
    briefs.tell_step(brief=held, step="Setting the pages", done_pm=700)
    row.refresh_from_db()
    assert (row.step, row.done_pm) == ("Setting the pages", 700)
    briefs.claim(brief_id=row.pk, at=NOW + timedelta(hours=1))
    briefs.tell_step(brief=held, step="Too late", done_pm=100)
    row.refresh_from_db()
    assert row.step == "Setting the pages"


def test_what_is_made_is_kept_under_its_digest_and_its_owner_is_told_once():
    held = briefs.claim(brief_id=asked().pk, at=NOW)
    assert kept(held) is True
    held.refresh_from_db()
    assert (held.state, held.pages, held.marking, held.done_pm) == ("ready", 2, Tlp.GREEN, 1000)
    assert attachments.path_of(held.sha256).read_bytes() == b"%PDF-1.7 a document"
    assert held.size == len(b"%PDF-1.7 a document")
    assert kept(held) is False
    told = Notification.objects.get()
    assert (told.user, told.brief) == (held.user, held)
    assert LedgerEntry.objects.filter(action="brief.keep").count() == 1
    assert briefs.claim(brief_id=held.pk, at=NOW + timedelta(days=1)) is None


def test_after_three_errors_it_is_parked_with_a_sentence_and_can_be_asked_for_again():
    row = asked()
    for number in range(1, briefs.MOST_ATTEMPTS + 1):
        held = briefs.claim(brief_id=row.pk, at=NOW)
        assert held.attempts == number
        briefs.stumble(brief=held, at=NOW)
    row.refresh_from_db()
    assert row.state == "failed"
    assert row.problem.endswith(".")
    assert briefs.claim(brief_id=row.pk, at=NOW) is None
    with pytest.raises(Refused):
        briefs.again(brief=row, by=manager(), at=NOW)
    briefs.again(brief=row, by=row.user, at=NOW)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.problem) == ("waiting", 0, "")


def test_one_that_took_its_worker_down_three_times_is_given_up():
    row = asked()
    for number in range(briefs.MOST_ATTEMPTS):
        assert briefs.claim(brief_id=row.pk, at=NOW + number * timedelta(hours=1))
    assert briefs.claim(brief_id=row.pk, at=NOW + timedelta(days=1)) is None
    row.refresh_from_db()
    assert (row.state, "three times" in row.problem) == ("failed", True)


def test_the_sweep_finds_what_waits_and_is_held_by_nobody():
    row, held = asked(), asked()
    briefs.claim(brief_id=held.pk, at=NOW + timedelta(seconds=61))
    assert briefs.waiting(at=NOW) == []
    assert briefs.waiting(at=NOW + timedelta(seconds=62)) == [row.pk]


def test_its_owner_deletes_it_and_the_file_goes_unless_something_else_has_the_same_bytes(
    django_capture_on_commit_callbacks,
):
    one, other = (briefs.claim(brief_id=asked().pk, at=NOW) for _number in range(2))
    kept(one, content=b"%PDF-1.7 the same")
    kept(other, content=b"%PDF-1.7 the same")
    one.refresh_from_db()
    path = attachments.path_of(one.sha256)
    with pytest.raises(Refused, match="not yours"):
        briefs.delete(brief=one, by=other.user, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        briefs.delete(brief=one, by=one.user, at=NOW)
    assert path.exists()
    assert LedgerEntry.objects.get(action="brief.delete").before == {"sha256": one.sha256}
    assert not Notification.objects.filter(user=one.user).exists()
    report = factories.AttachmentFactory(sha256=one.sha256)
    with django_capture_on_commit_callbacks(execute=True):
        briefs.delete(brief=other, by=other.user, at=NOW)
    assert path.exists()
    assert not Brief.objects.exists()
    with pytest.raises(Refused, match="deleted already"):
        briefs.delete(brief=other, by=other.user, at=NOW)
    report.delete()
    third = briefs.claim(brief_id=asked().pk, at=NOW)
    kept(third, content=b"%PDF-1.7 the same")
    with django_capture_on_commit_callbacks(execute=True):
        briefs.delete(brief=third, by=third.user, at=NOW)
    assert not path.exists()


def test_one_deleted_while_it_is_made_leaves_no_file(django_capture_on_commit_callbacks):
    held = briefs.claim(brief_id=asked().pk, at=NOW)
    briefs.delete(brief=held, by=held.user, at=NOW)
    content = b"%PDF-1.7 nobody wants this"
    with django_capture_on_commit_callbacks(execute=True):
        assert kept(held, content=content) is False
    assert not attachments.path_of(attachments.digest_of(content)).exists()


def test_templates_are_kept_with_their_entry():
    by, agreement = factories.UserFactory(roles=("admin",)), factories.AgreementFactory()
    row = brief_templates.create(
        slug="house", name="House", source="= A", active=True, agreements=[agreement], by=by, at=NOW
    )
    assert list(row.agreements.all()) == [agreement]
    brief_templates.edit(template=row, changes={"name": "Ours", "agreements": []}, by=by, at=NOW)
    row.refresh_from_db()
    assert (row.name, row.agreements.count()) == ("Ours", 0)
    actions = list(LedgerEntry.objects.order_by("seq").values_list("action", flat=True))
    assert actions == ["brief_template.create", "brief_template.edit", "brief_template.edit"]
    before = LedgerEntry.objects.count()
    brief_templates.edit(template=row, changes={"name": "Ours", "agreements": []}, by=by, at=NOW)
    assert LedgerEntry.objects.count() == before
    with pytest.raises(Refused):
        brief_templates.create(
            slug="house", name="Twice", source="= A", active=True, agreements=[], by=by, at=NOW
        )


def test_a_day_long_ago_can_be_asked_for():
    assert asked(as_of=date(1999, 1, 1), known_by=date(1999, 1, 1)).pk
