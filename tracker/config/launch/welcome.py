"""Says what a person needs once the pages answer: the address, and how to get in; it must not look it up."""

from dataclasses import dataclass

DEMO_ACCOUNTS = ("analyst", "analyst2", "manager", "admin")
DEMO_PASSWORD = "servanda-demo"  # noqa: S105  (printed on the terminal; refused beside a shared database)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """How the database was found: with the demonstration's accounts, or without anybody."""

    demo: bool
    setup_path: str | None


def lines(ready: Ready, *, address: str) -> list[str]:
    """The greeting, line by line."""
    said = [f"Servanda is ready: {address}"]
    if ready.demo:
        said.append(f"Demonstration accounts: {', '.join(DEMO_ACCOUNTS)}; password: {DEMO_PASSWORD}")
    if ready.setup_path:
        said.append(f"Make the first administrator here (works once): {address}{ready.setup_path}")
    return [*said, "Stop with Ctrl-C."]
