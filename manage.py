#!/usr/bin/env python
"""Runs one management command; knows only where the settings are."""

import os
import sys


def main() -> int:
    """Run the command named on the command line; a bad environment ends in its sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.config.settings")
    from django.core.management import execute_from_command_line

    from tracker.config.env import BadEnvironment

    try:
        execute_from_command_line(sys.argv)
    except BadEnvironment as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
