"""Write the students' notebooks: every chapter without its solutions, in Markdown that Jupyter and Colab can show.

A solution is a cell with nbgrader's metadata ``solution: true``. Code between ``### BEGIN SOLUTION`` and
``### END SOLUTION`` becomes ``...``, which leaves the signature and its docstring; a text becomes a place to write.
"""

import copy
import difflib
import hashlib
import re
import sys
from pathlib import Path

import jupytext
import nbformat
from pybtex.database import parse_file

CHAPTERS = Path(__file__).parents[1] / "chapters"
REGION = re.compile(r"^([ \t]*)### BEGIN SOLUTION\n.*?^[ \t]*### END SOLUTION$", re.MULTILINE | re.DOTALL)


def is_solution(cell):
    return cell.metadata.get("nbgrader", {}).get("solution", False)


def student(notebook, bibliography):
    """The notebook that a student gets; `bibliography` maps the keys of cited works to (authors, year)."""
    notebook = copy.deepcopy(notebook)
    notebook.metadata.get("jupytext", {}).pop("text_representation", None)
    for cell in notebook.cells:
        if is_solution(cell) and cell.cell_type == "markdown":
            cell.source = "*Your answer here.*"
        elif is_solution(cell):
            cell.source, regions = REGION.subn(r"\1...", cell.source)
            if not regions:
                raise ValueError(f"a solution cell without ### BEGIN SOLUTION and ### END SOLUTION:\n{cell.source}")
            for page_only in ("tags", "mystnb"):
                cell.metadata.pop(page_only, None)
        elif cell.cell_type == "markdown":
            cell.source = plain_markdown(cell.source, bibliography)
    return notebook


def plain_markdown(text, bibliography):
    """Markdown without the book's own marks: labels, roles and links to sources."""

    def cited(match):
        works = [bibliography[key.strip()] for key in match[2].split(",")]
        if match[1] == "t":
            return ", ".join(f"{authors} ({year})" for authors, year in works)
        return f"({'; '.join(f'{authors}, {year}' for authors, year in works)})"

    text = re.sub(r"(\A|\n\n)\([\w-]+\)=\n", r"\1", text)  # not within a block of code that shows one
    text = re.sub(r"\{eq\}`([^`]+)`", r"(\1)", text)
    text = re.sub(r"\{cite:([pt])\}`([^`]+)`", cited, text)
    return re.sub(r"\]\((\d\d-[\w-]+)\.md(?:#[\w-]*)?\)", r"](\1.ipynb)", text)


def read_bibliography(path):
    """Key -> (authors, year), as a sentence names them."""
    works = {}
    for key, entry in parse_file(str(path)).entries.items():
        names = [" ".join([*person.prelast_names, *person.last_names]) for person in entry.persons["author"]]
        authors = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
        works[key] = authors.replace("{", "").replace("}", ""), entry.fields["year"]
    return works


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
    notebook = student(jupytext.read(path), bibliography)
    beside = path.with_suffix(".ipynb")
    keep_ids(notebook.cells, nbformat.read(beside, as_version=4).cells if beside.exists() else [])
    notebook.nbformat_minor = 5
    return notebook


if __name__ == "__main__":
    bibliography = read_bibliography(CHAPTERS / "references.bib")
    for path in map(Path, sys.argv[1:]):
        nbformat.write(twin(path, bibliography), path.with_suffix(".ipynb"))
