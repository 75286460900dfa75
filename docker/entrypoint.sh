#!/bin/sh
# Becomes one part of the product: setup, web, worker, beat, healthy, manage. With --check it only says what it would run.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/python -m tracker.config.launch.container "$@"
