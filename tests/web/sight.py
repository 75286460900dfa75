"""What tests of the reading pages share: a commitment with a stored result, as a reader sees it."""

from tests import factories


def assessed(reader, status="BREACHED", *, result=None, rank=0, confidence="LOW", fulfilled_on=None, **made):
    """The reader's perspective on a commitment (`commitment=`, or made from the rest) with that status."""
    commitment = made.pop("commitment", None) or factories.CommitmentFactory(**made)
    perspective = factories.PerspectiveFactory(commitment=commitment)
    factories.PerspectiveAudienceFactory(perspective=perspective, audience=reader.audience)
    seen = {"status": status, "confidence": confidence, "fulfilled_on": fulfilled_on}
    factories.CurrentAssessmentFactory(perspective=perspective, rank=rank, result=result or {}, **seen)
    factories.StatusSpanFactory(perspective=perspective, **seen)
    return perspective


def queries(client, counter, address):
    """How many queries a page takes."""
    with counter(80) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def section(html, name):
    """The part of a page under the heading with this id."""
    return html.split(f'id="{name}"')[1].split("</section>")[0]
