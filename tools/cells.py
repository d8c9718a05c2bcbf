"""Run the cells of a page in one process, as a notebook does, without a kernel."""

import ast
import contextlib
import io
import re
from pathlib import Path

import jupytext


def cells(path):
    """The cells of a page, Markdown and code, with their metadata."""
    return jupytext.read(path).cells


def code(source):
    """The code of a cell without IPython's own commands."""
    return re.sub(r"^(\s*)%.*$", r"\1pass", source, flags=re.MULTILINE)


def tagged(cell, *tags):
    return bool({*tags} & {*cell.metadata.get("tags", [])})


def run(path, names=None):
    """Yield each cell of code of a page and what it prints; the value of a last expression is printed too.

    The caller stops where it likes. An error has the cell that raised it as its attribute `cell`. Pictures are drawn
    on a canvas that nobody sees.
    """
    import matplotlib.pyplot as plt

    names = {"__name__": "__main__"} if names is None else names
    plt.switch_backend("agg")
    with contextlib.chdir(Path(path).parent), plt.rc_context():
        for number, cell in enumerate(cells(path)):
            if cell.cell_type != "code":
                continue
            printed = io.StringIO()
            try:
                with contextlib.redirect_stdout(printed):
                    run_cell(code(cell.source), names, f"{Path(path).name}, cell {number}")
            except Exception as error:
                error.cell = cell
                raise
            finally:
                plt.close("all")
            yield cell, printed.getvalue()


def run_cell(source, names, filename):
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, filename, "exec"), names)
    value = last and eval(compile(ast.Expression(last.value), filename, "eval"), names)
    if value is not None:
        print(value)
