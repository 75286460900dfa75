"""A marking is raised: whoever may no longer see it reads nothing of it from then on, caches included."""

from __future__ import annotations

import pytest
import time_machine

from tests import factories
from tests.web import closed
from tests.web.crawl import CORE, Crawl
from tests.web.test_twin_worlds import reader_with
from tests.web.worlds import NOW, WORD, open_world, reassess
from tracker.models import Comment, Source
from tracker.models.marked import Versioned
from tracker.services import markings, rows

pytestmark = [pytest.mark.once, pytest.mark.django_db]
PARTS = 12


def raise_all(by):
    """Mark everything that says the word, through the one way in which a marked row is changed."""
    for model in markings.marked_models():
        for row in model._default_manager.order_by("pk"):
            words = (getattr(row, name, "") for name in ("title", "name", "statement", "text", "note"))
            if any(WORD in (word or "") for word in (*words, getattr(row, "justification", ""))):
                rows.edit(
                    row,
                    version=row.version if isinstance(row, Versioned) else None,
                    changes={"marking": 4},
                    allowed=("marking",),
                    action="comment.write" if model is Comment else f"{model._meta.model_name}.edit",
                    by=by,
                    at=NOW,
                )


def says(answers):
    """The addresses whose answers say the word, but for those that asked for it."""
    word = WORD.lower()
    return {
        path for path, answer in answers.items() if word not in path.lower() and word in str(answer).lower()
    }


def test_what_was_raised_is_gone_with_the_next_request():
    with time_machine.travel(NOW, tick=False):
        world = open_world()
        world.things["ruling"] = factories.RulingFactory(
            reference="L-AAAAAA", perspective=closed.seen(world), proposed_by=world.writer
        )
        world.marking = 0
        for name, add in closed.kinds(world).items():
            if name != "of_others":
                add()
        reassess(world)
        reader, key = reader_with(("analyst", "manager"), 2)
        before = Crawl(world, reader, key).everything(1, PARTS, CORE)
        assert {"/", "/reports/", "/review/", "/commitments/?format=json", "/inbox/"} <= says(before)
        assert len(says(before)) > len(CORE)
        raise_all(world.writer)
        assert Source.objects.get(slug="zanzibar").effective_marking == 4
        assert says(Crawl(world, reader, key).everything(1, PARTS, CORE)) == set()
