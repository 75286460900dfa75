"""A real mail server on this machine for tests: it keeps what it takes, and refuses when told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from django.test import override_settings

from tests.servers import free_port


class PostOffice:
    """What came in, as (recipients, message); `refuses` holds the answers given instead."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], EmailMessage]] = []
        self.refuses: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuses:
            return self.refuses.pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.taken.append((list(envelope.rcpt_tos), message))  # type: ignore[arg-type]
        return "250 Message accepted for delivery"

    @property
    def messages(self) -> list[EmailMessage]:
        """The messages in the order they came."""
        return [message for _recipients, message in self.taken]


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """Open one, with the settings of mail leading to it."""
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=controller.port,
            EMAIL_TIMEOUT=5,
        ):
            yield office
    finally:
        controller.stop()


def bodies(message: EmailMessage) -> dict[str, str]:
    """The text of each part, by its type."""
    return {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
