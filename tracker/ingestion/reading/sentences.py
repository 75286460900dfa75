"""Says in a sentence why there is no text, or why not all of it; it must not know how that was found out."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

LONGEST_NAME = 60  # characters of a file name in a sentence

REASONS = {
    "empty": later("There are no words in it."),
    "no_text": later("What it holds is not text."),
    "unknown": later("It is of a kind that is not read here."),
    "encrypted": later("It is protected by a password. Remove the protection and add the file again."),
    "cut_short": later("The file is cut short. Ask for it again."),
    "broken": later("The file is damaged, or not what it claims to be."),
    "tangled": later("Its parts lie inside one another without end."),
    "memory": later("Reading it takes more memory than is allowed."),
    "time": later("Reading it takes longer than is allowed."),
    "crashed": later("Reading it failed."),
    "bomb": later("What is packed in it is larger than is allowed when it is unpacked."),
    "entities": later("It declares its own entities, which are not followed."),
    "pixels": later("The image has more pixels than are allowed."),
    "image": later("It is an image, and text recognition (OCR) is not installed here."),
    "scanned": later("Its pages are images, and text recognition (OCR) is not installed here."),
    "unrecognised": later("Its pages are images in which text recognition (OCR) found no words."),
    "unread": later("The words on its pages could not be taken out."),
    "old_office": later("It is of an old office format, or protected by a password. Save it as DOCX or PDF."),
    "spreadsheet": later("It is a spreadsheet. Save it as CSV or PDF to cite from it."),
    "presentation": later("It is a presentation. Save it as PDF to cite from it."),
    "archive": later("It is an archive. Add the files inside one by one."),
    "drawing": later("It is a drawing."),
}
NOTES = {
    "cut": later("The text is longer than is kept: its end is missing. The original is whole."),
    "many_pages": later("Only the first 2,000 pages were read. The original is whole."),
    "cut_short": later("The file is cut short: its end may be missing."),
    "unread_pages": later("Some pages could not be read; the others are here."),
    "rest_unread": later("The last pages could not be read; those before are here."),
    "enclosed_left_out": later(
        "Some of the files inside were left out: there are too many, or they are too large."
    ),
}


def no_text(name: str, code: str) -> str:
    """The sentence for an original without text; `code` is a key of REASONS."""
    shown = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    sentence = _("No text could be read from “%(name)s”; it is kept as it is.") % {"name": shown}
    return f"{sentence} {_(REASONS.get(code, REASONS['crashed']))}"


def note(codes: list[str]) -> str:
    """The sentences for an original of which not all could be read; empty when all was."""
    return " ".join(_(NOTES[code]) for code in dict.fromkeys(codes) if code in NOTES)
