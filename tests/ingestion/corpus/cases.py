"""One awkward document of the tests, and the words and containers that several are made of."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

PERSIAN = "طالبان متعهد شدند که خشونت را کاهش دهند و با هیچ گروه دیگری همکاری نکنند."
ARABIC = "تعهدت الأطراف بخفض العنف والإفراج عن السجناء قبل العاشر من مارس وفقا لنص الاتفاق."
CHINESE = "停火协议规定双方在十四天内撤出全部军队"
RUSSIAN = "Стороны обязались сократить насилие и освободить заключённых до десятого марта."
FRENCH = "Les parties se sont engagées à réduire la violence; l'accord a été signé à Doha, près de l'hôtel."
ARTICLE = "According to the monitors about 400 to 600 armed operatives remain in twelve provinces. " * 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document: its file name, its bytes, and words that its text, or else the sentence, must hold."""

    name: str
    make: Callable[[], bytes]
    text: str = ""
    sentence: str = ""
    enclosed: int = 0


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><l>&j;</l>"
)


OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'
