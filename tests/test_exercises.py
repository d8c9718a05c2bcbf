"""The exercises: each has a stub, a solution that no notebook shows, a check, and a bank of answers that tests it."""

import ast
import functools
import re
import shutil
from pathlib import Path

import jupytext
import nbformat
import numpy as np
import pytest
import torch
import torch.utils.checkpoint
from nbclient import NotebookClient
from torch.autograd.gradcheck import GradcheckError
from torch.nn import functional
from torch.utils._python_dispatch import TorchDispatchMode

import twins
from celoss import check
from celoss.check import Check, bank

ROOT = Path(__file__).parents[1]
BANK = Path(__file__).with_name("bank")
SITE = ROOT / "_build/html/chapters"
CHAPTERS = sorted((ROOT / "chapters").glob("[0-9][0-9]-*.md"))
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
        assert re.match(rf"\(exercise-[a-z-]+\)=\n## Exercise \d+\.\d: [^\n]+\n\n{effort}\n\n", text), text[:200]
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
    """The lines of each solution of a chapter that would give something away: long ones that are taught nowhere."""
    code = ["\n".join(region[0] for region in twins.REGION.finditer(c.source)) for c in solutions(path).values()]
    texts = [cell.source for cell in solutions(path, "markdown").values()]
    taught = "\n".join(cell.source for cell in CELLS[path] if not twins.is_solution(cell))
    lines = [[line.strip() for line in text.splitlines()] for text in code + texts]
    return [
        {line for line in some if len(line) >= 12 and not line.startswith((":::", "### ")) and line not in taught}
        for some in lines
    ]


