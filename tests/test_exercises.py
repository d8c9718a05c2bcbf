"""The exercises: each has a stub, a solution that no notebook shows, a check, and a bank of answers that tests it."""

import ast
import re
import shutil
from pathlib import Path

import jupytext
import nbformat
import numpy as np
import pytest
import torch
from nbclient import NotebookClient

import twins
from celoss import check
from celoss.check import Check, bank

ROOT = Path(__file__).parents[1]
BANK = Path(__file__).with_name("bank")
SITE = ROOT / "_build/html/chapters"
CHAPTERS = sorted((ROOT / "chapters").glob("0[1-9]-*.md"))
CELLS = {path: jupytext.read(path).cells for path in CHAPTERS}
CHECKS = {name: value for name, value in vars(check).items() if isinstance(value, Check)}
CALL = re.compile(r"check\.(\w+)\((\w+)\)")
SCHEMA = {"schema_version": 3, "locked": False, "task": False}
PROMPTS = {"code_prompt_show": "Show one solution", "code_prompt_hide": "Hide the solution"}
by_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.name)


def solutions(path, cell_type="code"):
    """grade_id -> the cell, of the solutions of a chapter."""
    cells = [cell for cell in CELLS[path] if cell.cell_type == cell_type and twins.is_solution(cell)]
    return {cell.metadata["nbgrader"]["grade_id"]: cell for cell in cells}


def checks(path):
    """grade_id -> the cell, of the calls of checks in a chapter."""
    cells = [cell for cell in CELLS[path] if cell.cell_type == "code" and CALL.fullmatch(cell.source)]
    return {cell.metadata["nbgrader"]["grade_id"]: cell for cell in cells}


def exercises(path):
    """The text of each exercise of a chapter, from its label on."""
    text = path.read_text(encoding="utf-8")
    return re.split(r"^(?=\(exercise-)|^(?=## References)", text, flags=re.MULTILINE)[1:-1]


def imports(path):
    """The names that a chapter's cell of imports brings."""
    source = next(cell.source for cell in CELLS[path] if "\nplt.style.use" in cell.source)
    names = {}
    exec(source.split("\nplt.style.use")[0], names)
    return names


def test_every_check_is_called_in_one_chapter_with_the_name_it_knows():
    calls = [CALL.fullmatch(cell.source).groups() for path in CHAPTERS for cell in checks(path).values()]
    assert sorted(calls) == sorted((name, value.answer) for name, value in CHECKS.items())
    assert len(calls) >= 24
    assert set(CHECKS) <= set(check.__all__)


@by_chapter
def test_every_exercise_has_label_effort_solution_and_check(path):
    assert 2 <= len(exercises(path)) <= 5
    assert all(re.search(r"^## Exercise ", text, re.MULTILINE) for text in exercises(path))
    assert len(re.findall(r"^## Exercise", path.read_text(encoding="utf-8"), re.MULTILINE)) == len(exercises(path))
    effort = r"\*(Easy|Medium|Hard), (on paper, )?about \d+ minutes\.\*"
    for text in exercises(path):
        assert re.match(rf"\(exercise-[a-z-]+\)=\n## Exercise \d\.\d: [^\n]+\n\n{effort}\n\n", text), text[:200]
        assert re.search(r"^check\.\w+\(\w+\)$", text, re.MULTILINE)


@by_chapter
def test_solutions_and_checks_carry_the_metadata_of_nbgrader(path):
    assert {f"check-{name}" for name in solutions(path)} == set(checks(path))
    for name, cell in solutions(path).items():
        nbgrader = {**SCHEMA, "grade_id": name, "solution": True, "grade": False}
        assert cell.metadata == {"tags": ["hide-cell"], "mystnb": PROMPTS, "nbgrader": nbgrader}
    for name, cell in checks(path).items():
        nbgrader = {**SCHEMA, "grade_id": name, "solution": False, "grade": True, "locked": True, "points": 1}
        assert cell.metadata == {"nbgrader": nbgrader}
        assert CALL.fullmatch(cell.source)[1] == name.removeprefix("check-")
    for name, cell in solutions(path, "markdown").items():
        nbgrader = {**SCHEMA, "grade_id": name, "solution": True, "grade": True, "points": 1}
        assert cell.metadata == {"nbgrader": nbgrader}
        assert cell.source.startswith(":::{dropdown} Show one answer\n")


