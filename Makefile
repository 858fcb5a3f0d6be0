# Everything that one does with the site. Needs Python 3.11 or newer (with venv) and make.

# The newest Python of this machine that can also make virtual environments.
PYTHON := $(shell for name in python3.13 python3.12 python3.11 python3; do \
	$$name -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VERSION := $(if $(PYTHON),$(shell $(PYTHON) -c 'import platform; print(platform.python_version())'))
sum_of = $(firstword $(shell cat $(1) | cksum))

# A virtual environment is done when the file exists that names its Python and its lock: a change of
# either makes another name.
RUN := .venv/run-$(VERSION)-$(call sum_of,requirements.txt)
DEV := .venv/dev-$(VERSION)-$(call sum_of,requirements.txt requirements-dev.txt)
NEXT := .venv-next/dev-$(VERSION)-$(call sum_of,requirements.txt requirements-dev.txt)
NEXT_PYTHON := .venv-next/bin/python
INSTALL := bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all:
COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# What `make lint` runs: a name for each check, and its command.
CHECKS := ruff format mypy djlint hadolint migrations translations
check-ruff = .venv/bin/ruff check --quiet
check-format = .venv/bin/ruff format --check --quiet
check-mypy = .venv/bin/mypy --no-error-summary
check-djlint = .venv/bin/djlint templates --lint --quiet
check-hadolint = .venv/bin/hadolint Dockerfile
check-migrations = .venv/bin/python manage.py makemigrations --check --dry-run --settings=tests.settings
check-translations = .venv/bin/python -m pytest -q -m "not django_db" tests/pages/test_translations.py
SCREENSHOTS := tests/pages/test_making_screenshots.py tests/editing/test_block_screenshots.py \
	tests/editing/test_guide_pictures.py
# Where at least 95 % of the branches must be tested.
COVERED := pages/enquiries/* pages/page_cache/* pages/access.py

.PHONY: run dev backup restore test test-next faults screenshots link-cards bench lint lock audit

run: $(RUN) ## Set everything up and serve the site as production would. PORT= and VAR_DIR= move it.
	@.venv/bin/python manage.py prepare
	@.venv/bin/python -m apnahaq.supervisor

dev: $(RUN) ## The same site with debugging, reloading when the code changes.
	@DEBUG=1 .venv/bin/python manage.py prepare
	@# exec keeps the process id, by which the worker knows when its server has ended.
	@export DEBUG=1; .venv/bin/python manage.py work --parent-pid $$$$ & \
		exec .venv/bin/python manage.py runserver $(or $(PORT),8000)

backup: $(RUN) ## Back up the database and the media into BACKUP_DIR. The last line is the path of the backup.
	@.venv/bin/python manage.py backup

restore: $(RUN) ## Restore the site from a backup: FILE=, and IDENTITY= for the private key of an encrypted one.
	@test -n "$(FILE)" || { echo "Name the backup: make restore FILE=var/backups/apnahaq-….tar.gz" >&2; exit 1; }
	@.venv/bin/python manage.py restore "$(FILE)" $(if $(IDENTITY),--identity "$(IDENTITY)")

test: lint ## Run every check and test. ARGS="-k name" chooses, REQUIRE_ALL=1 skips none, COVERAGE=1 measures.
	@.venv/bin/python -m pytest -q -rsR --dist=each --durations=10 $(if $(COVERAGE),--cov) $(ARGS)
	@$(if $(COVERAGE),$(foreach part,$(COVERED),.venv/bin/coverage report --include="$(part)" --fail-under=95 &&) true)

faults: $(DEV) ## Run the fault tests that take minutes: they kill, freeze and fill, on loopback only.
	@.venv/bin/python -m pytest -q -rsR -m minutes $(ARGS)

screenshots: $(DEV) ## Make pictures of everything in var/screenshots, and those of README and docs/editors.md anew.
	@.venv/bin/python -m pytest -q -m pictures -n 2 --dist=loadgroup $(SCREENSHOTS) $(ARGS)
	@echo "All pictures: var/screenshots/index.html"

link-cards: $(DEV) ## Make the pictures of link cards and the icons anew, from the patterns and fonts of the site.
	@.venv/bin/python -m pytest -q -m pictures tests/pages/test_making_link_cards.py

lint: $(DEV) ## Run the checks without the tests, side by side.
	@$(MAKE) --no-print-directory --keep-going --output-sync=target --jobs=$(or $(shell nproc),1) $(CHECKS:%=lint-%)
	@echo "Checks: $(CHECKS): ok"

audit: $(DEV) ## Compare the pinned packages with the published advisories. Reports, blocks nothing.
	@.venv/bin/python -m tests.audit

lint-%:
	@$(check-$*) || { echo "FAILED: $*"; exit 1; }

# Without a network, pip finds that the pinned release will do, and calls that a success.
test-next: $(NEXT) ## Run the tests against the newest Wagtail. Reports, blocks nothing.
	@if $(NEXT_PYTHON) -m pip install --quiet --disable-pip-version-check --upgrade wagtail \
		&& version=$$($(NEXT_PYTHON) -c 'import wagtail; print(wagtail.__version__)') \
		&& ! grep -q "^wagtail==$$version " requirements.txt; \
	then \
		echo "Wagtail $$version"; \
		STATIC_DIR=var/test-next-static $(NEXT_PYTHON) -m pytest -q -rsR --dist=each $(ARGS) || echo "The next Wagtail needs work."; \
	else \
		echo "No newer Wagtail than the pinned one could be installed: nothing was tested."; \
	fi

bench: $(RUN) ## Measure how fast the site answers, and print one table. Judges nothing. ARGS="--quick" is shorter.
	@.venv/bin/python -m tests.bench $(ARGS)

lock: $(DEV) ## Write the pinned, hashed requirements anew.
	@$(COMPILE) $(ARGS) pyproject.toml -o requirements.txt
	@$(COMPILE) $(ARGS) --all-extras -c requirements.txt pyproject.toml -o requirements-dev.txt

$(RUN): | python
	@echo "Installing the pinned packages..."
	@$(call make_venv,.venv)
	@.venv/$(INSTALL) -r requirements.txt
	@touch $@

$(DEV): | python
	@echo "Installing the pinned packages, with those for the tests..."
	@$(call make_venv,.venv)
	@.venv/$(INSTALL) -r requirements-dev.txt
	@touch $@ $(RUN)

$(NEXT): | python
	@echo "Installing the packages for the tests against the newest Wagtail..."
	@$(call make_venv,.venv-next)
	@.venv-next/$(INSTALL) -r requirements-dev.txt
	@touch $@

# An environment of the same Python is kept and brought up to date; any other is made anew.
make_venv = test "$$($(1)/bin/python -V 2>/dev/null)" = "Python $(VERSION)" && $(1)/bin/python -m pip -V >/dev/null 2>&1 \
	|| $(PYTHON) -m venv --clear $(1)

.PHONY: python
python:
ifeq ($(PYTHON),)
	@if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo "Python cannot make virtual environments here. On Debian or Ubuntu: apt install python3-venv" >&2; \
	else \
		echo "Python 3.11 or newer is needed, and was not found. On Debian or Ubuntu: apt install python3 python3-venv" >&2; \
	fi; exit 1
endif
