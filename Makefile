# make run and make test set everything up themselves: a virtual environment in .venv, and what it needs.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: run demo test check fmt screenshots catalogues faults bench mutants install-check clean

run: .venv/.run
	@$(BIN)/procw-tui

demo: .venv/.run
	@$(BIN)/procw-tui demo

test: .venv/.dev
	$(BIN)/python -m pytest

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.catalogue --check
	$(BIN)/python -m tests.make_readme --check
	$(BIN)/python -m tests.make_screenshots --check

fmt: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: .venv/.dev
	$(BIN)/python -m tests.make_demo
	$(BIN)/python -m tests.make_screenshots

catalogues: .venv/.dev
	$(BIN)/python -m tests.catalogue
	$(BIN)/python -m tests.make_readme

faults: .venv/.dev
	PROCW_FAULTS=full $(BIN)/python -m pytest -n0 -s tests/faults

bench: .venv/.dev
	$(BIN)/python -m tests.bench

# PYTHONS='python3.12 /path/to/python' for those alone
install-check: .venv/.dev
	$(BIN)/python -m tests.install $(PYTHONS)

# ONLY='procw_tui.domain.work.*' for a part of it: the whole takes hours
mutants: .venv/.dev
	@$(PIP) --editable '.[dev,mutants]'
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/mutmut run $(ONLY)
	$(BIN)/mutmut results

clean:
	rm -rf .venv mutants

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "procw-tui needs Python 3.11 or newer; $(PYTHON) is older."; \
	  echo "With uv: uv tool install --python 3.12 .    Or: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Setting up .venv, once ..."
	@$(PYTHON) -m venv .venv

.venv/.run: .venv/bin/python pyproject.toml constraints.txt
	@$(PIP) --editable .
	@touch $@

.venv/.dev: .venv/bin/python pyproject.toml constraints.txt
	@$(PIP) --editable '.[dev]'
	@touch $@ .venv/.run
