"""The students' notebooks: no solution in them, Markdown that every viewer shows, and the same cell ids each time."""

import copy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from pybtex.database import Entry, Person

import bibliography
import solutions
import twins

NUMBERS = {"eq-softmax": "2.2", "eq-x": "3.1"}
WORKS = {"shannon1948": ("Shannon", "1948"), "kullback1951": ("Kullback and Leibler", "1951")}
NBGRADER = {"schema_version": 3, "grade_id": "x", "solution": True, "grade": False, "locked": False, "task": False}
SOLUTION = '''def my_half(values):
    """Half of `values`."""
    ### BEGIN SOLUTION
    halves = values / 2
    return halves
    ### END SOLUTION'''


def solution_cell(source, make=new_code_cell):
    return make(source, metadata={"nbgrader": NBGRADER, "tags": ["hide-cell"], "mystnb": {"code_prompt_show": "Show"}})


def student(*cells):
    return twins.student(new_notebook(cells=list(cells)), WORKS, NUMBERS, "3")


def student_source(source, make=new_code_cell):
    return student(solution_cell(source, make)).cells[0].source


def test_solution_becomes_dots_under_signature_and_docstring():
    assert student_source(SOLUTION) == 'def my_half(values):\n    """Half of `values`."""\n    ...'


def test_every_region_of_a_class_becomes_dots():
    method = "    def {}(self):\n        ### BEGIN SOLUTION\n        return 1\n        ### END SOLUTION"
    source = "class MyClass:\n" + "\n\n".join(map(method.format, "ab"))
    assert student_source(source) == "class MyClass:\n    def a(self):\n        ...\n\n    def b(self):\n        ..."


def test_number_becomes_dots():
    source = "my_bits = (\n    ### BEGIN SOLUTION\n    np.log2(6)\n    ### END SOLUTION\n)"
    names = {}
    exec(student_source(source), names)
    assert names["my_bits"] is ...


def test_dots_at_the_end_of_a_cell_print_nothing():
    source = "my_half = 0\n\n### BEGIN SOLUTION\nmy_half = 1\n### END SOLUTION"
    assert student_source(source) == "my_half = 0\n\n...;"


def test_caption_of_a_figure_stands_below_it_with_its_number():
    settings = {"figure": {"caption": "Falls, by {eq}`eq-x`."}, "image": {"alt": "A falling curve"}}
    cells = student(*(new_code_cell("plot()", metadata={"mystnb": settings}) for _ in range(2))).cells
    assert [cell.source for cell in cells[1::2]] == [f"**Figure 3.{n}.** Falls, by (3.1)." for n in (1, 2)]
    assert cells[0].metadata.jupyter.source_hidden


def test_settings_of_the_page_are_left_out():
    source = "%config InlineBackend.print_figure_kwargs = {}"
    assert student(new_code_cell(f"import celoss\n{source}")).cells[0].source == "import celoss"


def test_equations_are_numbered_by_chapter(tmp_path):
    for name, labels in (("02-b.md", "xy"), ("10-j.md", "z")):
        text = "\n\n".join(f"$$\n{label}\n$$ (eq-{label})" for label in labels)
        (tmp_path / name).write_text(f"{text}\n\nsee {{eq}}`eq-x` and $$unnumbered$$", encoding="utf-8")
    assert twins.equation_numbers(sorted(tmp_path.iterdir())) == {"eq-x": "2.1", "eq-y": "2.2", "eq-z": "10.1"}


def test_text_of_a_solution_becomes_a_place_to_write():
    assert student_source("Because.", new_markdown_cell) == "*Your answer here.*"


def test_solution_without_marks_is_an_error():
    with pytest.raises(ValueError, match="without ### BEGIN SOLUTION"):
        student_source("my_half = 1")


def test_student_cell_is_not_folded_and_stays_a_solution():
    cell = student(solution_cell(SOLUTION)).cells[0]
    assert cell.metadata == {"nbgrader": NBGRADER}


