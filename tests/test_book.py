"""The book keeps its promises: labels exist, numbers are computed, notebooks are in step, chapters have their parts."""

import ast
import re
import sys
from pathlib import Path

import jupytext
import nbformat
import pytest
import yaml

import celoss
import twins

ROOT = Path(__file__).parent.parent
PACKAGE = sorted((ROOT / "code/celoss").glob("*.py"))
CHAPTERS = sorted((ROOT / "chapters").glob("[0-9][0-9]-*.md"))
PROSE = [
    ROOT / "index.md",
    ROOT / "README.md",
    ROOT / "chapters/notation.md",
    ROOT / "chapters/questions.md",
    ROOT / "chapters/exercises.md",
    ROOT / "chapters/writing-an-exercise.md",
    *CHAPTERS,
]
NOTEBOOKS = sorted(path.with_suffix(".md") for path in (ROOT / "chapters").glob("*.ipynb"))

# Numbers in the prose that no cell of the same page computes, with the reason.
ALLOWED = {
    "index.md": {88.75: "found by running in chapter 3, which the line links to"},
    "README.md": {
        3.11: "a Python version",
        88.75: "found by running in chapter 3",
    },
    "01-why-cross-entropy.md": {},
    "02-softmax.md": {},
    "03-log-softmax.md": {434: "from the exact logarithm of the probability, minus 1000 nats"},
    "04-negative-log-likelihood.md": {},
    "05-cross-entropy.md": {
        4.3: "a section of a book",
        0.75: "a published number that is wrong",
        1.47: "the same",
        0.47: "the same",
        1.97: "the same",
        2.47: "the same",
    },
    "06-class-weights.md": {1797: "the size of the data set"},
    "07-ignore-index.md": {},
    "08-soft-targets.md": {1.1: "PyTorch 1.10"},
    "09-backpropagation.md": {0.001: "the default rtol of gradcheck"},
    "10-pytorch.md": {},
    "exercises.md": {},
    "notation.md": {},
    "questions.md": {},
    "writing-an-exercise.md": {},
}


def cells(path):
    return jupytext.read(path).cells


def code(path):
    """The code of a chapter, cell by cell, without IPython's own commands; other pages have none that is run."""
    if "{code-cell}" not in path.read_text(encoding="utf-8"):
        return []
    sources = [cell.source for cell in cells(path) if cell.cell_type == "code"]
    return [re.sub(r"^(\s*)%.*$", r"\1pass", source, flags=re.MULTILINE) for source in sources]


def figures(path):
    settings = [cell.metadata.get("mystnb", {}) for cell in cells(path)]
    return [setting for setting in settings if "figure" in setting]


def prose(path):
    """What a reader reads: Markdown without directives, inline code, roles and links, and the figures' texts."""
    texts = [cell.source for cell in cells(path) if cell.cell_type == "markdown"]
    texts += [figure["figure"]["caption"] + " " + figure["image"]["alt"] for figure in figures(path)]
    text = "\n".join(texts)
    for hidden in [
        r"^```.*?^```$",  # directives and code blocks
        r"\{[\w:]+\}`[^`]*`",  # roles
        r"`[^`]*`",
        r"\]\([^)]*\)",  # link targets
        r"https?://\S+",
        r"[Ee]xercise \d+\.\d",
        r"\(eq-[\w-]+\)",
    ]:
        text = re.sub(hidden, " ", text, flags=re.MULTILINE | re.DOTALL)
    return text


def numbers(text):
    """Decimals, and whole numbers of three digits and more; thousands may be set apart by commas."""
    return {float(found.replace(",", "")) for found in re.findall(r"\d+\.\d+|\d{1,3}(?:,\d{3})+|\d{3,}", text)}


def computed(sources):
    """Every number in the code, as a number, as a string of its own or in one that is asserted, like "0.7842"."""
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    asserted = {part for node in nodes if isinstance(node, ast.Assert) for part in ast.walk(node)}
    found = set()
    for node in nodes:
        value = getattr(node, "value", None)
        if isinstance(value, int | float):
            found.add(abs(float(value)))
        elif isinstance(value, str) and (node in asserted or re.fullmatch(r"-?[\d.]+", value)):
            found |= numbers(value)
    return found


def unbacked_numbers(path):
    return numbers(prose(path)) - computed(code(path)) - set(ALLOWED[path.name])


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_every_number_in_the_prose_is_in_a_cell(path):
    assert unbacked_numbers(path) == set()
    assert set(ALLOWED[path.name]) <= numbers(prose(path)), "an exception that nothing needs any more"


