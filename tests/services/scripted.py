"""A reader of originals that answers as it is told, and what its answers are made of; it opens no file."""

from pathlib import Path

from tracker.services.attachments import Drawn, PageText, Reading


class Scripted:
    """A reader that answers what it is told, to see what is made of it."""

    def __init__(self, *readings: Reading | Exception) -> None:
        self.readings, self.asked = list(readings), []

    def read_pasted(self, words: str) -> Reading | None:
        return None

    def read(self, name: str, path: Path, *, after: int = 0) -> Reading:
        self.asked.append(after)
        answer = self.readings.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def draw(self, path: Path, *, after: int, upto: int) -> Drawn:
        return Drawn(upto=upto)

    def sketch(self, text: str) -> bytes:
        return b""


def of_pages(*texts: str, first: int = 1, leaves: int = 0, complete: bool = True) -> Reading:
    pages = [PageText(text=text, leaf=leaf) for leaf, text in enumerate(texts, start=first)]
    last = first + len(texts) - 1
    return Reading(
        content_type="application/pdf",
        pages=pages,
        leaves=leaves or last,
        read_leaves=last,
        is_complete=complete,
    )
