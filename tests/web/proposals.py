"""The form of a finding as a browser sends it, and where it goes; no tests."""

from tests.services.evidence import PASSAGE


def form(duty_, **fields):
    said = {
        "quote": PASSAGE,
        "commitment": f"{duty_.agreement.slug}/{duty_.code}",
        "stance": "CONTRADICTS",
        "severity": "2",
        "credibility": "3",
        "origin": "monitoring team",
        "observed_to": "2020-05-15",
    }
    return said | fields


def new(report):
    return f"/reports/{report.reference}/findings/new/"
