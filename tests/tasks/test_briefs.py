"""The job that makes briefs: a document at the end, a sentence where it cannot be, by a worker too."""

import pytest
from django.utils import timezone

from tests import factories
from tests.publishing.briefs.reading import pages_of
from tests.servers import wait_until
from tests.services.evidence import accepted
from tests.web.sight import assessed
from tracker.models import Brief, Notification
from tracker.models.choices import BriefKind
from tracker.publishing.briefs import making
from tracker.services import attachments, briefs
from tracker.tasks.briefs import make_briefs, sweep_briefs

pytestmark = pytest.mark.usefixtures("brief_fonts")


def asked(reader, **more):
    today = timezone.now().date()
    given = {"kind": BriefKind.AGREEMENT, "as_of": today, "known_by": today, "language": "en"} | more
    return briefs.ask(wanted=briefs.Wanted(**given), today=today, by=reader, at=timezone.now())


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(BriefKind))
def test_each_kind_becomes_a_document_that_is_marked_as_its_strictest_part(kind):
    reader = factories.UserFactory(level=3)
    finding = accepted()
    duty = finding.commitment
    type(finding).objects.filter(pk=finding.pk).update(marking=2, effective_marking=2)
    assessed(reader, commitment=duty, result={"used_against": [finding.reference], "reasons": []})
    party = duty.roles.first().party if duty.roles.exists() else factories.PartyFactory()
    about = {
        BriefKind.AGREEMENT: {"agreement": duty.agreement},
        BriefKind.PARTY: {"party": party},
        BriefKind.COMMITMENT: {"commitment": duty},
        BriefKind.PERIOD: {"changed_from": duty.agreement.signed_on},
    }[kind]
    row = asked(reader, kind=kind, **about)
    make_briefs([row.pk])
    row.refresh_from_db()
    assert (row.state, row.problem) == ("ready", "")
    pages = pages_of(attachments.path_of(row.sha256).read_bytes())
    assert len(pages) == row.pages
    assert row.checkpoint is not None
    assert row.checkpoint.root_hash in " ".join(pages)
    if duty.roles.exists() or kind is not BriefKind.PARTY:
        assert row.marking == 2
        assert all("TLP:AMBER" in page for page in pages)
        assert finding.reference in " ".join(pages)
        assert list(row.findings.all()) == [finding]
        assert list(row.duties.all()) == [duty]
    assert Notification.objects.filter(user=reader, brief=row).count() == 1


@pytest.mark.django_db
def test_nothing_above_the_readers_clearance_gets_in():
    reader = factories.UserFactory(level=1)
    finding = accepted()
    type(finding).objects.filter(pk=finding.pk).update(marking=4, effective_marking=4)
    assessed(reader, commitment=finding.commitment, result={"used_against": [finding.reference]})
    row = asked(reader, agreement=finding.commitment.agreement)
    make_briefs([row.pk])
    row.refresh_from_db()
    said = " ".join(pages_of(attachments.path_of(row.sha256).read_bytes()))
    assert row.marking == 0
    assert finding.reference not in said
    assert finding.report.reference not in said
    assert not row.findings.exists()


@pytest.mark.django_db
def test_a_template_with_a_mistake_ends_in_its_sentence_at_once():
    reader = factories.UserFactory(level=1)
    template = factories.BriefTemplateFactory(source="= A title\n#nothing")
    row = asked(reader, agreement=factories.AgreementFactory(), template=template)
    make_briefs([row.pk])
    row.refresh_from_db()
    assert (row.state, "line 2" in row.problem) == ("failed", True)


@pytest.mark.django_db
def test_what_nobody_foresaw_is_tried_three_times_and_the_others_go_on(monkeypatch):
    reader, agreement = factories.UserFactory(level=1), factories.AgreementFactory()
    bad, good = asked(reader, agreement=agreement), asked(reader, agreement=agreement)
    whole = making.make

    def make(brief, *, at):
        if brief.pk == bad.pk:
            raise RuntimeError("the disk is full")
        return whole(brief, at=at)

    monkeypatch.setattr(making, "make", make)
    make_briefs([bad.pk, good.pk])
    make_briefs([bad.pk, good.pk])
    make_briefs([bad.pk])
    states = dict(Brief.objects.values_list("pk", "state"))
    assert states == {bad.pk: "failed", good.pk: "ready"}
    bad.refresh_from_db()
    assert bad.attempts == briefs.MOST_ATTEMPTS
    assert "disk" not in bad.problem


def test_a_worker_makes_what_was_asked_for(worker):
    reader = factories.UserFactory(level=1)
    row = asked(reader, agreement=factories.AgreementFactory(), language="fa")
    wait_until(lambda: Brief.objects.get(pk=row.pk).state != "waiting", seconds=60, what="the brief is made")
    row.refresh_from_db()
    assert (row.state, row.problem) == ("ready", "")
    sweep_briefs()
    assert Notification.objects.filter(brief=row).count() == 1
