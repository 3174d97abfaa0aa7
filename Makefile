# make run      the dashboard on localhost, with the sample project on first start
# make test     all tests, in a real browser too
# make lint     ruff and strict types
# make bench    speed and memory, in figures and ratios
# make endure   kill -9, full and failing disks and lost connections, hundreds of times; forty minutes
# make calibrate  how often the margins of the forecast hold on simulated projects (docs/forecast.md)
# make attack   what an attacker can work out of what programme managers get
# make mutants    changes to the code that no test notices, by area of reading; minutes for each
# make manual  docs/indicators.md anew, from the catalogue of indicators
# make account-example   the account in docs/examples anew
# make verapdf   PDF/UA-1 and PDF/A-3a of the yearly account, as veraPDF sees them
# make report-pictures   the account's pages, slides and sheets as PNG in report-pictures/, in 16 states, to be looked at
# make lock     the exact versions and hashes anew, from requirements*.in
# make screenshots   docs/screenshots/ anew
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# Where somebody has set this, every process that a test starts would compile anew what it imports, and collect tests in twice the time.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test test-quick test-browser lint format bench mutants calibrate attack lock manual account-example verapdf report-pictures screenshots sample browser postgresql endure clean

# Compiled once here: else the first start does it, and every one where Python may not write.
$(VENV)/.runtime: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m compileall -q adv pages dashboard.py
	touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

run: $(VENV)/.runtime
	$(BIN)/python -m adv run --port $(PORT)

browser:
	@sh .ci/browser

postgresql:
	@sh .ci/postgresql

# Both at once: while one waits for a browser, a disk or a lock, the other has the processor.
test: $(VENV)/.dev browser postgresql
	$(MAKE) --no-print-directory --keep-going -j 2 test-quick test-browser

test-quick: $(VENV)/.dev postgresql
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not browser"

test-browser: $(VENV)/.dev browser
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m browser tests/e2e

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench.bench

endure: $(VENV)/.dev postgresql
	$(BIN)/python -m tests.endure

mutants: $(VENV)/.dev
	$(BIN)/python -m tests.mutants

calibrate: $(VENV)/.dev
	$(BIN)/python -m tests.calibration measure

attack: $(VENV)/.dev browser
	$(BIN)/python -m tests.attack
	$(BIN)/python -m pytest -q tests/e2e/test_canaries.py

manual: $(VENV)/.runtime
	$(BIN)/python -m adv.indicators.manual

account-example: $(VENV)/.dev
	$(BIN)/python -m tests.report.example

verapdf: $(VENV)/.dev
	@sh .ci/verapdf
	$(BIN)/python -m tests.report.verapdf

report-pictures: $(VENV)/.dev
	@sh .ci/office
	$(BIN)/python -m tests.report.pictures report-pictures

sample: $(VENV)/.runtime
	$(BIN)/python -m sample_data.make_samples

screenshots: $(VENV)/.dev browser
	$(BIN)/python -m tests.e2e.screenshots

lock: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
