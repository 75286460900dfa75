"""Pages saved from the web, as browsers and hostile hands leave them; none comes from the network."""

from tests.ingestion.corpus.cases import ARABIC, ARTICLE, LAUGHS, PERSIAN, Case


def _mhtml() -> bytes:
    return (
        b"From: <Saved by a browser>\r\nSubject: A page\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
        b"<html><body><p>Saved words</p><script>alert(1)</script></body></html>\r\n--x--\r\n"
    )


def _html(body: str, *, head: str = "", charset: str = "utf-8") -> bytes:
    page = f"<!doctype html><html><head>{head}<title>A page</title></head><body>{body}</body></html>"
    return page.encode(charset)


WEB_CASES = (
    Case(
        name="article.html",
        make=lambda: _html(f"<nav>Menu</nav><article><p>{ARTICLE}</p></article>"),
        text="400 to 600 armed",
    ),
    Case(
        name="arabic.html",
        make=lambda: _html(f"<p>{ARABIC * 4}</p>", head='<meta charset="windows-1256">', charset="cp1256"),
        text="تعهدت الأطراف",
    ),
    Case(name="open-head.html", make=lambda: b"<html><head><title>x</title><body><p>Words</p>", text="Words"),
    Case(
        name="deep.html",
        make=lambda: _html("<div>" * 60_000 + "deep down" + "</div>" * 60_000),
        text="deep down",
    ),
    Case(
        name="entities.xhtml",
        make=lambda: LAUGHS.replace(b"<l>", b"<html><body>").replace(b"</l>", b"</body></html>"),
        sentence="entities",
    ),
    Case(name="rtl.html", make=lambda: _html(f'<p dir="rtl">{PERSIAN} — 2020 (UNAMA)</p>'), text=PERSIAN),
    Case(name="saved.mhtml", make=_mhtml, text="Saved words"),
    Case(name="empty.html", make=lambda: _html("<script>x()</script>"), sentence="no words"),
    Case(
        name="comments.html",
        make=lambda: b"<!-- -->" * 500 + b"<html><body>After them</body></html>",
        text="After them",
    ),
)
