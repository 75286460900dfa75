"""Briefs in the browser: asked for at the day looked at, followed, found again, fetched by their owner."""

from types import MappingProxyType

import pytest

from tests import factories
from tests.factories import NOW
from tests.services.evidence import manager
from tests.web.sight import queries
from tracker.models import Brief
from tracker.models.choices import Tlp
from tracker.services import briefs

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a document"


@pytest.fixture
def reader(client):
    user = manager(level=2)
    client.force_login(user)
    return user


@pytest.fixture
def agreement():
    return factories.AgreementFactory()


def text_of(response):
    return " ".join(response.content.decode().split())


def sent(agreement, **more):
    days = {"as_of": "2021-05-02", "known_by": "2021-09-01", "kind": "agreement", "language": "en"}
    return days | {"agreement": agreement.slug} | more


def ready(reader, *, marking=Tlp.GREEN, parts=MappingProxyType({}), **more):
    row = factories.BriefFactory(user=reader, audience=reader.audience, **more)
    held = briefs.claim(brief_id=row.pk, at=NOW)
    briefs.keep(
        brief=held,
        content=PDF + row.reference.encode(),
        pages=1,
        marking=marking,
        audience=reader.audience,
        checkpoint=None,
        parts=parts,
        at=NOW,
    )
    row.refresh_from_db()
    return row


def test_the_form_begins_with_the_days_of_the_page_before(client, reader, agreement):
    page = client.get(f"/briefs/new/?agreement={agreement.slug}&as_of=2021-05-02&known_by=2021-09-01")
    form = page.context["form"]
    assert form["as_of"].value().isoformat() == "2021-05-02"
    assert form["known_by"].value().isoformat() == "2021-09-01"
    assert f'name="agreement" value="{agreement.slug}"' in text_of(page)


def test_a_brief_is_asked_for_and_followed(client, reader, agreement):
    response = client.post("/briefs/new/", sent(agreement), follow=True)
    row = Brief.objects.get()
    assert response.redirect_chain[0][0] == f"/briefs/{row.reference}/"
    assert (row.user, row.agreement, row.state) == (reader, agreement, "waiting")
    assert 'hx-trigger="every 1s"' in text_of(response)
    held = briefs.claim(brief_id=row.pk, at=NOW)
    briefs.tell_step(brief=held, step="Setting the pages", done_pm=700)
    part = text_of(client.get(f"/briefs/{row.reference}/", headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "Setting the pages" in part
    assert 'value="700"' in part
    briefs.fail(brief=held, problem="The template has a mistake in line 2: no.", at=NOW)
    page = text_of(client.get(f"/briefs/{row.reference}/"))
    assert "mistake in line 2" in page
    assert "every 1s" not in page
    again = client.post(f"/briefs/{row.reference}/again/", follow=True)
    assert "Is being made" in text_of(again)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"as_of": "soon"}, "not a day"),
        ({"as_of": "2999-01-01"}, "not in the future"),
        ({"known_by": "2020-01-01"}, "lies before"),
        ({"kind": "period"}, "from which day"),
        ({"kind": "party"}, "valid choice"),
        ({"language": "xx"}, "valid choice"),
        ({"changed_from": "2021-06-01"}, "begins after"),
    ],
)
def test_a_refusal_keeps_what_was_typed(client, reader, agreement, more, said):
    response = client.post("/briefs/new/", sent(agreement, **more))
    assert response.status_code == 422
    page = text_of(response)
    assert said in page
    assert f'value="{(sent(agreement) | more)["as_of"]}"' in page
    assert not Brief.objects.exists()


def test_each_subject_has_its_kinds(client, reader, agreement):
    duty = factories.CommitmentFactory()
    party = factories.PartyFactory()
    kinds = {
        f"agreement={agreement.slug}": ["agreement", "period"],
        f"commitment={duty.agreement.slug}/{duty.code}": ["commitment"],
        f"party={party.slug}": ["party"],
        "": ["period"],
    }
    for query, offered in kinds.items():
        form = client.get(f"/briefs/new/?{query}").context["form"]
        assert [code for code, _words in form.fields["kind"].choices] == offered
    for query in ("agreement=nothing", "party=nothing", "commitment=nothing", "commitment=a/b"):
        assert client.get(f"/briefs/new/?{query}").status_code == 404


def test_what_one_may_not_see_cannot_be_asked_about(client, reader):
    closed = factories.AgreementFactory(marking=4, effective_marking=4)
    assert client.get(f"/briefs/new/?agreement={closed.slug}").status_code == 404
    assert client.post("/briefs/new/", sent(closed)).status_code == 404


def test_templates_are_offered_where_they_belong(client, reader, agreement):
    assert "template" not in client.get(f"/briefs/new/?agreement={agreement.slug}").context["form"].fields
    here, there = factories.BriefTemplateFactory(), factories.BriefTemplateFactory()
    here.agreements.set([agreement])
    there.agreements.set([factories.AgreementFactory()])
    form = client.get(f"/briefs/new/?agreement={agreement.slug}").context["form"]
    assert [row.slug for row in form.fields["template"].queryset] == [here.slug]
    client.post("/briefs/new/", sent(agreement, template=here.slug))
    assert Brief.objects.get().template == here
    assert client.post("/briefs/new/", sent(agreement, template=there.slug)).status_code == 422


