"""The engine of the checks: whatever a learner hands in, the verdict is a sentence."""

import contextlib
import functools
import os
import signal
import subprocess
import sys
import threading

import numpy as np
import pytest
import torch

from celoss.check import Check, NotPassed, number
from celoss.check import _core as core
from celoss.check._values import Refused, gradients


def half(rng):
    return {
        "two numbers": {"values": rng.normal(size=2)},
        "three numbers": {"values": np.array([1.0, np.nan, np.inf])},
        "one number": {"values": np.array([4.0])},
        "a square": {"values": rng.normal(size=(2, 2))},
    }


halves = Check(
    "my_half",
    half,
    lambda values: values / 2,
    {
        "It doubles.": lambda values: 2 * values,
        "It squares.": lambda values: values**2,
        "It stumbles over squares.": lambda values: values / 2 if values.ndim == 1 else values["x"],
    },
)


def tensor_check(probe, reference, **options):
    return Check(
        "my_answer", lambda rng: {"one": {"logits": np.ones(2)}}, reference, {}, probe, tensors=True, **options
    )


@pytest.fixture(autouse=True)
def no_strictness(monkeypatch):
    monkeypatch.delenv("CELOSS_STRICT", raising=False)


@pytest.fixture
def ctrl_c():
    """Python's own handler, which a process started in the background may lack."""
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, previous)


@pytest.fixture
def short_limit(monkeypatch):
    monkeypatch.setattr(core, "TIME_LIMIT", 0.5)


def stub(values): ...


def documented_stub(values):
    """Half of `values`, an array of the same shape."""
    ...


def passing_stub(values):
    pass


def unfinished(values):
    raise NotImplementedError


def dotted(values):
    return ...


class Stub(torch.autograd.Function):
    """Nothing yet."""

    @staticmethod
    def forward(ctx, values):
        """A docstring."""
        ...

    @staticmethod
    def backward(ctx, upstream): ...


def commented_stub(values):
    """Half of `values`."""
    # Your code:
    ...
    ...


def logged(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)

    return wrapper


STUBS = [
    *(stub, documented_stub, passing_stub, commented_stub, logged(stub), functools.cache(stub)),
    *(unfinished, dotted, Stub, ..., (..., ...), [..., ...], None),
]


@pytest.mark.parametrize("answer", STUBS)
def test_untouched_answer_is_not_attempted_yet(answer):
    verdict = halves(answer)
    assert verdict.status == "not attempted yet"
    assert "my_half" in str(verdict)


def test_constant_answer_is_an_attempt():
    # A function that returns a constant has the code of one that returns None.
    assert halves(lambda values: 0.5).status == "not yet"


@pytest.mark.parametrize(
    "answer",
    [
        lambda values: 0.5 * values,
        lambda values: values.astype("float32") / 2,
        lambda values: values.mul(0.5),
        lambda values: torch.from_numpy(values) / 2,
        lambda values: values.to(torch.float32) / 2,
        lambda values: torch.complex(0 * values, -values / 2).conj().imag,
        lambda values: torch.nn.Parameter(torch.as_tensor(values) / 2),
        functools.partial(np.multiply, 0.5),
    ],
    ids=["numpy", "float32", "tensor to tensor", "array to tensor", "float32 tensor", "conj", "parameter", "partial"],
)
def test_right_answer_passes(answer):
    verdict = halves(answer)
    assert verdict
    assert str(verdict) == "Passed: my_half is right in all 4 cases."


def test_refusal_with_arrays_outweighs_an_error_with_tensors():
    def answer(values):
        if isinstance(values, np.ndarray):
            return values.tolist()
        return values[:, 0] if values.ndim == 1 else values

    assert halves(answer).hint.startswith("my_half returns a list")


def test_first_case_is_shown_if_it_fails_and_else_the_smallest():
    assert halves(lambda values: 3 * values).case.startswith("two numbers\nvalues = [")
    assert halves(lambda values: values / 2 if values.shape == (2,) else values).case == "one number\nvalues = [4.]"


def test_hint_is_that_of_the_wrong_answer_that_fails_alike():
    assert halves(lambda values: values + values).hint == "It doubles."
    assert halves(lambda values: torch.as_tensor(values) ** 2).hint == "It squares."
    assert halves(lambda values: values / 2 if values.ndim == 1 else [][0]).hint == "It stumbles over squares."


