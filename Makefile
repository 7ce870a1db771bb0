# Regard, in two commands: `make demo` and `make test`. Each installs what it needs into this folder.

VENV := .venv
BIN := $(VENV)/bin
ANALYSES := tests/spark regard/analytics/tests regard/understand/journeys/tests/test_questions.py regard/record/segments/tests/test_segments.py
BUILT := $(addprefix regard/project/static/,console kiosk snippet survey)
export OMP_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help demo test test-spark up install install-dev console docs format clean

help: ## Show what can be made.
	@echo "Regard. Everything is installed into this folder; nothing needs root, Docker or a database."
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: install console ## Start Regard on http://localhost:8000 with an imaginary company in it.
	@exec $(BIN)/regard demo

up: install console ## Start Regard on http://localhost:8000 over the data folder ./data.
	@exec $(BIN)/regard up

test: install-dev ## Run every linter, type check, contract and test there is.
	@.ci/test

test-spark: ## Run the tests of analyses on Spark: two worker processes on this machine. Takes a while.
	@REGARD_STORIES=required .ci/install dev
	@SPARK_CONF_DIR=tests/spark/conf $(BIN)/python -m pytest --engine 'local-cluster[2,1,1024]' $(ANALYSES)

console: install ## Build what browsers load (console, snippet, kiosk, survey), when it changed since the last time.
	@.ci/console

docs: install-dev ## Write docs/reference and the console's client anew from the code.
	@$(BIN)/python -m tests.docs.reference
	@.ci/npm run --silent generate

format: install-dev ## Format and tidy the Python code.
	@$(BIN)/ruff check --quiet --fix-only regard tests benchmarks && $(BIN)/ruff format regard tests benchmarks

install: ## Install what Regard needs to run.
	@.ci/install

install-dev: ## Install what the tests need as well.
	@.ci/install dev

clean: ## Delete what was installed and built; the data folder stays.
	@rm -rf $(VENV) web/node_modules $(BUILT)
