"""The table of statuses over time: columns that fit, runs, and the day each leads to."""

from datetime import date

import pytest

from tracker.assessment import Status
from tracker.publishing import months
from tracker.selectors.spans import Run


@pytest.mark.parametrize(
    ("first", "last", "step", "number"),
    [
        (date(2020, 2, 29), date(2020, 2, 29), 1, 1),
        (date(2020, 2, 29), date(2021, 9, 1), 1, 20),
        (date(2020, 2, 29), date(2023, 1, 31), 1, 36),
        (date(2020, 2, 29), date(2026, 11, 24), 3, 28),
        (date(2011, 6, 17), date(2026, 11, 24), 12, 16),
    ],
)
def test_columns_are_as_fine_as_fits(first, last, step, number):
    columns, found = months.columns_between(first, last)
    assert (found, len(columns)) == (step, number)
    assert columns[-1].day == last
    assert [column.day for column in columns] == sorted({column.day for column in columns})


def test_cells_run_as_long_as_the_status_lasts():
    columns, _step = months.columns_between(date(2020, 2, 29), date(2020, 7, 14))
    history = [
        Run(Status.PENDING, date(2020, 3, 15), date(2020, 5, 30)),
        Run(Status.BREACHED, date(2020, 5, 31), None),
    ]
    found = months.cells(history, columns)
    assert [(cell.status, cell.width) for cell in found] == [
        (None, 1),
        (Status.PENDING, 2),
        (Status.BREACHED, 3),
    ]
    assert found[2].day == date(2020, 5, 31)
    assert found[2].last == date(2020, 7, 14)
    assert [cell.has_word for cell in found] == [False, False, True]
