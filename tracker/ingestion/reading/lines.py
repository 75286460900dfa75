"""Answers which lines of a plain text belong to one paragraph; it must not know what the text says."""

import re

WRAPPED_AT_MOST = 100  # characters; longer lines were never broken by hand
LINK = re.compile(r"(?<![ \t])[ \t]*<(?:\[link removed\]|https?://[^<>\s]*|mailto:[^<>\s]*)>", re.IGNORECASE)
FOOTER = re.compile(
    r"^\W*(unsubscribe|manage (your )?preferences|view (this|it) in (your )?browser)\W*$", re.I
)
CLOSING = ",.;:)"  # signs that end a phrase: never the beginning of a paragraph after a removed link
ANY_LETTER = re.compile(r"\w")
BULLET = re.compile(r"(?:[-*•–]|\d{1,3}[.)])\s")
FOOTER_REACH = 12  # lines from the end within which a mailing's footer is looked for


def unwrapped(text: str) -> str:
    """The text with one paragraph a block: hard line breaks joined, link marks and mail footers left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    return "\f".join(_page(part.split("\n")) for part in text.split("\f"))


def _page(lines: list[str]) -> str:
    lines = _without_footer([line.rstrip() for line in lines])
    width = _width(lines)
    blocks: list[str] = []
    joined, linked = "", False
    last = ""
    for line in lines:
        words = LINK.sub("", line).strip()
        linked = linked or words != line.strip()
        if joined and words and not _begins(last, words, linked=linked, width=width):
            glue = "" if words[0] in CLOSING else " "
            joined += glue + words
        elif words:
            blocks.append(joined)
            joined = words
        if words:
            last, linked = line.strip(), bool(LINK.search(line))
        elif line.strip():
            linked = True  # a line that held nothing but a link says nothing about paragraphs
        else:
            blocks.append(joined)
            joined, linked = "", False
    blocks.append(joined)
    return "\n\n".join(block for block in blocks if block)


def _width(lines: list[str]) -> int:
    """The width at which the lines were broken by hand; 0 when they were not."""
    lengths = [len(line) for line in lines if line.strip() and not LINK.search(line)]
    longest = max(lengths, default=0)
    if len(lengths) < 4 or not 40 <= longest <= WRAPPED_AT_MOST:
        return 0
    full = sum(1 for length in lengths if length >= longest * 3 // 4)
    return longest if full * 3 >= len(lengths) else 0


def _begins(last: str, words: str, *, linked: bool, width: int) -> bool:
    """Whether `words` begins a new paragraph after the line `last`."""
    if linked and words[0] in CLOSING:
        return False
    if not (ANY_LETTER.search(words) and ANY_LETTER.search(last)) or BULLET.match(words):
        return True
    if linked:  # a removed link left the line short, so only the letter can tell
        return words[0].isupper() or words[0].isdigit() or words[0] == "("
    if not width:
        return True
    # Its first word would have fitted on the line before: somebody meant the break.
    return len(last) + 1 + len(words.split(maxsplit=1)[0]) <= width


def _without_footer(lines: list[str]) -> list[str]:
    reach = max(0, len(lines) - FOOTER_REACH)
    for place in range(reach, len(lines)):
        if FOOTER.match(LINK.sub("", lines[place])):
            return lines[:place]
    return lines
