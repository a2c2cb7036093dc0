# make report   the report on the sample corpus, or on your own: make report ARTICLES=my/folder
# make gallery  the report on the sample corpus, with all figures on report/gallery.html
# make lab      JupyterLab at the first notebook
# make check    lint, tests, two runs that must write the same bytes, and a rerun of the notebooks
#               against their committed outputs
# make check-lab  a notebook with hostile articles in a real JupyterLab (needs Chromium)
# make notebooks  rerun the notebooks in place: the only way their outputs are written
# make bench    how fast it reads, beside other systems; on a larger file: make bench SENTENCES=my/news.jsonl
# make bench-growth  how the whole reading grows with the number of articles: make bench-growth ARTICLES=my/news
# make fuzz     generated input for every loader: make fuzz FUZZ=100000
# make lock     write requirements.lock anew; make audit asks whether a flaw is known of anything in it
PYTHON ?= python3
VENV ?= .venv
ARTICLES ?= data/articles
OUT ?= report
SENTENCES ?= data/articles
LIMIT ?= 600
FUZZ ?= 100000
BIN = $(VENV)/bin
RUN = $(BIN)/jupyter nbconvert --to notebook --execute --ExecutePreprocessor.record_timing=False \
	--ExecutePreprocessor.extra_arguments=--log-level=ERROR --log-level=WARN

.PHONY: report gallery lab check lint test check-lab check-twice notebooks check-notebooks bench bench-growth fuzz lock audit clean

report: $(VENV)/installed
	$(BIN)/python -m analysis report $(ARTICLES) --out $(OUT)

gallery: report
	@echo "Open $(OUT)/gallery.html"

lab: $(VENV)/installed
	$(BIN)/jupyter lab notebooks/01-articles.ipynb

check: $(VENV)/checked
	$(MAKE) lint test check-twice check-notebooks

lint: $(VENV)/checked
	$(BIN)/ruff check analysis benchmarks tests
	$(BIN)/ruff format --check analysis benchmarks tests

test: $(VENV)/checked
	$(BIN)/python -m pytest

check-lab: $(VENV)/checked
	LAB=1 $(BIN)/python -m pytest tests/test_jupyterlab.py

check-twice: $(VENV)/installed
	rm -rf build/twice && mkdir -p build/twice
	for run in one two; do XDG_CACHE_HOME=build/twice/cache-$$run \
		$(BIN)/python -m analysis tables data/articles --out build/twice/$$run > build/twice/$$run.log || exit 1; done
	diff -r build/twice/one build/twice/two

notebooks: $(VENV)/installed
	env -u ARTICLES $(RUN) --inplace notebooks/*.ipynb
	$(BIN)/python tests/compare_outputs.py --tidy notebooks

check-notebooks: $(VENV)/installed
	rm -rf build/notebooks && mkdir -p build/notebooks
	env -u ARTICLES $(RUN) --output-dir build/notebooks notebooks/*.ipynb
	$(BIN)/python tests/compare_outputs.py notebooks build/notebooks

bench: $(VENV)-bench/installed
	mkdir -p build
	$(VENV)-bench/bin/python -m benchmarks.speed --sentences $(SENTENCES) --limit $(LIMIT) --json build/speed.json

bench-growth: $(VENV)-bench/installed
	$(VENV)-bench/bin/python -m benchmarks.growth --articles $(ARTICLES) --out build

fuzz: $(VENV)/checked
	FUZZ=$(FUZZ) $(BIN)/python -m pytest tests/test_fuzz.py
	$(BIN)/pip install --quiet --disable-pip-version-check atheris
	$(BIN)/python tests/guided_fuzz.py -runs=$(FUZZ) -max_len=4096 -timeout=20

lock: $(VENV)/checked
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	mkdir -p build && head -4 requirements.lock > build/lock.head
	grep -v '^-e' requirements.txt | $(BIN)/uv pip compile - --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet | cat build/lock.head - > build/requirements.lock
	mv build/requirements.lock requirements.lock

audit: $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

$(VENV)-bench/installed: requirements.txt benchmarks/requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	touch $@

$(VENV)/installed: requirements.txt pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/checked: $(VENV)/installed requirements-dev.txt requirements-dask.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf build report $(VENV) $(VENV)-bench
