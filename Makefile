# `make run` serves the dashboard, `make test` runs every check. Nothing but Python >= 3.11 is needed.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.run-ready
TEST_READY := $(VENV)/.test-ready
BENCH_READY := $(VENV)/.bench-ready
AUDIT_READY := $(VENV)/.audit-ready
QUICK := $(addprefix tests/,text locale asking charts test_architecture.py test_settings.py)
SEED ?= $(shell date +%s)
RELEASE := dist/release
# Modules are compiled when they are first imported: many never are.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile

.PHONY: help run test quick soak wheel release sign document messages figures screenshots bench bench-leak bench-attack audit sbom licences lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

run: $(RUN_READY) ## set everything up and serve the dashboard at http://localhost:8501
	$(BIN)/python -m dashboard serve

test: $(TEST_READY) ## set everything up and run every check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict dashboard
	$(BIN)/python -m pytest --ignore tests/browser --numprocesses auto --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m pytest tests/browser --numprocesses 2 --dist loadfile

quick: $(TEST_READY) ## check style, types and the packages that neither draw nor serve, in half a minute
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict dashboard
	$(BIN)/python -m pytest --quiet $(QUICK) --numprocesses auto --dist loadfile

soak: $(TEST_READY) ## try more than 100,000 pieces of hostile input (SEED=… tries the same again), and faults for long
	$(BIN)/python -m benchmarks.soak --seed $(SEED)
	$(BIN)/python -m benchmarks.report

wheel: $(RUN_READY) ## build the wheel, and the one that stands in for PyICU's source, into dist/
	rm -rf dist
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation \
		--wheel-dir dist . ./tools/pyicu

release: wheel ## write the files of a release (data in all formats, wheel, citation, checksums) into dist/release
	rm -rf $(RELEASE)
	$(BIN)/python tools/release.py $(RELEASE) --wheel dist

sign: ## sign the checksums of a release with a key of minisign (KEY=…)
	minisign -S -s "$(KEY)" -m $(RELEASE)/SHA256SUMS

document: $(RUN_READY) ## bring datapackage.json and the data's README up to date
	$(BIN)/python -m dashboard document

messages: $(TEST_READY) ## extract the strings that readers see, update and compile the catalogues
	$(BIN)/pybabel -q extract -F babel.cfg -k _ -k mark -k gettext -k ngettext:1,2 --no-location \
		--project=undesirable-register -o dashboard/locale/dashboard.pot dashboard
	$(BIN)/pybabel -q update -i dashboard/locale/dashboard.pot -d dashboard/locale -D dashboard \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel compile -d dashboard/locale -D dashboard --statistics

figures: $(TEST_READY) ## measure how good and how fast the check of names is
	$(BIN)/python benchmarks/check.py --write

screenshots: $(TEST_READY) ## photograph every page and every chart (needs Chromium)
	$(BIN)/python -m tools.screenshots

bench: $(BENCH_READY) ## measure beside other tools, as the data grow and as readers come (needs Chromium, nginx, a quiet machine)
	$(BIN)/python -m benchmarks.beside_peers
	$(BIN)/python -m benchmarks.slow_lines
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.readers
	$(BIN)/python -m benchmarks.readers --replicas 2 --readers 50 100 200
	$(BIN)/python -m benchmarks.plot
	$(BIN)/python -m benchmarks.report

bench-leak: $(BENCH_READY) ## see for half an hour whether memory leaks
	$(BIN)/python -m benchmarks.readers --leak 30
	$(BIN)/python -m benchmarks.plot
	$(BIN)/python -m benchmarks.report

bench-attack: $(BENCH_READY) ## measure a hundred readers while one address attacks, ten minutes for each attack
	$(BIN)/python -m benchmarks.under_attack
	$(BIN)/python -m benchmarks.report

audit: $(AUDIT_READY) ## ask whether a weakness of any pinned requirement is known (needs the network)
	for each in requirements.txt requirements-test.txt requirements-audit.txt; do \
		$(BIN)/pip-audit --requirement $$each --require-hashes --disable-pip --strict \
			--progress-spinner off || exit 1; done

sbom: $(AUDIT_READY) licences ## write a software bill of materials (CycloneDX) to build/
	$(BIN)/python -m tools.sbom

licences: $(RUN_READY) ## list the licences of the run-time requirements in docs/licences.md
	$(BIN)/python -m tools.licences

lock: $(TEST_READY) ## pin the newest versions allowed
	$(BIN)/python -m tools.lock
	$(MAKE) licences

clean: ## remove what the other targets made
	rm -rf $(VENV) build dist screenshots .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: none found, or PYTHON names an older one."; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; } # no half-made one for the next run

$(RUN_READY): requirements.txt pyproject.toml | $(BIN)/python
	$(PIP) --no-deps --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(TEST_READY): requirements-test.txt $(RUN_READY)
	$(PIP) --no-deps --require-hashes -r requirements-test.txt
	touch $@

$(BENCH_READY): requirements-bench.txt $(TEST_READY)
	$(PIP) --no-deps --require-hashes -r requirements-bench.txt
	touch $@

$(AUDIT_READY): requirements-audit.txt $(RUN_READY)
	$(PIP) --no-deps --require-hashes -r requirements-audit.txt
	touch $@
