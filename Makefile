# make demo: set everything up and read the releases of samples/.   make test: set everything up and run the tests.

VENV ?= .venv
BIN := $(VENV)/bin
export VENV

.PHONY: demo test lint schema docs clean

demo: $(VENV)/.demo
	$(BIN)/extract samples/ -o build/demo
	@echo "The records are in build/demo."

test: $(VENV)/.test
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy

# The published schema follows the models; a test fails when it does not.
schema: $(VENV)/.test
	$(BIN)/extract schema -o schemas/release.schema.json
	$(BIN)/extract schema -o schemas/release-1.schema.json

$(VENV)/.demo: pyproject.toml .ci/setup
	.ci/setup
	@touch $@

$(VENV)/.test: pyproject.toml .ci/setup
	EXTRAS=dev .ci/setup
	@touch $@ $(VENV)/.demo

# The pages of the rules of `extract check`.
docs: $(VENV)/.test
	$(BIN)/python -m extract.check.pages docs/rules

clean:
	rm -rf $(VENV) build dist
