# `make demo` and `make test` set up what they need; see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check

.PHONY: demo test check format docs lock faults faults-mutants clean

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "koreawire needs Python 3.11 or later: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# Not compiled: most of it is never imported, and the rest is compiled at first use.
$(VENV)/runtime: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --no-compile --require-hashes -r requirements.lock
	$(PIP) --no-deps -e .
	touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/runtime
	$(PIP) --no-compile --require-hashes -r requirements-dev.lock
	touch $@

demo: $(VENV)/runtime
	$(BIN)/koreawire demo

test: $(VENV)/dev
	$(BIN)/python -m pytest

# Kills, restarts and every other fault on a real Kafka, about 45 minutes on two cores.
# One or more cases alone: make faults CASES="poison mixed" SEED=7
SEED ?= 1
faults: $(VENV)/dev
	$(BIN)/python -m tests.faults --seed $(SEED) $(CASES)

# Delivery with one of its guards removed: each must turn the suite red.
faults-mutants: $(VENV)/dev
	$(BIN)/python -m tests.faults --mutants --seed $(SEED) $(MUTANTS)

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/dev
	$(BIN)/python -m koreawire.schemas.export
	$(BIN)/python -m docs.generate

LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

lock: $(VENV)/dev
	$(PIP) uv
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --extra dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) .cache build dist
