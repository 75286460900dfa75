"""Says why something was not fetched, in a sentence for people; it must not know how fetching works."""

from django.utils.functional import Promise


class NotFetched(Exception):
    """It was refused or failed; the text is a sentence to show.

    `refused` says that our own rules forbid it, whatever the server would have answered.
    """

    def __init__(self, sentence: str | Promise, *, refused: bool = False) -> None:
        super().__init__(str(sentence))
        self.refused = refused

    @property
    def sentence(self) -> str:
        """What happened and what to do."""
        return str(self)
