"""Writes a letter as its reader may see it at the moment of sending, and hands it to the mail server.

It must not know what makes a letter due. What may stand in one is decision 28.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Letter
from tracker.publishing import figures, notices
from tracker.selectors import notifications as selector
from tracker.services import letters
from tracker.services.letters.rhythms import zone_of

logger = logging.getLogger(__name__)


def post(letter_id: int, *, at: datetime) -> None:
    """Send a letter if it is due, once; what fails is kept with a sentence and tried again later."""
    letter = letters.claim(letter_id=letter_id, at=at)
    if letter is None:
        return
    try:
        message = compose(letter)
        if message is None:
            letters.needless(letter=letter)
            return
        message.send()
    except Exception as error:  # whatever a mail server may do wrong, the letter waits
        logger.warning("A letter could not be sent, attempt %s: %s", letter.attempts, type(error).__name__)
        letters.failed(letter=letter, problem=problem_of(error), at=at)
    else:
        letters.sent(letter=letter, at=at)


def compose(letter: Letter) -> EmailMultiAlternatives | None:
    """The mail to one person, in their language and zone; None where nothing is left to say."""
    reader = letter.user
    known = dict(settings.LANGUAGES)
    language = reader.language if reader.language in known else settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(reader.time_zone)):
        is_test = letter.period.startswith(letters.TEST)
        news, others = ([], 0) if is_test else selector.enclosed(letter)
        number = len(news) + others
        if not number and not is_test:
            return None
        subject = _subject(number)
        context: dict[str, Any] = {
            "lines": [_line(one) for one in news],
            "others": others,
            "is_test": is_test,
            "subject": subject,
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "centre": _absolute(reverse("notifications")),
            "rules": _absolute(reverse("notification-rules")),
        }
        message = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("notifications/letter.txt", context).strip() + "\n",
            to=[reader.email],
            headers={
                "Message-ID": message_id(letter),
                "List-Unsubscribe": f"<{context['rules']}>",
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
            },
        )
        message.attach_alternative(render_to_string("notifications/letter.html", context), "text/html")
    return message


def message_id(letter: Letter) -> str:
    """The name of the mail, the same at each attempt, so that a second copy is known for one."""
    name = salted_hmac("tracker.letter", str(letter.pk), algorithm="sha256").hexdigest()[:40]
    return f"<{name}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}>"


def problem_of(error: Exception) -> str:
    """What went wrong with the mail server, in a sentence that says what to look at."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("The mail server refused the name or password in EMAIL_URL.")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _("The mail server refused the address of this person. Correct it.")
    if isinstance(error, smtplib.SMTPResponseException):
        return _("The mail server answered with the error %(code)s. Its log says why.") % {
            "code": error.smtp_code
        }
    if isinstance(error, smtplib.SMTPException | OSError):
        return _("The mail server in EMAIL_URL does not answer. Is it running, and can it be reached?")
    return _("The letter could not be written (%(error)s).") % {"error": type(error).__name__}


def _subject(number: int) -> str:
    """Never what the letter says: a subject is read by whoever looks at the screen, and by every relay."""
    if not number:
        return _("Servanda: test")
    return ngettext("Servanda: one change", "Servanda: %(n)s changes", number) % {"n": figures.number(number)}


def _line(news: selector.News) -> dict[str, str]:
    return {
        "text": notices.sentence(news),
        "quoted": notices.quoted(news),
        "url": _absolute(notices.address(news)),
    }


def _absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"
