"""Workbooks are written and read as before, though their library comes late."""

import io

import openpyxl
import pytest
import tablib
from import_export.formats.base_formats import DEFAULT_FORMATS, XLSX

pytestmark = pytest.mark.once


def test_a_workbook_goes_out_and_comes_in():
    assert XLSX in DEFAULT_FORMATS
    form = XLSX()
    assert (form.can_export(), form.can_import(), form.get_extension()) == (True, True, "xlsx")
    table = tablib.Dataset(["S-1", "طالبان"], headers=["reference", "name"])
    written = form.export_data(table)
    sheet = openpyxl.load_workbook(io.BytesIO(written)).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [["reference", "name"], ["S-1", "طالبان"]]
    assert form.create_dataset(written).dict == [{"reference": "S-1", "name": "طالبان"}]
    assert tablib.Dataset().load(written, format="xlsx").dict == table.dict
    assert tablib.detect_format(io.BytesIO(written)) == "xlsx"
