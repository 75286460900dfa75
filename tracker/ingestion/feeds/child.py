"""Reads one feed from standard input and tells its entries on standard output; confined before it reads.

Started by sandbox.py as `python -m`; its one argument is the task in JSON. Nothing of Django is loaded here.
"""

import json
import sys
from typing import Any

from tracker.ingestion.feeds import entries
from tracker.ingestion.feeds.cutting import NoFeed
from tracker.ingestion.reading.confinement import confine


def main(argument: str) -> None:
    """Do the task and write what was found, once."""
    task = json.loads(argument)
    confine(memory=task["memory"], cpu=task["cpu"])
    sys.addaudithook(_no_files)
    content = sys.stdin.buffer.read()
    try:
        if task["kind"] == "reliefweb":
            told = entries.of_reliefweb(content)
        else:
            told = entries.of_feed(content, charset=task["charset"], address=task["address"])
    except NoFeed as none:
        told = {"problem": none.code}
    except MemoryError:
        told = {"problem": "too_much"}
    sys.stdout.buffer.write(json.dumps(told).encode())
    sys.stdout.buffer.flush()


def _no_files(event: str, arguments: tuple[Any, ...]) -> None:
    """Of the machine's files only Python's own are opened, such as its tables of letters."""
    if event != "open":
        return
    name = arguments[0]
    if isinstance(name, str) and name.startswith((sys.prefix, sys.base_prefix)):
        return
    raise PermissionError("No file is opened while a feed is read.")


if __name__ == "__main__":
    main(sys.argv[1])
