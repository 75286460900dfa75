"""Out of the house: a private address is copied and revoked; a status page is read and framed by anybody."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.windows import Windows


def test_an_address_is_copied_once_and_a_page_is_put_outside(windows: Windows) -> None:
    window = windows.of("manager")
    window.grant_permissions(["clipboard-read", "clipboard-write"])
    desk = window.new_page()
    desk.goto("/addresses/")
    desk.get_by_label("Name").fill("Telephone")
    desk.get_by_role("button", name="Make it").click()
    address = desk.get_by_label("Telephone", exact=True).input_value()
    desk.get_by_role("button", name="Copy the address").click()
    expect(desk.get_by_role("button", name="Copied")).to_be_visible()
    assert desk.evaluate("navigator.clipboard.readText()") == address
    path = "/calendars/" + address.partition("/calendars/")[2]
    stranger = windows.of()
    given = stranger.request.get(path)
    assert (given.status, given.text().count("BEGIN:VEVENT") > 5) == (200, True)
    desk.goto("/addresses/")
    expect(desk.locator("#new-address")).to_have_count(0)
    desk.get_by_role("button", name="Revoke Telephone").click()
    expect(desk.locator(".sv-say[data-level=success]")).to_contain_text("leads nowhere")
    assert stranger.request.get(path).status == 404

    desk.goto("/status-pages/new/")
    desk.get_by_label("Title").fill("How it stands")
    desk.get_by_label("Agreement for Bringing Peace to Afghanistan").check()
    desk.get_by_label("Address").fill("how-it-stands")
    desk.get_by_role("button", name="Save").click()
    outside = stranger.new_page()
    outside.goto("/status/how-it-stands/")
    expect(outside.get_by_role("heading", name="How it stands")).to_be_visible()
    outside.get_by_label("As of").fill("2021-05-02")
    outside.get_by_role("button", name="Show").click()
    expect(outside.get_by_text("This is 2 May 2021")).to_be_visible()
    outside.goto("/status/how-it-stands/table/")
    expect(outside.get_by_role("link", name="How it stands")).to_be_visible()
    picture = stranger.request.get("/status/how-it-stands/badge.svg")
    assert "<svg" in picture.text()