def test_hint_that_does_not_fit_every_case_is_called_a_guess():
    verdict = halves(lambda values: 2 * values if values.ndim == 1 else values)
    assert verdict.hint == "It doubles. (A guess: not every case fits it.)"


def raises(values):
    return values[:, 7]


def changes(values):
    values /= 2
    return values


def prints(values):
    print(values / 2)


def loops(values):
    while True:
        with contextlib.suppress(Exception):
            values = values / 1


def exits(values):
    sys.exit("no")


def recurses(values):
    return recurses(values)


def swallows(values):
    try:
        loops(values)
    except BaseException:
        return values / 2


class Odd(BaseException):
    def __str__(self):
        raise ValueError


def raises_odd(values):
    raise Odd


def chatters(values):
    raise ValueError("many\nwords " * 10_000)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lambda values: None if values.size else 0, "my_half returns None. Is there a return on every path?"),
        (prints, "my_half returns None. It prints something: return that instead."),
        (lambda values: (values / 2)[None], "The shape is (1, 2), and should be (2,)."),
        (lambda values: (values / 2).tolist(), "my_half returns a list"),
        (lambda values: float(values.sum()), "The shape is (), and should be (2,)."),
        (lambda values: "half", "my_half returns a str"),
        (lambda values: {"half": values}, "my_half returns a dict"),
        (lambda values: np.array([values, None], object), "my_half returns an array of object numbers"),
        (lambda values: np.ma.masked_array(values / 2), "my_half returns a MaskedArray, where an array"),
        (lambda values: values / 2j, "my_half returns an array of complex128 numbers"),
        (lambda values: torch.as_tensor(values) / 2j, "my_half returns a tensor"),
        (lambda values: torch.as_tensor(values).to("meta"), "my_half returns a tensor that NumPy cannot read: Cannot"),
        (lambda values: torch.as_tensor(values).to_sparse(), "my_half returns a tensor that NumPy cannot read: can't"),
        (lambda values: type, "my_half returns a class type, where an array"),
        (raises, "my_half raises IndexError"),
        (raises, "in the line: return values[:, 7]"),
        (changes, "my_half changes its argument values: work on a copy."),
        (logged(raises), "in the line: return values[:, 7]"),
        (raises_odd, "my_half raises Odd: its message cannot be shown\n"),
        (chatters, "my_half raises ValueError: many words many words"),
        (lambda values: torch.as_tensor(values).long().softmax(0), "my_half raises NotImplementedError: "),
        (loops, "my_half did not finish within 0.5 seconds."),
        (swallows, "my_half did not finish within 0.5 seconds."),
        (exits, "my_half raises SystemExit: no"),
        (recurses, "my_half raises RecursionError"),
        (lambda: 0, "my_half raises TypeError"),
        (lambda values: values * np.inf, "A number is infinite or not a number"),
        (lambda values: -values / 2, "Every number is -1 times the right one."),
        (lambda values: values / 2 + 3, "Every number is 3 more than the right one."),
        (lambda values: np.round(values, 1), "At index [0] it is 0.1, and should be 0.0628651."),
        (
            np.array([1.0]),
            "this check takes the function my_half itself, and got an array of float64 numbers of shape (1,).",
        ),
        (0.5, "this check takes the function my_half itself, and got a float."),
        (np, "this check takes the function my_half itself, and got a module."),
        (lambda values: np.zeros((6,) * 6), "an array of float64 numbers of shape (6, 6, 6, 6, 6, 6)"),
    ],
)
def test_bad_answer_gets_a_sentence(answer, sentence, short_limit, capsys):
    verdict = halves(answer)
    assert verdict.status == "not yet"
    assert not verdict
    assert sentence in str(verdict)
    assert "Traceback" not in str(verdict)
    assert "_core.py" not in str(verdict)
    assert len(str(verdict)) < 1000
    assert capsys.readouterr().out == ""


def test_printing_is_left_out_and_remarked_upon(capsys):
    verdict = halves(lambda values: print("here") or values / 2)
    assert verdict
    assert verdict.summary.endswith("(What my_half prints is left out.)")
    assert capsys.readouterr().out == ""


def test_answer_may_close_what_it_prints_to():
    stdout = sys.stdout
    assert halves(lambda values: sys.stdout.close() or values / 2)
    assert sys.stdout is stdout


