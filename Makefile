# setup, run, test, lint, format, bench, train: each sets up what it needs first.
PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/.stamps
# What tests need to be installed again for: the two files that say what is installed.
NEEDS := pyproject.toml constraints.txt

.PHONY: setup run test lint format bench eval clean

setup: $(STAMPS)/run

run: setup
	@test -e index/CURRENT || $(BIN)/baowen build
	@$(BIN)/baowen serve

test: $(STAMPS)/dev
	$(BIN)/python -m pytest

lint: $(STAMPS)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMPS)/dev
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(STAMPS)/dev
	$(BIN)/python -m tests.bench

eval: setup
	@test -e index/CURRENT || $(BIN)/baowen build
	$(BIN)/baowen eval

clean:
	rm -rf .venv build *.egg-info

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Baowen needs Python 3.11 or newer: make PYTHON=python3.11") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv

# torch first and alone: resolved together with the rest it may bring gigabytes of CUDA packages.
$(STAMPS)/run: $(NEEDS) | $(BIN)/python
	@echo "Setting up Baowen; the first time takes a few minutes."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: $(STAMPS)/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
