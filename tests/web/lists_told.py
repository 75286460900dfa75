"""What one list says as a file, as an answer to a program and on the screen, as rows of plain words."""

import re
from datetime import datetime

from lxml import html

NOTHING = ("–", "no end", "None so far", "not rated yet", "owes nothing", "no duties", "too little")


def body(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def as_file(client, name, form, asked):
    return body(client.get(f"/{name}/", {**asked, "format": form}))


def from_api(client, key, name, asked):
    """All rows, page after page."""
    rows, page = [], 1
    while True:
        response = client.get(
            f"/api/v1/{name}/",
            {**asked, "size": 60, "page": page},
            headers={"Authorization": f"Bearer {key}"},
        )
        assert response.status_code == 200, response.content
        told = response.json()
        rows += told["rows"]
        if page == told["pages"]:
            return told, rows
        page += 1


def on_screen(client, name, asked):
    """The cells of the table, page after page, by their headings."""
    rows, page = [], 1
    while True:
        shown = html.fromstring(client.get(f"/{name}/", {**asked, "per_page": 100, "page": page}).content)
        found = shown.xpath("//main//table[contains(@class, 'sv-stack')]")
        if not found:
            return [], []
        headings = [text_of(one) for one in found[0].xpath("./thead/tr/th")]
        rows += [list(row) for row in found[0].xpath("./tbody/tr")]
        if not shown.xpath("//a[@rel='next']"):
            return headings, rows
        page += 1


def text_of(element):
    return spaced(element.text_content())


def spaced(text):
    return re.sub(r"\s+", " ", text).strip()


def as_person(column, value):
    """A value of a program as files for people write it, told from what the file says of the column."""
    words = column.get("words", {})
    if value is None:
        return ""
    if column["kind"] == "boolean":
        return "yes" if value else "no"
    if column["kind"] == "per_mille":
        return f"{value / 10:g}%"
    return words.get(str(value), str(value))


def in_workbook(column, value):
    """A value of a program as a workbook holds it."""
    if value is None or column["kind"] in ("boolean", "integer"):
        return value
    if column["kind"] == "day":
        return datetime.fromisoformat(value)
    if column["kind"] == "moment":
        return datetime.fromisoformat(value).replace(tzinfo=None)
    if column["kind"] == "per_mille":
        return value / 1000
    return as_person(column, value)
