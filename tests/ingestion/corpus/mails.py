"""Mails with files, mails in mails, and mails cut short; what lies in them is any document."""

import base64
from email.message import EmailMessage

from tests.ingestion.corpus.cases import ARABIC, Case
from tests.ingestion.corpus.office import docx_of


def _mail(**heads: str) -> EmailMessage:
    message = EmailMessage()
    given = {"From": "Envoy <envoy@example.org>", "To": "desk@example.org", "Subject": "The talks"} | heads
    for name, words in given.items():
        message[name] = words
    message["Date"] = "Sat, 29 Feb 2020 12:00:00 +0300"
    message.set_content("The agreement was signed today in Doha.\n")
    return message


def mail_with_files() -> bytes:
    """A mail that brought a table and another mail, which brought a document."""
    inner = _mail(Subject="What they brought")
    inner.add_attachment(
        docx_of("A letter inside a mail inside a mail."),
        maintype="application",
        subtype="x",
        filename="letter.docx",
    )
    outer = _mail()
    outer.add_attachment(
        b"day,released\n2020-03-10,1500\n2020-03-11,0\n",
        maintype="text",
        subtype="csv",
        filename="prisoners.csv",
    )
    outer.add_attachment(inner)
    return outer.as_bytes()


def _deep_mail(depth: int) -> bytes:
    message = _mail(Subject="Level 0")
    for level in range(1, depth):
        above = _mail(Subject=f"Level {level}")
        above.add_attachment(message)
        message = above
    return message.as_bytes()


def _mail_of_parts(count: int) -> bytes:
    parts = "".join(f"--b\r\nContent-Type: text/plain\r\n\r\npart {n}\r\n" for n in range(count))
    head = "From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\n"
    return f'{head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n{parts}--b--\r\n'.encode()


def _mail_in_1256() -> bytes:
    body = base64.encodebytes(ARABIC.encode("cp1256"))
    return (
        b"From: a@example.org\nTo: b@example.org\nSubject: =?windows-1256?B?"
        + base64.b64encode("بيان".encode("cp1256"))
        + b"?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset=windows-1256\n"
        + b"Content-Transfer-Encoding: base64\n\n"
        + body
    )


MAIL_CASES = (
    Case(name="talks.eml", make=mail_with_files, text="signed today in Doha", enclosed=2),
    Case(name="deep.eml", make=lambda: _deep_mail(12), text="Level 11", enclosed=1),
    Case(name="parts.eml", make=lambda: _mail_of_parts(2000), sentence="inside one another"),
    Case(name="1256.eml", make=_mail_in_1256, text="تعهدت الأطراف"),
    Case(name="no-end.eml", make=lambda: mail_with_files()[:900], text="signed today in Doha", enclosed=2),
    Case(name="heads.eml", make=lambda: b"From: a@example.org\nSubject: Only heads\n\n", text="Only heads"),
)
