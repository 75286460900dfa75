"""What a service says when it will not do something: a sentence for the person, and the field it is about."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _


class Refused(Exception):
    """A rule forbids it; the text is a sentence to show, `field` the form field it belongs to, if any."""

    def __init__(self, sentence: str | Promise, *, field: str = "") -> None:
        super().__init__(str(sentence))
        self.field = field

    @property
    def sentence(self) -> str:
        """What happened and what to do, in the reader's language."""
        return str(self)


class Stale(Refused):
    """Somebody else saved first: `theirs` is what stands now, `yours` what was sent; nothing was written."""

    def __init__(self, *, theirs: Mapping[str, object], yours: Mapping[str, object]) -> None:
        super().__init__(
            _("Somebody else changed this while you were writing. Both texts are shown; choose and save.")
        )
        self.theirs = dict(theirs)
        self.yours = dict(yours)
