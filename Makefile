# Everything runs in .venv, made here from the lock files; see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST_WORKERS ?= auto

.PHONY: help setup demo run test coverage test-all check format bench bench-reading lock clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Rapporteur needs Python 3.11 or newer; set PYTHON=/path/to/python3.11." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(RUN_STAMP)
	$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@

setup: $(DEV_STAMP) ## Install all that developing and testing need

demo: $(RUN_STAMP) ## See the product work: local workspace, sample articles, a digest
	$(BIN)/rapporteur demo

run: $(RUN_STAMP) ## Run the bot with the settings of this environment
	$(BIN)/rapporteur run

test: $(DEV_STAMP) ## All tests but the slow ones
	$(BIN)/python -m pytest -m "not slow" -n $(PYTEST_WORKERS)

coverage: $(DEV_STAMP) ## The same, and which lines no test reaches
	$(BIN)/python -m pytest -m "not slow" -n $(PYTEST_WORKERS) --cov --cov-report=term:skip-covered

test-all: $(DEV_STAMP) ## All tests
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS)

check: $(DEV_STAMP) ## Lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(DEV_STAMP) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV_STAMP) ## Speed and memory, as a table
	$(BIN)/python -m benchmarks

bench-reading: $(DEV_STAMP) ## All scores of the reader, as one table; PUBLIC_SETS=folder adds public sets
	PUBLIC_SETS="$(PUBLIC_SETS)" $(BIN)/python -m benchmarks.scores $(SCORES)

lock: $(DEV_STAMP) ## Pin all packages anew, with hashes
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--group dev pyproject.toml -c requirements.lock -o requirements-dev.lock

clean: ## Remove what was built and installed; data stay
	rm -rf $(VENV) build *.egg-info .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
