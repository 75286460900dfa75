"""Answers who a session belongs to, with what they are cleared for at hand; it must not grant anything."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from tracker.models import User


class WithAudience(ModelBackend):
    """The built-in backend; a person comes with their audience, which every page asks for."""

    def get_user(self, user_id: int) -> User | None:
        """The active person of this number in one query, None when there is none."""
        found = User.objects.select_related("audience").filter(pk=user_id).first()
        return found if found is not None and self.user_can_authenticate(found) else None
