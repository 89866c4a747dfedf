# make run                      explore the facts           make run ARGS="FR"
# make test                     all tests                   make test ARGS="tests/factbase -x"
#                               in one process (--pdb, -s)  make test JOBS=0 ARGS="..."
# make check                    lint, format, types
# make fuzz                     look for inputs that break it   make fuzz SECONDS=600 (or MINUTES=10) ONLY=file
# make bench                    speed and memory against what they are measured by; half an hour
# make snapshots                take the pictures anew (look at the diff before you commit it)
# make clean                    delete whatever was built, .venv included
#
# Everything is installed into .venv, once and again when pyproject.toml changes.
# Another Python: make run PYTHON=python3.12

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=
JOBS   ?= auto
SECONDS ?= 60
MINUTES ?=
ONLY    ?=

# Each stamp is as old as the installation that it stands for.
RUN    := $(VENV)/.installed-run
DEV    := $(VENV)/.installed-dev
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test check fuzz bench snapshots clean

help:
	@sed -n 's/^# \{0,1\}//p;/^$$/q' Makefile

run: $(RUN)
	@$(BIN)/coalition-tui $(ARGS)

# A process for each core, four at most: more would only wait for each other in the tests of terminals.
test: $(DEV)
	@$(BIN)/python -m pytest -n $(JOBS) --maxprocesses 4 --dist worksteal $(ARGS)

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict tui

bench: $(DEV)
	@for what in "start $(ARGS)" reader lists search out headless; do $(BIN)/python -m bench.$$what; echo; done | tee bench/results.txt
	@$(BIN)/python -m bench.growth --write

fuzz: $(DEV)
	@$(BIN)/python -m tests.hostile.fuzz --seconds $(if $(MINUTES),$$(( $(MINUTES) * 60 )),$(SECONDS)) --only '$(ONLY)'

snapshots: $(DEV)
	@$(BIN)/python -m pytest -k snapshot --snapshot-update $(ARGS)

clean:
	@rm -rf $(VENV) dist build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis snapshot_report.html
	@find tui tests bench -type d -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'coalition-tui needs Python 3.11 or later, and "$(PYTHON)" is not that.' >&2; \
	  echo 'Name one that is: make PYTHON=python3.12' >&2; exit 1; }
	@echo 'Making $(VENV) with $(PYTHON) ...' >&2
	@$(PYTHON) -m venv $(VENV)

# Compiled at once: otherwise the first start pays for it, and every start where the tree can't be written.
$(RUN): pyproject.toml | $(BIN)/python
	@echo 'Installing what coalition-tui needs to run into $(VENV) ...' >&2
	@$(PIP) --editable .
	@$(BIN)/python -m compileall -q tui
	@touch $@

$(DEV): pyproject.toml | $(BIN)/python
	@echo 'Installing what coalition-tui needs to run and be tested into $(VENV) ...' >&2
	@$(PIP) --editable '.[dev]'
	@$(BIN)/python -m compileall -q tui
	@touch $(RUN) $@
