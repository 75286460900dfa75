"""Plain text in many encodings, under names that mislead; it knows no container."""

from tests.ingestion.corpus.cases import ARABIC, FRENCH, LAUGHS, OUTSIDE, PERSIAN, RUSSIAN, Case

TEXT_CASES = (
    Case(name="utf16.txt", make=lambda: PERSIAN.encode("utf-16"), text=PERSIAN),
    Case(name="utf16-without-mark.txt", make=lambda: FRENCH.encode("utf-16-be"), text=FRENCH),
    Case(name="utf8-mark.txt", make=lambda: FRENCH.encode("utf-8-sig"), text=FRENCH),
    Case(
        name="macintosh.txt",
        make=lambda: f"{FRENCH}\r\rDeuxième paragraphe.\r".encode("mac_roman"),
        text="Deuxième paragraphe.",
    ),
    Case(name="windows.txt", make=lambda: FRENCH.encode("cp1252"), text=FRENCH),
    Case(name="persian.txt", make=lambda: (ARABIC * 5).encode("cp1256"), text="تعهدت الأطراف"),
    Case(name="russian.txt", make=lambda: (RUSSIAN * 5).encode("cp1251"), text="Стороны обязались"),
    Case(
        name="report.pdf.exe",
        make=lambda: b"MZ\x90\x00\x03" + bytes(range(256)) * 20,
        sentence="No text could be read",
    ),
    Case(name="report.txt.pdf", make=lambda: b"Only text, whatever its name.", text="whatever its name"),
    Case(name="a\x00b.txt", make=lambda: b"A name with a hole.", text="hole"),
    Case(name="\u202egnp.exe.txt", make=lambda: b"A name that runs backwards.", text="backwards"),
    Case(name="one-byte.txt", make=lambda: b"x", text="x"),
    Case(name="blank.txt", make=lambda: b" \r\n \x0c \n", sentence="no words"),
    Case(name="zeros.bin", make=lambda: bytes(10_000), sentence="not text"),
    Case(
        name="noise.bin",
        make=lambda: bytes((n * n * 31 + n // 7) % 256 for n in range(5000)),
        sentence="No text could be read",
    ),
    Case(
        name="table.csv",
        make=lambda: b'day;what\n2020-02-29;"signed; in\nDoha"\n',
        text="2020-02-29 | signed; in Doha",
    ),
    Case(name="notes.md", make=lambda: b"# Notes\n\nThe *first* meeting.", text="The *first* meeting."),
    Case(name="one-line.txt", make=lambda: b"word " * 400_000, text="word word"),
    Case(name="spaces.txt", make=lambda: b"a" + b" " * 3_000_000 + b"b", text="a"),
    Case(
        name="plain.xml", make=lambda: b"<?xml version='1.0'?><r><p>Inside tags</p></r>", text="Inside tags"
    ),
    Case(name="laughs.xml", make=lambda: LAUGHS, sentence="entities"),
    Case(name="outside.xml", make=lambda: OUTSIDE, sentence="entities"),
)
