# Day-to-day commands; `make help` lists them. `make run` and `make test` install what is missing.

SHARED ?= ../shared
PYTHON ?= python3
BIN := .venv/bin
RUN_READY := .venv/.ready-to-run
TEST_READY := .venv/.ready-to-test
VALIDATORS := $(wildcard tests/validators/*/pom.xml tests/validators/*.java) .ci/validators.sh

.PHONY: help setup run test lint fix e2e chaos interop validate corpus fuzz train train-glyphs samples suites \
	lock clean bench-senders bench-pipeline bench-read bench-layouts bench-scans bench-unpack bench-cell \
	bench-convert bench-check bench-smtp

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: $(RUN_READY) $(TEST_READY)  ## install everything that run and test need

run: $(RUN_READY)  ## start everything on this machine, with a demo firm
	@exec $(BIN)/vaguemestre run --demo

test: lint  ## lint, types, import contracts and the whole test suite
	$(BIN)/pytest -n 2 --dist loadgroup

lint: $(TEST_READY)  ## style, types, import contracts
	$(BIN)/ruff check --output-format concise .
	$(BIN)/ruff format --check -q .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache | tail -3

fix: $(TEST_READY)  ## format, and mend what can be mended by itself
	$(BIN)/ruff check --fix -q --output-format concise . || true
	$(BIN)/ruff format -q .

e2e: $(TEST_READY)  ## the end-to-end tests alone
	$(BIN)/pytest tests/e2e

chaos: $(TEST_READY)  ## kill -9 at random moments, the long run
	$(BIN)/pytest -m chaos tests/e2e tests/gateway tests/storage

interop: $(TEST_READY)  ## mail programs of others, and a Postfix that relays 1,000 mails
	.ci/packages.sh interop
	npm install --silent --no-audit --no-fund --prefix .interop nodemailer
	$(BIN)/pytest -m interop tests/gateway
	$(BIN)/pytest tests/gateway/test_senders.py tests/gateway/test_postfix.py tests/gateway/test_scanners.py

validate: $(TEST_READY)  ## what we make, judged by veraPDF and Mustang: suite, corpora, hostile files; SUITE, WAYS, JSON
	@test -e .validators/ready || bash .ci/validators.sh
	@test -d $(SHARED)/corpus || { echo "The corpora are not at $(SHARED)/corpus (set SHARED)."; exit 1; }
	$(BIN)/python -m tests.validators $(SHARED)/corpus --suite "$(or $(SUITE),tests)" \
		$(foreach way,$(WAYS),--way $(way)) $(if $(JSON),--json $(JSON))

bench-pipeline: $(TEST_READY)  ## documents per second, seconds from 250 to filed; JSON=FILE
	$(BIN)/python -m tests.benchmarks.pipeline $(if $(JSON),--json $(JSON))

bench-read: $(TEST_READY)  ## pages read and converted, then hybrids, against their truth; OWN=1, JSON=FILE
	@test -d $(SHARED)/corpus || { echo "The corpora are not at $(SHARED)/corpus (set SHARED)."; exit 1; }
	$(BIN)/python -m tests.benchmarks.reading $(SHARED) $(if $(OWN),--own) $(if $(JSON),--json $(JSON))
	$(BIN)/python -m tests.benchmarks.hybrids $(SHARED)/corpus $(if $(JSON),--json $(JSON).hybrids)

bench-check: $(TEST_READY)  ## invoices with one defect, and hybrids whose page differs, against what is known; JSON
	@test -d $(SHARED)/corpus || { echo "The corpora are not at $(SHARED)/corpus (set SHARED)."; exit 1; }
	$(BIN)/python -m tests.benchmarks.rejects $(SHARED)/corpus $(if $(JSON),--json $(JSON))
	$(BIN)/python -m tests.benchmarks.tampered --corpus $(SHARED)/corpus $(if $(JSON),--json $(JSON).tampered)

bench-layouts: $(TEST_READY)  ## 1,000 pages of generated layouts against their truth; COUNT, SEED, SPLIT, CHANNELS, JSON
	@test -d $(SHARED)/tools || { echo "The scorer is not at $(SHARED)/tools (set SHARED)."; exit 1; }
	$(BIN)/python -m tests.benchmarks.layouts $(SHARED) $(if $(COUNT),--count $(COUNT)) \
		$(if $(SEED),--seed $(SEED)) $(if $(SPLIT),--split $(SPLIT)) \
		$(if $(CHANNELS),--channels $(CHANNELS)) $(if $(JSON),--json $(JSON))

bench-scans: $(TEST_READY)  ## pages of scans per second beside OCRmyPDF, where it is installed; PAGES, SEED, JSON
	$(BIN)/python -m tests.benchmarks.scans $(if $(PAGES),--pages $(PAGES)) \
		$(if $(SEED),--seed $(SEED)) $(if $(JSON),--json $(JSON))

bench-unpack: $(TEST_READY)  ## public and hand-made messages taken apart, against what is known of them; JSON
	@test -d $(SHARED)/corpus || { echo "The corpora are not at $(SHARED)/corpus (set SHARED)."; exit 1; }
	$(BIN)/python -m tests.benchmarks.unpacking $(SHARED)/corpus $(if $(JSON),--json $(JSON))

bench-smtp: $(TEST_READY)  ## mail per second against Postfix, by turns; ROUNDS, SECONDS, JSON=FILE
	.ci/packages.sh interop
	$(BIN)/python -m tests.benchmarks.smtp --rounds $(or $(ROUNDS),5) --seconds $(or $(SECONDS),2) \
	    $(if $(JSON),--json $(JSON))

bench-cell: $(TEST_READY)  ## what it costs to confine the process of a stage; JSON=FILE
	$(BIN)/python -m tests.benchmarks.cell $(if $(JSON),--json $(JSON))

bench-senders: $(TEST_READY)  ## CPU of judging a mail with what the DNS said known, per size; JSON=FILE
	$(BIN)/python -m tests.benchmarks.senders $(if $(JSON),--json $(JSON))

suites: $(TEST_READY)  ## fetch the suite of RFC 7208 (source package of pyspf) and run the suites of SPF and ARC
	@mkdir -p .suites
	@test -e .suites/rfc7208-tests.yml || { \
		$(BIN)/pip download -q --no-deps --no-binary pyspf -d .suites pyspf && \
		tar -xzf .suites/pyspf-*.tar.gz -C .suites --strip-components 2 --wildcards '*/test/rfc7208-tests.yml'; }
	$(BIN)/pytest tests/gateway/authentication/test_suites.py

corpus: $(TEST_READY)  ## hostile mails and files through the real gateway to running workers; EVERY, FIRST, JSON
	@test -d $(SHARED)/corpus || { echo "The corpora are not at $(SHARED)/corpus (set SHARED)."; exit 1; }
	$(BIN)/python -m tests.benchmarks.corpus $(SHARED)/corpus $(if $(EVERY),--every $(EVERY)) \
		$(if $(FIRST),--first $(FIRST)) $(if $(JSON),--json $(JSON))

bench-convert: $(TEST_READY)  ## derived Factur-X of the corpora against truth, goals and programs of others; OWN=1, JSON
	@test -d $(SHARED)/corpus || { echo "The corpora are not at $(SHARED)/corpus (set SHARED)."; exit 1; }
	$(BIN)/python -m tests.benchmarks.derived $(SHARED) $(if $(OWN),--own) \
		$(foreach folder,$(FOLDERS),--folder $(folder)) $(if $(JSON),--json $(JSON))
	$(BIN)/python -m tests.benchmarks.syntaxes $(SHARED)/corpus $(if $(JSON),--json $(JSON).syntaxes)

fuzz: $(TEST_READY)  ## mails, names, texts, containers damaged at random, SECONDS=60 each
	$(BIN)/python -m tests.fuzz.unpacking --seconds $(or $(SECONDS),60)

train: $(TEST_READY)  ## fit anew what makes a number or date certain, on layouts for making
	@test -d $(SHARED)/corpus || { echo "The corpora are not at $(SHARED)/corpus (set SHARED)."; exit 1; }
	$(BIN)/python -m tests.layouts.train $(SHARED)

train-glyphs: $(TEST_READY)  ## fit anew what tells letters by their shapes, on fonts of packages
	mkdir -p .fonts/packages
	cd .fonts/packages && apt-get download -qq $$(cat $(CURDIR)/tests/typefaces/packages.txt)
	for package in .fonts/packages/*.deb; do dpkg -x $$package .fonts/unpacked || exit 1; done
	$(BIN)/python -m tests.typefaces.train .fonts/unpacked

samples: $(TEST_READY)  ## make the sample invoices of tests/samples anew
	$(BIN)/python -m tests.samples.make_samples
	$(BIN)/python -m tests.samples.make_pictures

lock:  ## write the lock files anew; needs uv
	uv pip compile pyproject.toml --group build $(LOCK) -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev -c requirements.lock $(LOCK) \
		-o requirements-dev.lock

LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	--no-annotate --quiet

clean:  ## remove the virtual environment and the caches
	rm -rf .venv .validators .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(RUN_READY): requirements.lock pyproject.toml
	@bash .ci/packages.sh run
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(TEST_READY): $(RUN_READY) requirements-dev.lock .ci/packages.sh $(VALIDATORS)
	@bash .ci/packages.sh test
	@bash .ci/validators.sh || echo "The validators cannot be fetched: what needs them is skipped."
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
