"""The book keeps its promises: labels exist, numbers are computed, notebooks are in step, chapters have their parts."""

import ast
import re
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
import yaml

import celoss
import checks
import twins
from cells import cells, tagged
from cells import code as plain_code

ROOT = Path(__file__).parent.parent
PACKAGE = sorted((ROOT / "code/celoss").glob("*.py"))
CHAPTERS = sorted((ROOT / "chapters").glob("[0-9][0-9]-*.md"))
NOTEBOOKS = sorted(path.with_suffix(".md") for path in (ROOT / "chapters").glob("*.ipynb"))
RUN = [path for path in NOTEBOOKS if "{code-cell}" in path.read_text(encoding="utf-8")]


def code(path):
    """The code of a page, cell by cell, without IPython's own commands; other pages have none that is run."""
    if "{code-cell}" not in path.read_text(encoding="utf-8"):
        return []
    return [plain_code(cell.source) for cell in cells(path) if cell.cell_type == "code"]


def figures(path):
    settings = [cell.metadata.get("mystnb", {}) for cell in cells(path)]
    return [setting for setting in settings if "figure" in setting]


def test_cited_equations_exist():
    labels = re.findall(r"\$\$ \((eq-[\w-]+)\)", "".join(path.read_text(encoding="utf-8") for path in CHAPTERS))
    assert len(labels) == len(set(labels))
    cited = {label for path in PACKAGE for label in re.findall(r"\{eq\}`([^`]+)`", path.read_text(encoding="utf-8"))}
    assert len(cited) > 10
    assert cited <= set(labels)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_is_in_step_with_its_source_and_holds_no_outputs(path):
    beside = nbformat.read(path.with_suffix(".ipynb"), as_version=4)
    nbformat.validate(beside)
    assert beside == twins.twin(path, twins.read_bibliography(ROOT / "chapters/references.bib")), "run `make notebooks`"
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in beside.cells)


def test_every_page_with_code_has_a_notebook():
    pages = (ROOT / "chapters").glob("*.md")
    assert {page for page in pages if "{code-cell}" in page.read_text(encoding="utf-8")} == set(RUN)
    assert {path.name for path in set(NOTEBOOKS) - set(RUN)} == {"notation.md"}  # every chapter links to it
    assert set(CHAPTERS) < set(RUN)


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


@pytest.mark.parametrize("path", RUN, ids=lambda path: path.name)
def test_cells_are_short(path):
    lines = [[line for line in source.splitlines() if line] for source in code(path)[1:]]
    assert max(len(cell) for cell in lines) <= 20
    assert sum(len(cell) for cell in lines) / len(lines) <= 11
    assert max(len(line) for cell in lines for line in cell) <= 78, "wider than the page at 1280 pixels"


@pytest.mark.parametrize("path", RUN, ids=lambda path: path.name)
def test_notebooks_start_with_the_same_hidden_cell(path):
    first = next(cell for cell in cells(path) if cell.cell_type == "code")
    assert first.metadata["tags"] == ["remove-cell"]
    assert first.source == next(cell for cell in cells(CHAPTERS[0]) if cell.cell_type == "code").source


def is_assertion(node):
    called = ast.unparse(node.value.func) if isinstance(getattr(node, "value", None), ast.Call) else ""
    return isinstance(node, ast.Assert) or ".testing." in called


def assertion_lines(source):
    """How many lines of a cell belong to assertions."""
    nodes = filter(is_assertion, ast.walk(ast.parse(plain_code(source))))
    return len({line for node in nodes for line in range(node.lineno, node.end_lineno + 1)})


