"""Answers who a session belongs to, with what they are cleared for at hand; it must not grant anything."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from tracker.models import User
from tracker.selectors.prepared import answers


class WithAudience(ModelBackend):
    """The built-in backend; a person comes with their audience, which every page asks for."""

    def get_user(self, user_id: int) -> User | None:
        """The active person of this number in one query, None when there is none."""
        found = answers(_of_number, user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None


def _of_number(user_id: int) -> QuerySet[User]:
    return User.objects.select_related("audience").filter(pk=user_id).order_by("pk")[:1]