def test_a_number_that_no_cell_computes_is_found(tmp_path, monkeypatch):
    page = tmp_path / "page.md"
    page.write_text(
        "It is 0.1234, not 0.5678 or 1,234.\n\n```{code-cell} ipython3\nassert f'{x:.4f}' == '0.1234'\n```\n",
        encoding="utf-8",
    )
    monkeypatch.setitem(ALLOWED, "page.md", {})
    assert unbacked_numbers(page) == {0.5678, 1234.0}


def test_cited_equations_exist():
    labels = set(re.findall(r"\$\$ \((eq-[\w-]+)\)", "".join(path.read_text(encoding="utf-8") for path in CHAPTERS)))
    cited = {label for path in PACKAGE for label in re.findall(r"\{eq\}`([^`]+)`", path.read_text(encoding="utf-8"))}
    assert len(cited) > 10
    assert cited <= labels


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_is_in_step_with_its_source_and_holds_no_outputs(path):
    beside = nbformat.read(path.with_suffix(".ipynb"), as_version=4)
    nbformat.validate(beside)
    assert beside == twins.twin(path, twins.read_bibliography(ROOT / "chapters/references.bib")), "run `make notebooks`"
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in beside.cells)


def test_every_page_with_code_has_a_notebook():
    pages = (ROOT / "chapters").glob("*.md")
    assert {page for page in pages if "{code-cell}" in page.read_text(encoding="utf-8")} == set(NOTEBOOKS)
    assert set(CHAPTERS) < set(NOTEBOOKS)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.name)
def test_chapter_has_its_parts(path):
    text, number = path.read_text(encoding="utf-8"), int(path.name[:2])
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    exercises = [heading for heading in headings if heading.startswith(f"Exercise {number}.")]
    assert 2 <= len(exercises) <= 5
    assert [int(exercise.split(":")[0].split(".")[1]) for exercise in exercises] == [*range(1, len(exercises) + 1)]
    assert headings[-len(exercises) - 2] == "What to remember"
    assert headings[-1] == "References"
    assert len(figures(path)) >= 2
    for figure in figures(path):
        assert len(figure["image"]["alt"]) > 40
        assert figure["figure"]["caption"].endswith(".")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_cells_are_short(path):
    lines = [[line for line in source.splitlines() if line] for source in code(path)[1:]]
    assert max(len(cell) for cell in lines) <= 20
    assert sum(len(cell) for cell in lines) / len(lines) <= 11
    assert max(len(line) for cell in lines for line in cell) <= 78, "wider than the page at 1280 pixels"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_start_with_the_same_hidden_cell(path):
    first = next(cell for cell in cells(path) if cell.cell_type == "code")
    assert first.metadata["tags"] == ["remove-cell"]
    assert first.source == next(cell for cell in cells(CHAPTERS[0]) if cell.cell_type == "code").source


def test_first_cell_says_what_is_missing(monkeypatch):
    source = code(CHAPTERS[0])[0]
    exec(source, {})
    monkeypatch.setitem(sys.modules, "celoss", None)  # as in Colab: importing it fails
    with pytest.raises(AssertionError, match="celoss is missing: run `pip install"):
        exec(source, {})
    assert 'repository = ""' in source
    exec(source.replace('repository = ""', 'repository = "owner/name"'), {})


def test_no_function_of_the_package_is_copied_into_a_chapter():
    def functions(sources):
        return {node.name for s in sources for node in ast.walk(ast.parse(s)) if isinstance(node, ast.FunctionDef)}

    package = functions(path.read_text(encoding="utf-8") for path in PACKAGE)
    package -= {"forward", "backward"}  # names that torch gives
    assert {"softmax", "cross_entropy", "target_mass"} <= package
    for path in CHAPTERS:
        assert not functions(code(path)) & package


def test_every_public_name_is_used_in_the_book():
    book = "\n".join(source for path in CHAPTERS for source in code(path))
    for name in celoss.__all__:
        assert re.search(rf"(?<![\w.]){name}\(", book), name


def test_contents_and_readme_name_every_chapter():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    entries = [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]
    assert all(entry.endswith(".md") and (ROOT / entry).exists() for entry in entries)
    assert [str(path.relative_to(ROOT)) for path in CHAPTERS] == [
        entry for entry in entries if re.search(r"/\d\d-", entry)
    ]
    for path in CHAPTERS:
        assert path.name in (ROOT / "README.md").read_text(encoding="utf-8")
        assert path.name in (ROOT / "index.md").read_text(encoding="utf-8")


def test_the_package_needs_numpy_alone():
    # The package runs on NumPy alone: a reader's torch is never touched by installing it.
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [re.split(r"\W", needed)[0] for needed in project["dependencies"]] == ["numpy"]
