"""Gives the addresses and forms that the administration's tests post."""

from typing import Any

from django.urls import reverse


def url(noun: str, page: str, *args: object) -> str:
    """The address of a model's page."""
    return reverse(f"admin:tracker_{noun}_{page}", args=args)


def lines(*prefixes: str) -> dict[str, Any]:
    """The management forms of inlines without lines."""
    data: dict[str, Any] = {}
    for prefix in prefixes:
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return data


def sentences(response: Any) -> str:
    """The page that shows a form again; fails when it was taken."""
    assert response.status_code == 200, "a refusal shows the form again"
    return str(response.content.decode())
