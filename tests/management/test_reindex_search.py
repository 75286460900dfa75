"""`reindex_search` tells every difference, ends with an error on any, and mends them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tracker.models import Party, SearchEntry

pytestmark = pytest.mark.django_db


def reindex(**options: object) -> str:
    said = StringIO()
    call_command("reindex_search", stdout=said, **options)
    return said.getvalue()


def test_what_is_not_there_is_told_and_made():
    party = factories.PartyFactory(slug="northland")
    said = StringIO()
    with pytest.raises(CommandError, match="1 differences"):
        call_command("reindex_search", verify=True, stdout=said)
    assert "party northland is missing" in said.getvalue()
    assert not SearchEntry.objects.exists()
    assert "1 things and pages" in reindex()
    assert "No difference" in reindex(verify=True)
    Party.objects.filter(pk=party.pk).update(description="In the north.")
    with pytest.raises(CommandError, match="1 differences"):
        reindex(verify=True)
    reindex()
    assert "No difference" in reindex(verify=True)
