"""Write the students' notebooks: every chapter without its solutions, in Markdown that Jupyter and Colab can show.

A solution is a cell with nbgrader's metadata ``solution: true``. Code between ``### BEGIN SOLUTION`` and
``### END SOLUTION`` becomes ``...``, which leaves the signature and its docstring; a text becomes a place to write.
Equations and figures have the numbers of the page; a figure's caption stands in a cell of its own below it.
"""

import copy
import difflib
import hashlib
import re
import sys
from pathlib import Path

import jupytext
import nbformat
from nbformat.v4 import new_markdown_cell
from pybtex.database import parse_file

from bibliography import authors

CHAPTERS = Path(__file__).parents[1] / "chapters"
REGION = re.compile(r"^([ \t]*)### BEGIN SOLUTION\n.*?^[ \t]*### END SOLUTION$", re.MULTILINE | re.DOTALL)
EQUATION = re.compile(r"\$\$ \((eq-[\w-]+)\)")
PAGE_ONLY = re.compile(r"^%config InlineBackend\.print_figure_kwargs.*\n?", re.MULTILINE)


def is_solution(cell):
    return cell.metadata.get("nbgrader", {}).get("solution", False)


def student(notebook, bibliography, numbers, chapter=""):
    """The notebook that a student gets.

    `bibliography` maps the keys of cited works to (authors, year), `numbers` the labels of equations to their
    numbers; `chapter` is the number before those of the figures.
    """
    notebook = copy.deepcopy(notebook)
    notebook.metadata.get("jupytext", {}).pop("text_representation", None)
    cells, figures = [], 0
    for cell in notebook.cells:
        cells.append(cell)
        if is_solution(cell) and cell.cell_type == "markdown":
            cell.source = "*Your answer here.*"
        elif is_solution(cell):
            cell.source, regions = REGION.subn(dots, cell.source)
            if not regions:
                raise ValueError(f"a solution cell without ### BEGIN SOLUTION and ### END SOLUTION:\n{cell.source}")
            for page_only in ("tags", "mystnb"):
                cell.metadata.pop(page_only, None)
        elif cell.cell_type == "markdown":
            cell.source = plain_markdown(cell.source, bibliography, numbers)
        else:
            cell.source = PAGE_ONLY.sub("", cell.source).rstrip("\n")
            if figure := cell.metadata.get("mystnb", {}).get("figure"):
                figures += 1
                caption = plain_markdown(figure["caption"], bibliography, numbers)
                cells.append(new_markdown_cell(f"**Figure {chapter}.{figures}.** {caption}"))
            if figure or "remove-cell" in cell.metadata.get("tags", []):
                cell.metadata["jupyter"] = {"source_hidden": True}  # JupyterLab folds it
    notebook.cells = cells
    return notebook


def dots(match):
    # At the end of a cell the value of bare dots would be printed, "Ellipsis".
    return f"{match[1]}..." if match[1] else "...;"


def equation_numbers(pages):
    """Label -> number as on the page, "3.1", for the pages of the chapters."""
    return {
        label: f"{int(path.name[:2])}.{count}"
        for path in pages
        for count, label in enumerate(EQUATION.findall(path.read_text(encoding="utf-8")), start=1)
    }


def plain_markdown(text, bibliography, numbers):
    """Markdown without the book's own marks: labels, roles and links to sources."""

    def cited(match):
        works = [bibliography[key.strip()] for key in match[2].split(",")]
        if match[1] == "t":
            return ", ".join(f"{authors} ({year})" for authors, year in works)
        return f"({'; '.join(f'{authors}, {year}' for authors, year in works)})"

    text = re.sub(r"(\A|\n\n)\([\w-]+\)=\n", r"\1", text)  # not within a block of code that shows one
    text = re.sub(r"```\{explorable\} .*?\n```\n*", "", text, flags=re.DOTALL).strip("\n")  # only pages can be touched
    text = EQUATION.sub(lambda match: rf"\tag{{{numbers[match[1]]}}}$$", text)
    text = re.sub(r"\{eq\}`([^`]+)`", lambda match: f"({numbers[match[1]]})", text)
    text = re.sub(r"\{cite:([pt])\}`([^`]+)`", cited, text)
    return re.sub(r"\]\((\d\d-[\w-]+|notation)\.md(?:#[\w-]*)?\)", r"](\1.ipynb)", text)


def read_bibliography(path):
    """Key -> (authors, year), as a sentence names them."""
    return {key: (authors(entry), entry.fields["year"]) for key, entry in parse_file(str(path)).entries.items()}


def keep_ids(cells, old_cells):
    """Give each cell the id that it had, if it was there; a new one gets a hash of its text that no other cell has."""

    def contents(cells):
        return [(cell.cell_type, cell.source) for cell in cells]

    taken, new = set(), []
    changes = difflib.SequenceMatcher(None, contents(old_cells), contents(cells)).get_opcodes()
    for kind, old_start, old_stop, start, stop in changes:
        if kind == "equal" or (kind == "replace" and old_stop - old_start == stop - start):
            for cell, old in zip(cells[start:stop], old_cells[old_start:old_stop], strict=True):
                cell.id = old.id
                taken.add(cell.id)
        else:
            new += cells[start:stop]
    for cell in new:
        text = cell.source
        while (cell_id := hashlib.sha256(text.encode()).hexdigest()[:8]) in taken:
            text += "+"
        cell.id = cell_id
        taken.add(cell_id)


def twin(path, bibliography):
    """The student's notebook of the chapter at `path`, with the cell ids of the one that lies beside it."""
    numbers = equation_numbers(sorted(CHAPTERS.glob("[0-9]*.md")))
    chapter = re.match(r"\d*", path.name)[0].lstrip("0")
    notebook = student(jupytext.read(path), bibliography, numbers, chapter)
    if "kernelspec" not in notebook.metadata:  # a page without code: Sphinx's settings, and no kernel to start
        notebook.cells = [cell for cell in notebook.cells if cell.cell_type != "raw"]
        notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    beside = path.with_suffix(".ipynb")
    keep_ids(notebook.cells, nbformat.read(beside, as_version=4).cells if beside.exists() else [])
    notebook.nbformat_minor = 5
    return notebook


if __name__ == "__main__":
    bibliography = read_bibliography(CHAPTERS / "references.bib")
    for path in map(Path, sys.argv[1:]):
        nbformat.write(twin(path, bibliography), path.with_suffix(".ipynb"))