def complaints_about_checks(path):
    """Check cells that are not made as they should be, and visible cells that only assert."""
    found, shown, asserting = [], 0, 0
    for cell in cells(path):
        if cell.cell_type != "code" or "nbgrader" in cell.metadata:
            continue
        lines = [line for line in cell.source.splitlines() if line]
        asserts = assertion_lines(cell.source)
        if tagged(cell, "check"):
            if cell.metadata.tags != ["check"] or not re.fullmatch(r"# (?!.*eq-)[^$`\"]{8,74}[.:?]", lines[0]):
                found.append(f"a check begins with a comment of one sentence: {lines[0]}")
            if not asserts or "print(" in cell.source:
                found.append(f"a check asserts, and prints nothing: {lines[0]}")
        elif not tagged(cell, "hide-input", "hide-cell", "remove-cell"):
            shown += len(lines)
            asserting += asserts
            if asserts == len(lines):
                found.append(f"a cell that shows nothing: {lines[0]}")
    if asserting > 0.08 * shown:
        found.append(f"{asserting} of {shown} visible lines of code are assertions")
    return found


# Chapter 10 keeps its assertions in the cells that they are about.
@pytest.mark.parametrize("path", [path for path in RUN if not path.name.startswith("10")], ids=lambda path: path.name)
def test_assertions_stand_in_check_cells(path):
    assert complaints_about_checks(path) == []


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        (":tags: [check]\n\nassert 1", "begins with a comment"),
        (":tags: [check]\n\n# A sentence without its stop\nassert 1", "begins with a comment"),
        (":tags: [check]\n\n# What eq-softmax says.\nassert 1", "begins with a comment"),
        (":tags: [check]\n\n# Nothing is checked.\nx = 1", "asserts, and prints nothing"),
        ("assert 1\nnp.testing.assert_equal(\n    1, 1\n)", "shows nothing"),
        ("print(1)\nassert 1", "1 of 2 visible lines"),
    ],
)
def test_a_bad_check_cell_is_found(tmp_path, cell, complaint):
    page = tmp_path / "page.md"
    header = CHAPTERS[0].read_text(encoding="utf-8").split("myst:")[0] + "---\n\n"
    page.write_text(f"{header}```{{code-cell}} ipython3\n{cell}\n```\n", encoding="utf-8")
    assert any(complaint in found for found in complaints_about_checks(page))


def test_a_check_cell_is_one_line_on_the_page():
    text = ["```{code-cell} ipython3\n:tags: [check]\n\n# One is one.\nassert 1 == 1\n```\n"]
    checks.fold(None, "chapters/02-softmax", text)
    settings = '{code_prompt_show: "Checked: One is one.", code_prompt_hide: "Checked: One is one."}'
    assert text[0] == (
        f"```{{code-cell}} ipython3\n---\ntags: [check, hide-input]\nmystnb: {settings}\n---\nassert 1 == 1\n```\n"
    )


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
    package -= {"forward", "backward", "__init__"}  # names that torch gives
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


def test_front_page_shows_the_numbers_of_celoss_without_its_explorable_too():
    page = (ROOT / "index.md").read_text(encoding="utf-8").replace("\N{MINUS SIGN}", "-")
    rows = re.findall(r"^\| (?:cat|dog|bird) \|(.*)\|$", page, re.MULTILINE)
    logits, probs, truth, gradient = np.array([[float(cell) for cell in row.split("|")] for row in rows]).T
    script = (ROOT / "assets/explorables/softmax.js").read_text(encoding="utf-8")
    start = re.search(r"z: list\(.*?(\[2.*?\])", script)[1]
    assert logits.tolist() == ast.literal_eval(start)
    np.testing.assert_array_equal(probs, celoss.softmax(logits).round(3))
    target = truth.argmax()
    np.testing.assert_array_equal(gradient, celoss.cross_entropy_gradient(logits, target).round(3))
    loss = celoss.cross_entropy(logits, target)
    assert f"-log {probs[target]} = {loss:.3f} nats" in page
    lines = re.search(r"```python\n(.*)  # ([\d.]+)\n```", page, re.DOTALL)
    names = {}
    *before, last = lines[1].splitlines()
    exec("\n".join(before), names)
    assert f"{eval(last, names):.3f}" == lines[2]
