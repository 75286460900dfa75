"""Fields in which a row is found by typing; they must not fail on numbers that are none."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

HIGHEST = 2**63 - 1  # the largest number a row can have


def keys(values: Any) -> list[str]:
    """Those of the values sent that can be the number of a row; Django's own field asks for all of them."""
    sent = [str(value) for value in values]
    return [
        value
        for value in sent
        if not value or (value.isascii() and value.isdigit() and int(value) <= HIGHEST)
    ]


class ChooseOne(AutocompleteSelect):
    """One row, found by typing."""

    def optgroups(self, name: Any, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, keys(value), attr)


class ChooseMany(AutocompleteSelectMultiple):
    """Some rows, found by typing."""

    def optgroups(self, name: Any, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, keys(value), attr)
