# Two commands matter: `make run` and `make test`. Everything else is here too, one verb per need.
PYTHON ?= python3
SHELL := /bin/bash
BOOTSTRAP := $(PYTHON) tracker/config/launch/bootstrap.py
BIN := .venv/bin/python -m

.PHONY: run test check bench pictures faults lock format messages install assets

run:  ## set up what is missing, then serve; Ctrl-C stops everything in order
	@exec $(BOOTSTRAP) run

install:  ## .venv with everything that tests and checks need
	@$(BOOTSTRAP) install-dev

test: install  ## every test, on SQLite and again on PostgreSQL, with a real broker, worker and browser
	@.venv/bin/python -m tests.everything

check: install  ## formatting, lint, types, contracts, migrations, templates, locks, deployment settings
	@.venv/bin/python -m tests.gates

bench: install  ## the benchmarks, with their figures
	@$(BIN) pytest tests/bench -q -s

pictures: install  ## the pictures of the documentation, taken from the demonstration
	@$(BIN) tests.browser.pictures

faults: install  ## processes killed under load, and a thousand random histories, in full numbers
	@FAULTS=full $(BIN) pytest tests/faults tests/properties/test_old_days.py \
		tests/management/test_backup.py tests/web/test_many_writers.py -q
	@FAULTS=full TEST_DATABASE=postgres $(BIN) pytest tests/management/test_backup.py tests/web/test_many_writers.py -q

format: install  ## rewrite Python in the house's format
	@$(BIN) ruff format .
	@$(BIN) ruff check --fix .

messages: install  ## new strings into the catalogues, gone ones out of them
	@.venv/bin/python manage.py extract_messages

LOCK := .venv/bin/python -m uv --no-config pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --quiet --index-url https://pypi.org/simple

lock: install  ## renew requirements*.txt and package-lock.json from pyproject.toml and package.json
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --group dev -c requirements.txt -o requirements-dev.txt
	$(LOCK) --group node -o requirements-node.txt
	npm install --package-lock-only
