"""The names of months, weekdays and parts of a year in the languages we read; it must not know days."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.ingestion.noticing.results import Calendar
from tracker.ingestion.noticing.tokens import ALIKE, Kind, Token, _folded

Month = tuple[Calendar, int]
MOST_TOKENS = 6  # of one name: “Dhu al-Qi'dah” with its marks

# A row a month; names of more than one word are written without spaces and signs.
GREGORIAN = """
january jan جنوری جنوري ژانویه يناير کانونالثانی
february feb فبروری فبروري فوریه فبراير شباط
march mar مارچ مارس اذار
april apr اپریل آوریل ابريل نیسان
may می مه مايو ایار
june jun جون ژوئن يونيو حزیران
july jul جولای جولاي ژوئیه ژوییه يوليو تموز
august aug آگست اگست اوت اغسطس آب
september sep sept سپتمبر سپتامبر سبتمبر ایلول
october oct اکتوبر اکتبر تشرینالاول
november nov نومبر نوامبر نوفمبر تشرینالثانی
december dec دسمبر دسامبر ديسمبر کانونالاول
"""
SOLAR = """
hamal hamel farvardin حمل فروردین وری
sawr saur thawr sowr ordibehesht ثور اردیبهشت غویی
jawza jauza jowza khordad جوزا خرداد غبرگولی
saratan tir سرطان تیر چنگاښ
asad mordad اسد مرداد زمری
sunbula sunbola sonbola shahrivar سنبله شهریور وږی
mizan mehr میزان مهر تله
aqrab aban عقرب آبان لړم
qaws qaus qows azar قوس آذر لیندی
jadi jady dey جدی دی مرغومی
dalw dalwa dalv bahman دلو بهمن سلواغه
hut hoot esfand حوت اسفند کب
"""
LUNAR = """
muharram moharram محرم محرمالحرام
safar صفر صفرالمظفر
rabialawwal rabialawal rabiulawwal rabiulawal rabii ربیعالاول
rabialthani rabialakhir rabiulthani rabiulakhir rabiii ربیعالثانی ربیعالاخر
jumadaalula jumadaalawwal jumadalula jumadalawwal jumadi جمادیالاول جمادیالاولی
jumadaalthani jumadaalakhirah jumadaalthaniyah jumadalthani jumadiii جمادیالثانی جمادیالثانیه جمادیالاخره جمادیالاخرة
rajab رجب رجبالمرجب
shaban shaaban شعبان شعبانالمعظم
ramadan ramadhan ramazan رمضان رمضانالمبارک
shawwal shawal شوال شوالالمکرم
dhualqidah dhulqidah dhulqadah dhualqadah zulqada zilqada ذوالقعده ذوالقعدة ذیالقعده ذیالقعدة ذیقعده
dhualhijjah dhulhijjah dhulhijja zulhijja zilhijja ذوالحجه ذوالحجة ذیالحجه ذیالحجة ذیحجه
"""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# Also everyday words: a month only beside a number, or, in English, with its capital.
NEEDS_NUMBER = frozenset(
    {"می", "مه", "تیر", "مهر", "دی", "حمل", "سرطان", "جدی", "اسد", "میزان", "کب", "تله", "اب", "صفر"}
)
NEEDS_CAPITAL = frozenset({"may", "march", "mar", "sep", "dec", "jan"})


def _table() -> Mapping[str, Month]:
    found: dict[str, Month] = {}
    for calendar, rows in (
        (Calendar.LUNAR_HIJRI, LUNAR),
        (Calendar.SOLAR_HIJRI, SOLAR),
        (Calendar.GREGORIAN, GREGORIAN),
    ):
        for number, row in enumerate(rows.split("\n")[1:-1], start=1):
            for name in row.split():
                found[_folded(name.translate(ALIKE))] = calendar, number
    return found


MONTHS = _table()
FIRST_LETTERS = frozenset(name[:2] for name in MONTHS)


def month_at(tokens: list[Token], at: int) -> tuple[Month, int, str] | None:
    """The month that begins at a token, the place after it, and its folded name; None when none does."""
    if tokens[at].kind is not Kind.WORD or tokens[at].text[:2] not in FIRST_LETTERS:
        return None
    joined, best = "", None
    for place in range(at, min(at + MOST_TOKENS, len(tokens))):
        token = tokens[place]
        if token.kind is Kind.WORD:
            joined += token.text
        elif token.text not in "-'":
            break
        if token.kind is Kind.WORD and joined in MONTHS:
            best = MONTHS[joined], place + 1, joined
    if best is None:
        return None
    after = best[1]
    if after < len(tokens) and tokens[after].text == "." and tokens[after].glued and len(best[2]) <= 4:
        after += 1  # “Feb.”
    return best[0], after, best[2]