def test_answer_of_yes_or_no_is_judged_as_such():
    check = Check("is_small", lambda rng: {"one": {"values": np.ones(2)}}, lambda values: True, {})
    assert check(lambda values: torch.tensor(True))
    assert check(lambda values: torch.tensor(False)).hint == "True is right here, not False."


def test_warnings_of_an_answer_are_not_shown(recwarn):
    assert halves(lambda values: np.log(-1.0) * values).status == "not yet"
    assert len(recwarn) == 0


def test_arguments_of_a_case_stay_as_they_are_for_the_next_answer():
    values = np.array([2.0])
    check = Check("my_half", lambda rng: {"one": {"values": values}}, lambda values: values / 2, {})
    assert not check(changes)
    assert values == [2.0]


def test_change_inside_a_list_is_noticed():
    check = Check("my_sum", lambda rng: {"one": {"parts": [np.ones(2), np.ones(3)]}}, lambda parts: 5.0, {})

    def my_sum(parts):
        parts[1][0] = 7
        return 5.0

    assert "changes its argument parts" in check(my_sum).hint
    assert check(lambda parts: sum(part.sum() for part in parts))


def test_strict_mode_raises_unless_passed(monkeypatch):
    monkeypatch.setenv("CELOSS_STRICT", "1")
    assert halves(lambda values: values / 2)
    with pytest.raises(NotPassed, match="Not attempted yet: write my_half"):
        halves(stub)
    with pytest.raises(NotPassed, match="It doubles"):
        halves(lambda values: 2 * values)


def test_seeds_give_other_numbers_and_the_same_seed_the_same():
    first, again, other = (halves(lambda values: 2 * values, seed=seed).case for seed in (0, 0, 1))
    assert first == again != other


def test_expected_error_must_come():
    check = Check("my_answer", lambda rng: {"a bad word": {"word": "no"}}, lambda word: [].index(word), {})
    assert check(lambda word: int("x"))  # a ValueError too
    verdict = check(lambda word: 1.0)
    assert (verdict.expected, verdict.hint) == ("ValueError", "my_answer should raise ValueError here.")
    assert "my_answer raises KeyError: 'no'" in str(check(lambda word: {}[word]))
    # Where an error is due, NotImplementedError is a wrong one.
    assert "my_answer raises NotImplementedError" in check(unfinished).hint


def test_time_limit_leaves_ctrl_c_alone(short_limit, ctrl_c):
    def interrupted(values):
        os.kill(os.getpid(), signal.SIGINT)
        return values / 2

    with pytest.raises(KeyboardInterrupt):
        halves(interrupted)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert halves(lambda values: values / 2)


def test_endless_answer_is_called_once(short_limit):
    calls = []

    def endless(values):
        calls.append(values)
        while True:
            pass

    assert "did not finish" in halves(endless).hint
    assert len(calls) == 1


def test_time_limit_leaves_nothing_behind(monkeypatch, ctrl_c):
    threads = threading.active_count()
    monkeypatch.setattr(core, "TIME_LIMIT", 0)
    for _ in range(100):
        halves(lambda values: values / 2)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert threading.active_count() == threads


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no signal ends a wait on this system")
def test_wait_is_ended(short_limit):
    def waits(values):
        threading.Event().wait()

    assert "did not finish" in halves(waits).hint


@pytest.mark.parametrize("handler", [signal.SIG_IGN, signal.SIG_DFL])
def test_time_limit_works_where_ctrl_c_does_not(handler, short_limit):
    previous = signal.signal(signal.SIGINT, handler)
    try:
        assert "did not finish" in halves(loops).hint
        assert signal.getsignal(signal.SIGINT) == handler
    finally:
        signal.signal(signal.SIGINT, previous)


