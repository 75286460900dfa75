"""The short random references people see; it must not know what they stand for."""

import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference(prefix: str) -> str:
    """A reference such as F-7K3Q9D: the prefix and six random Crockford characters."""
    return prefix + "-" + "".join(secrets.choice(CROCKFORD) for _ in range(6))


def report_reference() -> str:
    """A reference for a report."""
    return new_reference("R")


def finding_reference() -> str:
    """A reference for a finding; it is the finding's id in the method."""
    return new_reference("F")


def ruling_reference() -> str:
    """A reference for a ruling."""
    return new_reference("L")


def position_reference() -> str:
    """A reference for a position of a party."""
    return new_reference("P")


def coverage_reference() -> str:
    """A reference for a coverage record."""
    return new_reference("C")


def inbox_reference() -> str:
    """A reference for an inbox entry."""
    return new_reference("N")


def capture_reference() -> str:
    """A reference for a fetched page."""
    return new_reference("W")


def brief_reference() -> str:
    """A reference for a brief."""
    return new_reference("B")


def portfolio_reference() -> str:
    """A reference for a portfolio computed for a pair of days."""
    return new_reference("D")


def notification_rule_reference() -> str:
    """A reference for a rule of notification."""
    return new_reference("T")


def upload_reference() -> str:
    """A reference for an upload; long, since whoever knows it can go on with it."""
    return secrets.token_urlsafe(24)


def status_page_slug() -> str:
    """The address of a status page that is not listed; long, since whoever knows it may read the page."""
    return secrets.token_urlsafe(16).lower().replace("_", "-").strip("-")


def rehearsal_reference() -> str:
    """A reference for a rehearsal of other numbers of the method."""
    return new_reference("H")
