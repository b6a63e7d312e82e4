# Run `make` to see what there is to run. Every command prepares what it needs, once.
.DEFAULT_GOAL := help
.PHONY: help serve site bundle test check nightly bench lint format lock audit sbom release clean book-ready tests-ready browser-ready
.NOTPARALLEL:

# The first Python on the path that is new enough.
PYTHON = $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
BIN := .venv/bin
HOST ?= 127.0.0.1
# The first free port from 8000 on, unless PORT names one.
PORT ?= $(shell $(BIN)/python tools/free_port.py $(HOST) 8000)
SOURCES := $(wildcard plugins tests tools benchmarks)
# Named one by one: what Node.js makes of a folder differs between its versions.
JS_TESTS = $(or $(wildcard tests/js/*test*.js tests/js/*test*.mjs),$(error There are no tests in tests/js))

export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONUTF8 := 1
# Keeps Material for MkDocs from advertising in every build.
export DISABLE_MKDOCS_2_WARNING := true
export NO_MKDOCS_2_WARNING := true

help: ## List these commands
	@grep -hE '^[a-z-]+:.* ## ' $(MAKEFILE_LIST) | sed -E 's/:.* ## /\t/' | \
		while IFS="$$(printf '\t')" read -r name text; do printf '  make %-8s %s\n' "$$name" "$$text"; done

serve: book-ready ## Build the book, serve it, print its address, rebuild it on every change
	$(BIN)/mkdocs serve --dev-addr $(HOST):$(PORT)

site: book-ready ## Build the book into site/
	$(BIN)/mkdocs build --strict

bundle: book-ready ## Build the offline book into dist/
	$(BIN)/decisionbook bundle

test: browser-ready lint ## Run every check and every test, browser tests included
	$(BIN)/decisionbook check
	node --test $(JS_TESTS)
	$(BIN)/pytest -m 'not nightly'

check: tests-ready lint ## Run what takes less than a minute
	$(BIN)/decisionbook check
	node --test $(JS_TESTS)
	$(BIN)/pytest -n auto --maxprocesses 8 --dist worksteal -m 'not browser and not slow and not nightly'

nightly: browser-ready ## Run long random searches and the benchmarks
	HYPOTHESIS_PROFILE=nightly $(BIN)/pytest --timeout 1800
	$(BIN)/python -m benchmarks --sizes 100 1000 --out test-results/benchmarks.json

bench: browser-ready ## Measure speed; BENCH="build --peers" chooses what
	$(BIN)/python -m benchmarks $(BENCH)

lint: tests-ready ## Check style, types and the arrows between rooms
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: tests-ready ## Put the code into shape
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

lock: ## Pin the dependencies anew; UPGRADE=--upgrade takes newer versions
	@$(if $(PYTHON),,$(error Python 3.11 or newer is needed))$(PYTHON) tools/lock.py $(UPGRADE)

audit: ## Look the pinned packages up among known weaknesses; asks the network
	@$(if $(PYTHON),,$(error Python 3.11 or newer is needed))$(PYTHON) -m venv .cache/audit
	.cache/audit/bin/pip install --quiet --require-hashes --only-binary :all: -r requirements/audit.txt
	.cache/audit/bin/pip-audit --disable-pip --require-hashes -r requirements/dev.txt
	npm audit --package-lock-only

sbom: ## List what the package and the book are made of, in dist/sbom.json
	@$(if $(PYTHON),,$(error Python 3.11 or newer is needed))$(PYTHON) tools/sbom.py

release: tests-ready ## Build what a release holds, into dist/release
	rm -rf dist/release
	SOURCE_DATE_EPOCH="$$(git log -1 --format=%ct)" $(BIN)/python -m hatchling build -d dist/release
	$(BIN)/decisionbook bundle --out dist/release/book.zip
	$(BIN)/python tools/sbom.py dist/release/sbom.json
	cd dist/release && rm -f book.zip.sha256 && sha256sum * > SHA256SUMS

clean: ## Remove what the commands made
	rm -rf .venv .cache node_modules site dist test-results

book-ready:
	@$(if $(PYTHON),,$(error Python 3.11 or newer is needed))$(PYTHON) tools/environment.py book
	@$(BIN)/python tools/minify_assets.py

tests-ready:
	@$(if $(PYTHON),,$(error Python 3.11 or newer is needed))$(PYTHON) tools/environment.py tests
	@$(BIN)/python tools/minify_assets.py

browser-ready: tests-ready
	@$(BIN)/python -m tools.chromium