def test_source_is_left_as_it_is():
    notebook = new_notebook(cells=[solution_cell(SOLUTION), new_markdown_cell("{eq}`eq-x`")])
    before = copy.deepcopy(notebook)
    twins.student(notebook, WORKS, NUMBERS)
    assert notebook == before


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("(exercise-half)=\n## Exercise", "## Exercise"),
        ("Text.\n\n(exercise-half)=\n## Exercise", "Text.\n\n## Exercise"),
        ("```markdown\n(exercise-half)=\n```", "```markdown\n(exercise-half)=\n```"),
        ("from {eq}`eq-softmax`.", "from (2.2)."),
        ("$$x$$ (eq-x)", r"$$x\tag{3.1}$$"),
        ("{cite:t}`shannon1948` proved", "Shannon (1948) proved"),
        ("divergence {cite:p}`shannon1948,kullback1951`", "divergence (Shannon, 1948; Kullback and Leibler, 1951)"),
        (
            "[chapter 3](03-log-softmax.md) and [4](04-nll.md#a-b)",
            "[chapter 3](03-log-softmax.ipynb) and [4](04-nll.ipynb)",
        ),
        ("[notation](notation.md)", "[notation](notation.ipynb)"),
        ("[a list](exercises.md)", "[a list](exercises.md)"),
        ("`{eq}` and f(x)=", "`{eq}` and f(x)="),
    ],
)
def test_markdown_is_plain(source, plain):
    assert twins.plain_markdown(source, WORKS, NUMBERS) == plain


def test_bibliography_gives_authors_and_year(tmp_path):
    entries = [
        ("one", "Claude E. Shannon"),
        ("two", "Kullback, S. and {van der Waals}, Jan"),
        ("three", "A, B and C, D and E, F"),
    ]
    text = "\n".join(f"@book{{{key}, author={{{authors}}}, title={{T}}, year={{1948}}}}" for key, authors in entries)
    (tmp_path / "works.bib").write_text(text, encoding="utf-8")
    assert twins.read_bibliography(tmp_path / "works.bib") == {
        "one": ("Shannon", "1948"),
        "two": ("Kullback and van der Waals", "1948"),
        "three": ("A et al.", "1948"),
    }


def test_works_of_one_year_get_letters_in_the_bibliography():
    works = [
        Entry("article", {"year": year}, {"author": [Person(name)]}) for name, year in zip("ABA", "112", strict=True)
    ]
    labels = bibliography.AuthorYear().format_labels([works[0], works[0], *works])
    assert list(labels) == ["A, 1a", "A, 1b", "A, 1c", "B, 1", "A, 2"]


def ids(sources, old):
    cells = [new_code_cell(source) for source in sources]
    twins.keep_ids(cells, old)
    return [cell.id for cell in cells]


def test_cells_keep_their_ids():
    old = [new_code_cell(source, id=source * 8) for source in "abcd"]
    assert ids("abcd", old) == ["a" * 8, "b" * 8, "c" * 8, "d" * 8]
    assert ids("acd", old) == ["a" * 8, "c" * 8, "d" * 8]
    assert ids("axcd", old) == ["a" * 8, "b" * 8, "c" * 8, "d" * 8]  # a changed text in the same place
    inserted = ids("abxxcd", old)
    assert [inserted[0], inserted[1], inserted[4], inserted[5]] == ["a" * 8, "b" * 8, "c" * 8, "d" * 8]
    assert len(set(inserted)) == 6
    assert ids("abxxcd", old) == inserted


def test_equal_cells_get_ids_that_stay():
    first = ids("aaa", [])
    assert len(set(first)) == 3
    old = [new_code_cell("a", id=cell_id) for cell_id in first]
    assert ids("aaa", old) == first
    assert ids("xaaa", old)[1:] == first
    assert set(ids("aaaaa", old)) > set(first)
    assert len(set(ids("aaaaa", old))) == 5


def test_new_cell_takes_no_id_from_an_old_one():
    later = new_code_cell("b", id=ids("a", [])[0])
    inserted = ids("xab", [new_code_cell("x", id="x" * 8), later])
    assert inserted[2] == later.id
    assert len(set(inserted)) == 3


def test_page_of_a_chapter_drops_the_marks_and_the_page_on_writing_shows_them():
    for page, shown in (("chapters/02-softmax", False), ("chapters/writing-an-exercise", True)):
        text = [f"Before\n{SOLUTION}\nafter\n"]
        solutions.drop_marks(None, page, text)
        assert ("### BEGIN SOLUTION" in text[0], "### END SOLUTION" in text[0]) == (shown, shown)
        assert "    halves = values / 2\n    return halves\n" in text[0]


def test_twin_is_the_same_each_time(tmp_path):
    path = tmp_path / "page.md"
    path.write_text("# Page\n\n```{code-cell} ipython3\n1 + 1\n```\n\nText\n", encoding="utf-8")
    first = twins.twin(path, WORKS)
    nbformat.validate(first)
    assert first == twins.twin(path, WORKS)
    nbformat.write(first, path.with_suffix(".ipynb"))
    assert twins.twin(path, WORKS) == nbformat.read(path.with_suffix(".ipynb"), as_version=4)
