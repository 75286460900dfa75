"""Second grades on the pages: the first is nowhere to be read before, differences are settled in place."""

import pytest

from tests import factories
from tests.services.evidence import AT, analyst, duty, filed, submitted
from tests.web.sight import queries
from tracker.models import Review
from tracker.services import reviews

pytestmark = pytest.mark.django_db
TELLING = "A conspicuous summary"


@pytest.fixture
def reader(client):
    user = analyst()
    client.force_login(user)
    return user


def text_of(response):
    return " ".join(response.content.decode().split())


def sampled(**fields):
    agreement = factories.AgreementFactory(second_grading_pm=1000)
    return submitted(commitment=duty(agreement=agreement), statement=TELLING, credibility="4", **fields)


def grade(client, finding, stance, credibility, **more):
    sent = {"stance": stance, "credibility": credibility} | more
    return client.post(f"/review/{finding.reference}/grade/", sent, follow=True)


def test_the_first_grade_is_nowhere_to_be_read(client, reader):
    finding = sampled()
    for address in ("/review/", f"/review/?finding={finding.reference}", f"/findings/{finding.reference}/"):
        page = client.get(address, follow=True)
        words = text_of(page)
        assert finding.excerpt in words
        assert "Waits for a second grade" in words
        for telling in (TELLING, "4, doubtful</dd>", "sv-grade", "If you accept it", "Weight against"):
            assert telling not in words, (address, telling)
    report = text_of(client.get(f"/reports/{finding.report.reference}/"))
    assert TELLING not in report
    assert TELLING not in text_of(client.get("/search/?q=conspicuous"))
    several = client.get("/review/several/", {"finding": [finding.reference, submitted().reference]})
    assert TELLING not in text_of(several)


def test_its_author_reads_it_all(client):
    finding = sampled()
    client.force_login(finding.author)
    assert TELLING in text_of(client.get(f"/findings/{finding.reference}/"))
    assert finding.reference in text_of(client.get("/search/?q=conspicuous"))


def test_alike_it_goes_on_to_the_decision(client, reader):
    finding = sampled()
    page = grade(client, finding, "CONTRADICTS", "4")
    assert "Both grades are alike. Now decide on it." in text_of(page)
    assert page.context["finding"] == finding
    assert 'value="accept"' in text_of(page)


def test_apart_a_third_person_settles_it_in_place(client, reader):
    finding = sampled()
    page = text_of(grade(client, finding, "SUPPORTS", "2", note="It says it was kept."))
    assert "a third person settles it" in page
    page = text_of(client.get(f"/review/?finding={finding.reference}"))
    assert "The two grades differ" in page
    assert 'value="accept"' not in page
    assert "settle/" not in page
    client.force_login(analyst())
    assert "It says it was kept." in text_of(client.get(f"/review/?finding={finding.reference}"))
    sent = {"stance": "SUPPORTS", "credibility": "2", "note": "", "version": finding.version}
    refused = client.post(f"/review/{finding.reference}/settle/", sent)
    assert refused.status_code == 400
    settled = client.post(f"/review/{finding.reference}/settle/", sent | {"note": "Read again."}, follow=True)
    assert "The difference is settled" in text_of(settled)
    assert 'value="accept"' in text_of(settled)
    finding.refresh_from_db()
    assert (finding.stance, finding.credibility) == ("SUPPORTS", "2")


def test_half_a_grade_is_refused(client, reader):
    finding = sampled()
    assert grade(client, finding, "SUPPORTS", "").status_code == 400
    assert not Review.objects.exists()


def test_the_page_of_graders_says_how_far_they_agree_and_when_that_is_little(client, reader):
    assert "Nothing is graded twice yet" in text_of(client.get("/review/agreement-of-graders/"))
    agreement = factories.AgreementFactory(second_grading_pm=1000)
    commitment = duty(agreement=agreement)
    said = [("CONTRADICTS", "3"), ("SUPPORTS", "3"), ("CONTRADICTS", "2")]
    for number, (stance, credibility) in enumerate(said):
        finding = submitted(commitment=commitment, stance=stance, report=filed(), credibility="3")
        second = "CONTRADICTS" if number == 1 else stance
        reviews.grade(finding=finding, stance=second, credibility=credibility, by=analyst(), at=AT)
    page = client.get("/review/agreement-of-graders/")
    (line,) = page.context["lines"]
    assert (line["number"], line["stance_same_pm"], line["credibility_same_pm"]) == (3, 667, 667)
    assert line["stance_kappa"] == 0
    assert "Fewer than 20 pairs" in text_of(page)
    assert len(page.context["open"]) == 2


def test_graders_of_what_one_may_not_see_are_not_counted(client):
    finding = sampled(report=filed(marking=4))
    reviews.grade(finding=finding, stance="SUPPORTS", credibility="2", by=analyst(), at=AT)
    client.force_login(analyst(level=1))
    page = client.get("/review/agreement-of-graders/")
    assert page.context["lines"] == page.context["open"] == []


def test_as_many_queries_for_one_pair_as_for_twenty(client, reader, django_assert_max_num_queries):
    def add():
        factories.ReviewFactory(graded=True)

    add()
    one = queries(client, django_assert_max_num_queries, "/review/agreement-of-graders/")
    for _number in range(19):
        add()
    assert queries(client, django_assert_max_num_queries, "/review/agreement-of-graders/") == one