def test_the_file_goes_to_its_owner_alone_and_runs_nowhere(client, reader):
    row = ready(reader)
    response = client.get(f"/briefs/{row.reference}/file/")
    assert b"".join(response.streaming_content) == PDF + row.reference.encode()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{row.reference}.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    others = ready(manager(level=4))
    for path in ("", "file/", "again/"):
        answer = client.post if path == "again/" else client.get
        assert answer(f"/briefs/{others.reference}/{path}").status_code == 404
    assert others.reference not in text_of(client.get("/briefs/"))


def test_a_clearance_that_fell_below_the_marking_hides_it(client, reader):
    row = ready(reader, marking=Tlp.AMBER)
    assert client.get(f"/briefs/{row.reference}/file/").status_code == 200
    reader.audience = factories.AudienceFactory(level=1)
    reader.save()
    for path in ("", "file/"):
        assert client.get(f"/briefs/{row.reference}/{path}").status_code == 404
    assert row.reference not in text_of(client.get("/briefs/"))


@pytest.mark.parametrize(
    ("name", "maker"),
    [
        ("duties", factories.CommitmentFactory),
        ("findings", factories.FindingFactory),
        ("originals", factories.AttachmentFactory),
        ("rulings", factories.RulingFactory),
    ],
)
def test_what_is_closed_later_takes_the_briefs_that_tell_of_it_along(client, reader, name, maker):
    """Raised in its marking, or closed to all but a team: the next request does not find them."""
    told, team = maker(), factories.TeamFactory()
    row, other = ready(reader, parts={name: [told.pk]}), ready(reader, parts={name: [maker().pk]})

    def found(brief):
        answers = {client.get(f"/briefs/{brief.reference}/{path}").status_code for path in ("", "file/")}
        listed = brief.reference in text_of(client.get("/briefs/"))
        assert answers == ({200} if listed else {404})
        return listed

    rows = type(told).objects.filter(pk=told.pk)
    assert found(row)
    rows.update(marking=4, effective_marking=4)
    assert not found(row)
    rows.update(marking=0, effective_marking=0, restricted=True)
    told.teams.set([team])
    assert not found(row)
    reader.audience = factories.AudienceFactory(level=2, teams=[team])
    reader.save()
    assert found(row)
    reader.audience = factories.AudienceFactory(level=2, teams=[factories.TeamFactory()])
    reader.save()
    assert not found(row)
    assert found(other)


def test_its_owner_deletes_it(client, reader):
    row, others = ready(reader), ready(manager(level=4))
    assert 'action="/briefs/' in text_of(client.get(f"/briefs/{row.reference}/"))
    assert client.get(f"/briefs/{row.reference}/delete/").status_code == 405
    page = client.post(f"/briefs/{row.reference}/delete/", follow=True)
    assert f"Brief {row.reference} is deleted." in text_of(page)
    assert client.get(f"/briefs/{row.reference}/").status_code == 404
    assert client.post(f"/briefs/{others.reference}/delete/").status_code == 404
    assert Brief.objects.get() == others


def test_one_that_is_not_ready_has_no_file(client, reader):
    row = factories.BriefFactory(user=reader, audience=reader.audience)
    assert client.get(f"/briefs/{row.reference}/file/").status_code == 404


def test_the_list_takes_as_many_queries_for_twenty_as_for_one(client, reader, django_assert_max_num_queries):
    assert "No brief yet" in text_of(client.get("/briefs/"))
    ready(reader)
    one = queries(client, django_assert_max_num_queries, "/briefs/")
    for _number in range(10):
        ready(reader)
        factories.BriefFactory(
            user=reader,
            audience=reader.audience,
            kind="commitment",
            agreement=None,
            commitment=factories.CommitmentFactory(),
        )
    assert queries(client, django_assert_max_num_queries, "/briefs/") == one
    page = text_of(client.get("/briefs/"))
    assert 'hx-trigger="every 2s"' in page
    assert "<html" not in text_of(client.get("/briefs/", headers={"HX-Request": "true"}))


@pytest.mark.parametrize("what", ["agreement", "commitment", "party", "overview"])
def test_the_button_leads_to_the_form_at_the_day_looked_at(client, reader, what):
    duty, party = factories.CommitmentFactory(), factories.PartyFactory()
    path, query = {
        "agreement": (f"/agreements/{duty.agreement.slug}/", f"?agreement={duty.agreement.slug}&amp;"),
        "commitment": (
            f"/commitments/{duty.agreement.slug}/{duty.code}/",
            f"?commitment={duty.agreement.slug}/{duty.code}&amp;",
        ),
        "party": (f"/parties/{party.slug}/", f"?party={party.slug}&amp;"),
        "overview": ("/", "?"),
    }[what]
    page = client.get(path, {"as_of": "2021-05-02"}).content.decode()
    assert f'href="/briefs/new/{query}as_of=2021-05-02"' in page
