"""`python -m tracker.assessment < cases.jsonl > results.jsonl`: one case a line in, one answer a line out."""

from __future__ import annotations

import sys

from .serializing import dumps
from .wire import answer_lines


def main() -> int:
    """Answer standard input on standard output; 1 if a line could not be used, else 0."""
    every_line_used = True
    for answer, used in answer_lines(iter(sys.stdin.buffer)):
        every_line_used = every_line_used and used
        sys.stdout.write(dumps(answer) + "\n")
    sys.stdout.flush()
    return 0 if every_line_used else 1


if __name__ == "__main__":
    sys.exit(main())