def test_grade_ids_are_unique():
    ids = [
        name
        for path in CHAPTERS
        for part in (solutions(path), checks(path), solutions(path, "markdown"))
        for name in part
    ]
    assert len(ids) == len(set(ids))


def secrets(path):
    """The lines of a chapter's solutions that are long enough to give something away."""
    code = [region[0] for cell in solutions(path).values() for region in twins.REGION.finditer(cell.source)]
    texts = [cell.source for cell in solutions(path, "markdown").values()]
    lines = [line.strip() for text in code + texts for line in text.splitlines()]
    return {line for line in lines if len(line) >= 12 and not line.startswith((":::", "### "))}


@by_chapter
def test_no_solution_is_in_the_students_notebook(path):
    notebook = nbformat.read(path.with_suffix(".ipynb"), as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert secrets(path)
    assert [line for line in secrets(path) if line in text] == []
    assert "SOLUTION" not in text
    assert "{dropdown}" not in text


@by_chapter
def test_students_notebook_shows_no_mark_of_the_book(path):
    notebook = nbformat.read(path.with_suffix(".ipynb"), as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert re.findall(r"\{[a-z:]+\}`|^:::|^```\{|^\([\w-]+\)=$", text, re.MULTILINE) == []


@by_chapter
def test_stub_is_not_attempted_and_solution_passes(path):
    for name, cell in solutions(path).items():
        for source, status in ((twins.REGION.sub(r"\1...", cell.source), "not attempted yet"), (cell.source, "passed")):
            names = imports(path)
            exec(source, names)
            for seed in range(3):
                verdict = CHECKS[name].judge(names[CHECKS[name].answer], seed)
                assert verdict.status == status, verdict


@by_chapter
def test_pasted_answers_pass_in_the_students_notebook(path, monkeypatch):
    monkeypatch.setenv("CELOSS_STRICT", "1")
    notebook = nbformat.read(path.with_suffix(".ipynb"), as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code" and twins.is_solution(cell):
            right = sorted((BANK / cell.metadata["nbgrader"]["grade_id"] / "right").glob("*.py"))
            cell.source = right[0].read_text(encoding="utf-8")
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": path.parent}}).execute()
    verdicts = [cell.outputs[0].data["text/plain"] for cell in notebook.cells if CALL.fullmatch(cell.source)]
    assert len(verdicts) == len(checks(path))
    assert all(verdict.startswith("Passed: ") for verdict in verdicts)


def test_strict_notebook_fails_without_answers(monkeypatch):
    monkeypatch.setenv("CELOSS_STRICT", "1")
    stub = twins.REGION.sub(r"\1...", solutions(CHAPTERS[1])["softmax"].source)
    cells = ["from celoss import check", stub, "check.softmax(my_softmax)"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    with pytest.raises(Exception, match="NotPassed"):
        NotebookClient(notebook, timeout=120, kernel_name="python3").execute()


@by_chapter
def test_page_shows_every_solution_folded_and_green(path):
    page = SITE / f"{path.stem}.html"
    if not page.exists():
        pytest.skip("the book is not built: run `make book`")
    bs4 = pytest.importorskip("bs4", reason="the book's tools are not installed")
    main = bs4.BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find("main")
    folded = [part for part in main.find_all("details") if "Show one solution" in part.summary.get_text()]
    assert len(folded) == len(solutions(path))
    for part, cell in zip(folded, solutions(path).values(), strict=True):
        assert not part.has_attr("open")
        assert part.find("pre").get_text().strip() == re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", cell.source).strip()
    verdicts = [verdict.get_text() for verdict in main.select("div.cell_output div.check")]
    assert len(verdicts) == len(checks(path))
    assert all(verdict.startswith("Passed:") for verdict in verdicts)
    answers = [part for part in main.find_all("details") if "Show one answer" in part.summary.get_text()]
    assert len(answers) == len(solutions(path, "markdown"))
    assert "SOLUTION" not in main.get_text()


@pytest.mark.parametrize("name", CHECKS)
def test_bank_holds_right_and_wrong_answers(name):
    right, wrong = (list((BANK / name / kind).glob("*.py")) for kind in ("right", "wrong"))
    assert len(right) >= 2
    assert len(wrong) >= 6
    sources = [re.sub("^# expect: .*\n", "", path.read_text(encoding="utf-8")) for path in right + wrong]
    assert len(set(sources)) == len(sources)
    assert all(re.match(r"# expect: \S", path.read_text(encoding="utf-8")) for path in wrong)


def test_bank_holds_nothing_else():
    assert {path.name for path in BANK.iterdir()} == set(CHECKS)


@pytest.mark.parametrize(("name", "kind", "path"), bank.answers(BANK), ids=lambda part: getattr(part, "stem", part))
def test_right_answers_pass_and_wrong_ones_get_their_hint(name, kind, path):
    for seed in range(3):
        assert bank.complaint(CHECKS[name], kind, path.read_text(encoding="utf-8"), seed, path) == ""


def test_bank_complains_about_a_check_that_is_wrong():
    lenient = Check("my_half", lambda rng: {"zero": {"x": np.zeros(2)}}, lambda x: x / 2, {})
    strict = Check("my_half", lambda rng: {"one": {"x": np.ones(2)}}, lambda x: x / 3, {})
    right, wrong = "def my_half(x):\n    return x / 2\n", "# expect: It doubles\ndef my_half(x):\n    return 2 * x\n"
    assert bank.complaint(lenient, "right", right) == ""
    assert "expected 'It doubles':\nPassed" in bank.complaint(lenient, "wrong", wrong)
    assert "a right answer does not pass:\nNot yet" in bank.complaint(strict, "right", right)
    assert "expected 'It doubles':\nNot yet" in bank.complaint(strict, "wrong", wrong)


def test_table_counts_what_each_exercise_has_and_what_is_caught(tmp_path):
    for name in ("fair_code", "nll"):
        shutil.copytree(BANK / name, tmp_path / name)
    right = tmp_path / "fair_code" / "right" / "another.py"
    right.write_text("my_bits = 2.58496\n", encoding="utf-8")
    missed = tmp_path / "fair_code" / "wrong" / "not_wrong.py"
    missed.write_text("# expect: nothing\nmy_bits = 2.58496\n", encoding="utf-8")
    counts = {
        name: [len(list((tmp_path / name / kind).iterdir())) for kind in ("right", "wrong")]
        for name in CHECKS
        if (tmp_path / name).exists()
    }
    on_paper, written = bank.table(tmp_path)
    assert on_paper == ("fair_code", *counts["fair_code"], counts["fair_code"][1] - 1, counts["fair_code"][1] - 1)
    assert written[:3] == ("nll", *counts["nll"])
    assert 0 < written.by_the_first_case < written.by_all_cases == written.wrong


def test_checks_are_short():
    for path in sorted(Path(check.__file__).parent.glob("chapter*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and node.targets[0].id in CHECKS:
                assert node.end_lineno - node.lineno + 1 < 40, node.targets[0].id


def test_checks_leave_the_learners_random_numbers_alone():
    before = torch.get_rng_state()
    for judging in CHECKS.values():
        assert judging.judge(judging.reference)
    assert torch.equal(torch.get_rng_state(), before)
