PYTHON ?= python3
BIN := .venv/bin
BOOK := _build/html/index.html

.PHONY: book pdf test serve lab notebooks lint bank mutants bench clean

book: .venv/installed _build/theme _build/bank
	CELOSS_STRICT=1 $(BIN)/jupyter-book build -q -W -n --keep-going . || { rm -rf _build/html _build/.doctrees; exit 1; }
	@echo "The book is at $(CURDIR)/$(BOOK)"

pdf: .venv/installed _build/theme _build/bank
	CELOSS_STRICT=1 $(BIN)/jupyter-book build -q -W -n --keep-going --builder singlehtml . || { rm -rf _build/singlehtml _build/.doctrees; exit 1; }
	$(BIN)/python tools/pdf.py

test: .venv/installed
	$(BIN)/pytest --nbmake --nbmake-timeout=300 tests code chapters

serve: book
	$(BIN)/python -m http.server --directory _build/html --bind 127.0.0.1 8000

lab: .lab/installed
	.lab/bin/jupyter lab --notebook-dir=chapters

notebooks: .venv/installed
	PYTHONPATH=_ext $(BIN)/python tools/twins.py $$(grep -l code-cell chapters/*.md) chapters/notation.md

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

bank: .venv/installed
	$(BIN)/python -m celoss.check.bank tests/bank

mutants: .venv/installed
	$(BIN)/python tools/mutants.py

bench: .venv/installed
	$(BIN)/python bench/bench.py

# Sphinx copies styles and scripts only when it writes a page: start over when they change. Executed cells stay cached,
_build/theme: _config.yml _toc.yml _build/code $(wildcard _ext/*.* assets/* assets/*/*)
	rm -rf _build/html _build/.doctrees
	touch $@

# except when the code changes that they run: the cache knows the text of the cells alone. (*.* is no __pycache__.)
_build/code: constraints.txt $(wildcard code/celoss/*.* code/celoss/check/*.py)
	rm -rf _build/.jupyter_cache
	mkdir -p _build
	touch $@

# The page on exercises reads other files than its own: the chapters and the answers that test the checks.
_build/bank: _build/theme $(wildcard chapters/[0-9]*.md tests/bank/*/*/*.py)
	rm -f _build/.doctrees/chapters/exercises.doctree
	touch $@

clean:
	rm -rf .venv .lab _build

.venv/installed: EXTRA = test
.lab/installed: EXTRA = lab
.venv/installed .lab/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=...")'
	$(PYTHON) -m venv --clear $(@D)
	$(@D)/bin/pip install --quiet --constraint constraints.txt --editable '.[$(EXTRA)]'
	touch $@
