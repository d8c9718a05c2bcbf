PYTHON ?= python3
BIN := .venv/bin
BOOK := _build/html/index.html

.PHONY: book test serve notebooks lint clean

book: .venv/installed _build/theme
	$(BIN)/jupyter-book build -q -W -n --keep-going . || { rm -rf _build/html _build/.doctrees; exit 1; }
	@echo "The book is at $(CURDIR)/$(BOOK)"

test: .venv/installed
	$(BIN)/pytest --nbmake --nbmake-timeout=300 tests code chapters

serve: book
	$(BIN)/python -m http.server --directory _build/html --bind 127.0.0.1 8000

notebooks: .venv/installed
	$(BIN)/jupytext --quiet --update --to ipynb $$(grep -l code-cell chapters/*.md)

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Sphinx copies styles and scripts only when it writes a page: start over when they change. Executed cells stay cached.
_build/theme: _config.yml $(wildcard _ext/*.py assets/* assets/fonts/*)
	rm -rf _build/html _build/.doctrees
	mkdir -p _build
	touch $@

clean:
	rm -rf .venv _build

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@