@by_chapter
def test_no_solution_is_in_the_students_notebook(path):
    notebook = nbformat.read(path.with_suffix(".ipynb"), as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert sum(map(bool, secrets(path))) >= 3  # the solution of a sum on paper may be short
    assert [line for lines in secrets(path) for line in lines if line in text] == []
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


@pytest.mark.parametrize(
    ("disturb", "mend"),
    [
        (lambda: torch.set_grad_enabled(False), lambda: torch.set_grad_enabled(True)),
        (lambda: torch.set_default_device("meta"), lambda: torch.set_default_device(None)),
        (lambda: torch.set_default_dtype(torch.float16), lambda: torch.set_default_dtype(torch.float32)),
    ],
    ids=["no gradients", "another device", "another dtype"],
)
def test_verdicts_do_not_depend_on_the_modes_of_torch(disturb, mend):
    def raises(*arguments):
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")

    class Raises(torch.autograd.Function):
        forward = backward = staticmethod(raises)

    disturb()
    try:
        for name, judging in CHECKS.items():
            assert judging.judge(judging.reference)
            assert judging.judge(Raises if name == "autograd_function" else raises).status == "not yet"
    finally:
        mend()


# What the folded answers say of PyTorch and no cell of a chapter shows, since a student's notebook would.


class Unscaled(torch.autograd.Function):
    """The loss of exercise 9.4, whose backward forgets what arrives from above."""

    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return functional.cross_entropy(logits, target)

    @staticmethod
    def backward(ctx, upstream):
        logits, target = ctx.saved_tensors
        return (logits.softmax(1) - functional.one_hot(target, logits.shape[1])) / len(target), None


@pytest.fixture
def logits():
    return torch.tensor(
        [[0.5, -1.0, 2.0], [1.0, 0.25, 0.0], [-0.5, 0.75, 1.5]], dtype=torch.float64, requires_grad=True
    )


def test_gradcheck_says_that_the_upstream_is_missing(logits):
    target = torch.tensor([0, 2, 2])
    with pytest.raises(GradcheckError, match="backward not multiplied by grad_output"):
        torch.autograd.gradcheck(Unscaled.apply, (logits, target))
    ours, theirs = (
        torch.autograd.grad(loss(logits, target), logits) for loss in (Unscaled.apply, functional.cross_entropy)
    )
    torch.testing.assert_close(ours, theirs)  # loss.backward() does not notice


@pytest.mark.parametrize(("positive_part", "slope"), [(torch.relu, 0), (lambda gap: gap.clamp(min=0), 1), (None, 0.5)])
def test_kinks_at_a_gap_of_0(positive_part, slope):
    gap = torch.zeros(1, requires_grad=True)
    larger = positive_part(gap) if positive_part else torch.maximum(gap, torch.zeros_like(gap))
    (gradient,) = torch.autograd.grad((larger + torch.log1p(torch.exp(-gap.abs()))).sum(), gap)
    assert gradient.item() == slope


def test_mean_of_a_micro_batch_of_padding_spoils_the_loss_and_not_the_gradient(logits):
    padding = torch.full((3,), -100)
    part = 0 * functional.cross_entropy(logits, padding)
    assert part.isnan()
    assert (torch.autograd.grad(part, logits)[0] == 0).all()
    assert functional.cross_entropy(logits, padding, reduction="sum") == 0


def test_blended_losses_are_the_loss_of_the_blend_but_for_weighted_means(logits):
    first, second, weight = torch.tensor([0, 1, 2]), torch.tensor([1, 2, 2]), torch.tensor([1.0, 2.0, 4.0]).double()
    blend = 0.75 * functional.one_hot(first, 3) + 0.25 * functional.one_hot(second, 3).double()
    for weights, reduction, alike in ((None, "mean", True), (weight, "sum", True), (weight, "mean", False)):
        of_blend, one, other = (
            functional.cross_entropy(logits, target, weights, reduction=reduction) for target in (blend, first, second)
        )
        assert bool(torch.isclose(of_blend, 0.75 * one + 0.25 * other)) == alike


def test_two_kinds_of_smoothing_agree(logits):
    target = torch.tensor([0, 1, 2])
    paper = 0.9 * functional.one_hot(target, 3) + 0.1 / 2 * (1 - functional.one_hot(target, 3).double())
    ours = functional.cross_entropy(logits, target, label_smoothing=0.1 * 3 / 2)
    torch.testing.assert_close(ours, functional.cross_entropy(logits, paper))


def test_what_arrives_at_log_softmax(logits):
    target, weight = torch.tensor([0, 1, -100]), torch.tensor([1.0, 2.0, 4.0]).double()
    for options, sums in (
        ({"reduction": "sum"}, [-1, -1, 0]),
        ({"reduction": "mean"}, [-1 / 2, -1 / 2, 0]),
        ({"reduction": "sum", "weight": weight}, [-1, -2, 0]),
    ):
        log_probs = logits.log_softmax(1)
        (upstream,) = torch.autograd.grad(functional.nll_loss(log_probs, target, **options), log_probs)
        assert upstream.sum(1).tolist() == sums


@pytest.mark.parametrize(
    ("options", "alike"),
    [({}, True), ({"label_smoothing": 0.1}, True), ({"weight": torch.tensor([1.0, 2, 4]).double()}, False)],
)
def test_second_derivative_knows_no_target_without_weights(logits, options, alike):
    def hessian(target):
        loss = functools.partial(functional.cross_entropy, target=target, reduction="sum", **options)
        return torch.autograd.functional.hessian(loss, logits)

    assert torch.allclose(hessian(torch.tensor([0, 1, 2])), hessian(torch.tensor([2, 0, 1]))) == alike


def test_adam_hardly_notices_a_loss_that_is_too_small():
    steps = {}
    for factor in (1, 1 / 10):
        for make in (torch.optim.SGD, torch.optim.Adam):
            weight = torch.nn.Parameter(torch.ones(3))
            (factor * (weight * torch.tensor([1.0, -2.0, 0.5])).sum()).backward()
            make([weight], lr=0.1).step()
            steps[make, factor] = 1 - weight.detach()
    torch.testing.assert_close(steps[torch.optim.SGD, 1], 10 * steps[torch.optim.SGD, 1 / 10], rtol=1e-5, atol=1e-7)
    torch.testing.assert_close(steps[torch.optim.Adam, 1], steps[torch.optim.Adam, 1 / 10], rtol=1e-5, atol=1e-7)


class Keeps(torch.autograd.Function):
    """The loss of exercise 10.2, with probabilities kept as `how` says; `arrived` is what came from above."""

    how, arrived = "saved", None

    @staticmethod
    def forward(ctx, logits, target):
        ctx.set_materialize_grads(Keeps.how != "without zeros")
        probs = logits.softmax(1)
        if Keeps.how == "as an attribute":
            ctx.probs = probs.clone()
        ctx.save_for_backward(probs, target)
        return functional.cross_entropy(logits, target), probs

    @staticmethod
    def backward(ctx, upstream, other):
        Keeps.arrived = upstream, other
        probs, target = ctx.saved_tensors
        of_loss = (probs - functional.one_hot(target, 3)) / len(target)
        of_probs = 0 if other is None else probs * (other - (probs * other).sum(1, keepdim=True))
        return (0 if upstream is None else upstream * of_loss) + of_probs, None


@pytest.mark.parametrize(("how", "zeros"), [("saved", True), ("without zeros", False)])
def test_upstream_of_a_result_that_is_not_used(logits, how, zeros, monkeypatch):
    monkeypatch.setattr(Keeps, "how", how)
    loss, _ = Keeps.apply(logits, torch.tensor([0, 2, 2]))
    (gradient,) = torch.autograd.grad(loss, logits, create_graph=True)
    other = Keeps.arrived[1]
    assert (other is None) == (not zeros)
    if zeros:
        assert torch.equal(other, torch.zeros_like(logits))
        assert other.untyped_storage().nbytes() == logits.nbytes
    torch.autograd.grad(gradient.square().sum(), logits)
    assert (Keeps.arrived[0] is None) == (not zeros)


def test_hooks_do_not_see_an_attribute(logits, monkeypatch):
    monkeypatch.setattr(Keeps, "how", "as an attribute")
    storages = set()

    def pack(tensor):
        storages.add(tensor.untyped_storage().data_ptr())
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        loss, probs = Keeps.apply(logits, torch.tensor([0, 2, 2]))
    assert probs.untyped_storage().data_ptr() in storages
    assert loss.grad_fn.probs.untyped_storage().data_ptr() not in storages
    loss.grad_fn.probs.zero_()
    loss.backward()  # no word of the change

    # A checkpoint lets what is saved go, and keeps the attribute.
    kept = torch.utils.checkpoint.checkpoint(Keeps.apply, logits, torch.tensor([0, 2, 2]), use_reentrant=False)[0]
    assert kept.grad_fn.probs.shape == (3, 3)
    assert issubclass(torch.autograd.graph.save_on_cpu, torch.autograd.graph.saved_tensors_hooks)


class Products(TorchDispatchMode):
    """Counts the matrix products."""

    count = 0

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        self.count += operation.name() in ("aten::mm", "aten::addmm")
        return operation(*args, **(kwargs or {}))


@pytest.mark.parametrize(("with_checkpoint", "count"), [(False, 3), (True, 4)])
def test_a_checkpoint_costs_a_fourth_product(logits, with_checkpoint, count):
    head = torch.nn.Linear(3, 5).double()

    def loss(hidden):
        return functional.cross_entropy(head(hidden), torch.tensor([0, 2, 4]))

    with Products() as products:
        made = torch.utils.checkpoint.checkpoint(loss, logits, use_reentrant=False) if with_checkpoint else loss(logits)
        made.backward()
    assert products.count == count
