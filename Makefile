# The commands of this project. `make` lists them.
PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types check bench lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

setup: $(SETUP) ## install sayso and all it needs into .venv, from the lock file

$(SETUP): requirements.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "sayso needs Python 3.11 or later: make PYTHON=/path/to/python3.11"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing the locked packages into .venv (a few minutes the first time) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@echo "installing sayso and building its gazetteer (about a minute) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

demo: $(SETUP) ## read a sample report: prints the table, writes demo/report.html
	@mkdir -p demo
	$(BIN)/sayso read samples/harbour-strike.txt --published 2025-03-14
	$(BIN)/sayso read samples/harbour-strike.txt --published 2025-03-14 --format html -o demo/report.html
	@echo "open demo/report.html in a browser to see each cell's words in the report"

test: $(SETUP) ## run the tests
	$(BIN)/python -m pytest

lint: $(SETUP) ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check src bench training tests hatch_build.py

types: $(SETUP) ## check types
	$(BIN)/mypy

check: lint types test ## all three

bench: $(SETUP) ## measure on the development data beside this repository; writes bench/scores.md
	$(BIN)/python -m bench.run

lock: ## pin all dependencies with hashes again
	$(PYTHON) -m venv .cache/lock && .cache/lock/bin/pip install --quiet uv
	.cache/lock/bin/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --quiet --output-file requirements.lock

clean: ## remove what was made
	rm -rf .venv .cache demo build dist src/sayso/places/gazetteer.sqlite
