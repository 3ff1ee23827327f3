# Two commands: `make run` opens the app, `make test` runs everything. Both set up what they need.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

.PHONY: run test neo4j lock screenshots clean

run: .venv/run.stamp
	$(BIN)/zielnetz serve

test: .venv/test.stamp
	$(BIN)/python -m tests

neo4j: .venv/test.stamp
	$(BIN)/python -m tests.neo4j

# The pictures in docs/ and the README, taken anew from the real app.
screenshots: .venv/test.stamp
	$(BIN)/python -m tests.browser.screenshots

# Pin anew after changing the dependencies in pyproject.toml. The files carry hashes and no addresses.
lock: .venv/test.stamp
	$(BIN)/python -m pip install --quiet uv
	# hatchling and editables build the package itself without a look at the network.
	printf 'hatchling==1.33.0\neditables==0.6\n' | \
	  $(BIN)/uv pip compile pyproject.toml - $(PIN) -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra test -c requirements.txt $(PIN) -o requirements-test.txt

PIN := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
  --no-annotate

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/made.stamp:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
	  { echo "Zielnetz braucht Python 3.11 oder neuer. / Zielnetz needs Python 3.11 or later."; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run.stamp: .venv/made.stamp requirements.txt pyproject.toml hatch_build.py explorer/pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/test.stamp: .venv/run.stamp requirements-test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@