def test_check_works_in_other_threads():
    stdout, verdicts = sys.stdout, []
    threads = [threading.Thread(target=lambda: verdicts.append(halves(prints))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({str(verdict) for verdict in verdicts}) == 1
    assert sys.stdout is stdout


def test_endless_backward_is_stopped(short_limit):
    class MyAnswer(torch.autograd.Function):
        @staticmethod
        def forward(ctx, logits):
            return logits.sum()

        @staticmethod
        def backward(ctx, upstream):
            while True:
                pass

    def probe(answer, logits):
        logits.requires_grad_()
        return gradients(answer.apply(logits), logits)

    check = tensor_check(probe, MyAnswer)
    check.reference = torch.autograd.Function  # any class: what it gives is an error, too
    assert "did not finish" in check(MyAnswer).hint


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lambda logits: logits.sum().item(), "The loss is a float: without a tensor there is no gradient."),
        (lambda logits: logits.sum().detach(), "No gradient flows back from the loss"),
        (lambda logits: logits, "The loss has shape (2,); one number, of shape (), is needed."),
        (lambda logits: torch.ones(2, requires_grad=True).sum(), "The gradient does not reach the argument."),
    ],
)
def test_loss_without_a_gradient_gets_a_sentence(answer, sentence):
    def probe(answer, logits):
        return {"gradient": gradients(answer(logits.requires_grad_()), logits)}

    check = tensor_check(probe, lambda logits: (logits**2).sum())
    assert sentence in check(answer).hint
    assert "gradient: Every number is 0.5 times the right one." in check(lambda logits: logits.sum()).hint
    assert check(lambda logits: logits @ logits)


worst = number("my_worst", 2.0, {"That is half of it.": 1.0})
pair = number("my_pair", (1.0, 2.0), {})


@pytest.mark.parametrize("answer", [2, 2.0, np.float32(2), torch.tensor(2.0), 2.001])
def test_number_on_paper_passes(answer):
    assert worst(answer)


@pytest.mark.parametrize(
    ("check", "answer", "hint"),
    [
        (worst, 1.0, "That is half of it."),
        (worst, 3.0, "It is too large."),
        (worst, 1.9, "It is too small."),
        (worst, float("nan"), "It is not a number."),
        (worst, (2.0, 2.0), "One number is needed."),
        (worst, 10**400, "A number is needed, or several in a tuple, and this is an int."),
        (worst, "two", "A number is needed, or several in a tuple, and this is a str."),
        (pair, 1.0, "2 numbers are needed, in a tuple."),
        (pair, (1.0, 3.0), "Number 2 of 2 is too large."),
        (pair, [1.0, [2.0]], "A number is needed, or several in a tuple, and this is a list."),
    ],
)
def test_wrong_number_gets_a_hint_and_not_the_answer(check, answer, hint):
    verdict = check(answer)
    assert verdict.hint == hint
    assert verdict.expected == ""


def test_number_check_does_not_take_a_function():
    assert "takes what is found on paper, and got the function len" in str(worst(len))


def test_text_names_its_rows():
    text = repr(halves(lambda values: 2 * values if values.shape == (1,) else values / 2))
    assert text.splitlines() == [
        "Not yet: my_half is right in 3 of 4 cases.",
        "  case      one number",
        "            values = [4.]",
        "  got       [8.]",
        "  expected  [2.]",
        "  hint      It doubles. (A guess: not every case fits it.)",
    ]


def test_html_says_the_same_and_is_escaped():
    def answer(values):
        raise ValueError("<script>")

    page = halves(answer)._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<dt>hint</dt><dd" in page
    assert "<strong>Not yet:</strong>" in page
    assert "<dl>" not in halves(lambda values: values / 2)._repr_html_()


def test_refusal_of_a_probe_is_the_hint():
    def probe(answer, logits):
        raise Refused("An index array is needed.")

    check = tensor_check(probe, lambda logits: logits)
    check.probe = lambda answer, logits: logits if answer is check.reference else probe(answer, logits)
    assert check(lambda logits: logits).hint == "An index array is needed."


def run_alone(code):
    """What `code` prints in a process of its own, in which nothing has imported torch."""
    code = f"import sys\nimport numpy as np\nfrom celoss import check\n{code}"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert result.stderr == ""
    return result.stdout


def test_checks_need_no_torch():
    code = """
sys.modules["torch"] = None
print(check.softmax(lambda logits, axis: np.exp(logits)).hint)
print(check.softmax(lambda logits, axis: logits.softmax(axis)).hint)
"""
    first, second = run_alone(code).splitlines()[:2]
    assert first == "The exponentials are not divided by their sum."
    assert second == "my_softmax raises AttributeError: 'numpy.ndarray' object has no attribute 'softmax'"


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("check.softmax(lambda logits, axis: logits.softmax(axis))", "Passed: my_softmax is right"),
        ("check.all_ignored(lambda logits, target, reduction: logits.sum())", "Not yet: my_loss is right in 0"),
    ],
    ids=["arrays or tensors", "tensors"],
)
def test_verdict_does_not_depend_on_who_has_imported_torch(answer, verdict):
    assert run_alone(f"print({answer})").startswith(verdict)
