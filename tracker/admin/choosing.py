"""Fields in which a row is found by typing; they must not fail on numbers that are none."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

HIGHEST = 2**63 - 1  # the largest number a row can have
DIGITS = len(str(HIGHEST))


def keys(values: Any) -> list[str]:
    """Those of the values sent that can be the number of a row; Django's own field asks for all of them."""
    return [value for value in map(str, values) if not value or _is_number(value)]


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= DIGITS and int(value) <= HIGHEST


class ChooseOne(AutocompleteSelect):
    """One row, found by typing."""

    def optgroups(self, name: Any, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, keys(value), attr)


class ChooseMany(AutocompleteSelectMultiple):
    """Some rows, found by typing."""

    def optgroups(self, name: Any, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, keys(value), attr)
