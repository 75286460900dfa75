"""The fonts of briefs: every letter, digit and mark that is written here has a shape in them."""

from collections import defaultdict

import pytest
from fontTools.ttLib import TTFont

from tests.servers import ROOT
from tracker.config.launch import assets, fonts

pytestmark = pytest.mark.once
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
ACCENTED = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿĀāĒēĪīŌōŪūŠšŽžĞğİıŞşČčĆćŁłŐőŰű"
DARI = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءئؤأإۀ"
PASHTO = "ټځڅډړږښګڼۍېۀ"
ARABIC = "ةيكىًٌٍَُِّْ"
OWN_DIGITS = "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"
MARKS = "،؛؟٪٫٬«»“”‘’„…–—−×·•§%#&@()[]{}/\\+*=<>|~^_!?;:,.'\"€£$©®°±½"


def letters_of(folder, family):
    """All characters the faces of a family, its other scripts included, have a shape for; by weight."""
    found = defaultdict(set)
    for path in folder.glob(f"{family}*.ttf"):
        found[path.stem.rsplit("-", 1)[1]] |= set(TTFont(path).getBestCmap())
    return found


@pytest.mark.parametrize("weight", ["400", "600"])
def test_no_letter_is_without_a_shape(brief_fonts, weight):
    known = letters_of(brief_fonts, "Servanda-Sans")[weight]
    wanted = LATIN + ACCENTED + DARI + PASHTO + ARABIC + OWN_DIGITS + MARKS
    assert [sign for sign in wanted if ord(sign) not in known] == []


def test_every_face_is_whole_and_bears_a_name_of_ours(brief_fonts):
    made = {path.name for path in brief_fonts.glob("*.ttf")}
    assert len(made) == len(fonts.FACES)
    for path in brief_fonts.glob("*.ttf"):
        font = TTFont(path)
        assert "fvar" not in font
        assert font["name"].getDebugName(1).startswith("Servanda S")
        assert str(font["OS/2"].usWeightClass) == path.stem.rsplit("-", 1)[1]
        # The licence goes with it.
        assert "SIL Open Font License" in (font["name"].getDebugName(13) or "")


def test_they_are_made_once(brief_fonts):
    assert assets.build_fonts(root=ROOT, out=brief_fonts.resolve()) is False
