# make run     everything that is needed, then the platform at http://127.0.0.1:8000
# make test    every check and every test
# make check   only the checks        make fix   what they can put right
# make dev     the platform, starting anew whenever a source changes
# make lock    new locks              make bench the figures of docs/benchmarks.md
# make audit   known weaknesses of what is locked; asks the registries, so it is no part of make test
# make sbom    what the platform is made of, as CycloneDX, into var/sbom
# make mutants breaks the code that guards, one line at a time, and sees that a test notices

MAKEFLAGS += --no-print-directory
PYTHON3 ?= python3
STEP := @scripts/step
export VIRTUAL_ENV := $(CURDIR)/.venv

# Node from the machine where it is new enough, else from a locked Python package.
NODE_LOCK := $(shell node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null \
	&& npm --version >/dev/null 2>&1 || echo requirements-node.lock)
export PATH := $(CURDIR)/.venv/bin:$(PATH)

# Behind a company's proxy or mirror, uv and npm trust and use what pip has been told.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS ?= true
export NODE_EXTRA_CA_CERTS ?= /etc/ssl/certs/ca-certificates.crt
endif
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif

PACKAGES := vig media_pipeline cases supervision
TEMPLATES = $(shell find templates $(PACKAGES) -name '*.html')
FRONT_END := $(shell find static templates -path static/build -prune -o -type f -print)

.PHONY: run test check fix dev lock bench audit sbom mutants

run: .venv/.run static/build/main.js
	@python manage.py serve --prepare

dev: .venv/.dev static/build/main.js
	@npm run --silent watch & watch=$$!; trap "kill $$watch" EXIT; VIG_DEBUG=yes python manage.py serve --prepare --reload

test: check static/build/main.js
	@python -m tests

check: .venv/.dev node_modules/.package-lock.json
	$(STEP) "Style (ruff)" ruff check
	$(STEP) "Format (ruff)" ruff format --check
	$(STEP) "Types (mypy)" mypy $(PACKAGES) tests scripts
	$(STEP) "Layers (import-linter)" lint-imports
	$(STEP) "Weaknesses (bandit)" bandit --quiet --configfile pyproject.toml --recursive $(PACKAGES) scripts
	$(STEP) "Templates (djade)" djade --target-version 5.2 --check $(TEMPLATES)
	$(STEP) "Templates (djlint)" djlint --check --lint $(TEMPLATES)
	$(STEP) "Types of the front end (tsc)" npm run --silent check
	$(STEP) "Tests of the front end (node)" npm run --silent test:unit

fix: .venv/.dev
	ruff check --fix
	ruff format
	djade --target-version 5.2 $(TEMPLATES)
	djlint --quiet --reformat $(TEMPLATES)

bench: .venv/.dev static/build/main.js
	@python -m pytest -m figures tests/bench
	@python manage.py bench

audit: .venv/.dev node_modules/.package-lock.json
	$(STEP) "Weaknesses (bandit)" bandit --quiet --configfile pyproject.toml --recursive $(PACKAGES) scripts
	pip-audit --strict --disable-pip --require-hashes -r requirements.lock
	npm audit --omit=dev

sbom: .venv/.dev
	@mkdir -p var/sbom
	$(STEP) "Python packages (cyclonedx-py)" cyclonedx-py requirements requirements.lock --pyproject pyproject.toml \
		--output-reproducible -o var/sbom/python.cdx.json
	$(STEP) "Packages of the front end (npm)" scripts/npm-sbom var/sbom/front-end.cdx.json

mutants: .venv/.dev static/build/main.js
	@python -m tests.mutants

# What `run` needs, and, on top of it, what `test` needs.
.venv/bin/uv: requirements-uv.lock
	$(STEP) "Making a Python environment in .venv" $(PYTHON3) scripts/bootstrap.py

.venv/.run: requirements.lock $(NODE_LOCK) | .venv/bin/uv
	$(STEP) "Installing what the platform needs" uv pip install --require-hashes $(addprefix -r ,$^)
	@touch $@

.venv/.dev: requirements-dev.lock $(NODE_LOCK) requirements-uv.lock | .venv/bin/uv
	$(STEP) "Installing what the tests need" uv pip sync --require-hashes $^
	@touch .venv/.run $@

node_modules/.package-lock.json: package-lock.json | .venv/.run
	$(STEP) "Installing what the front end needs" npm ci
	@touch $@

static/build/main.js: node_modules/.package-lock.json $(FRONT_END)
	$(STEP) "Building the front end" npm run build
	@touch $@

# Locks carry hashes and no registry's address: docs/adr/0001-locks-name-no-registry.md
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	--no-header --upgrade

lock: .venv/bin/uv
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) --group node -o requirements-node.lock
	$(COMPILE) --group uv -o requirements-uv.lock
	npm install --package-lock-only
