"""Puts off the library that writes Excel workbooks until one is written; it knows no table and no page."""

from __future__ import annotations

from typing import Any

from tablib.formats import registry


class LateWorkbooks:
    """Excel workbooks as tablib writes and reads them, with openpyxl loaded at the first use."""

    title = "xlsx"
    extensions = ("xlsx",)

    def __getattr__(self, name: str) -> Any:
        from tablib.formats._xlsx import XLSXFormat

        return getattr(XLSXFormat, name)


def put_off() -> None:
    """Have tablib load openpyxl late; to be called before `import_export` asks which formats there are.

    It asks by loading them, and openpyxl brings numpy, lxml and Pillow: 35 MB in every process that serves.
    """
    registry.register("xlsx", LateWorkbooks())
