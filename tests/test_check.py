"""The engine of the checks: whatever a learner hands in, the verdict is a sentence."""

import builtins
import contextlib
import dataclasses
import functools
import os
import signal
import subprocess
import sys
import threading
import time

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
        lambda values: (values / 2).tolist(),
        lambda values: tuple(row / 2 for row in values),
        lambda values: [row / 2 for row in torch.as_tensor(values)],
        lambda values: np.ma.masked_array(values / 2),
    ],
    ids=[
        *("numpy", "float32", "tensor to tensor", "array to tensor", "float32 tensor", "conj", "parameter", "partial"),
        *("list", "tuple", "list of tensors", "masked array without a mask"),
    ],
)
def test_right_answer_passes(answer):
    verdict = halves(answer)
    assert verdict
    assert str(verdict) == "Passed: my_half is right in all 4 cases."


def test_refusal_with_arrays_outweighs_an_error_with_tensors():
    def answer(values):
        if isinstance(values, np.ndarray):
            return str(values)
        return values[:, 0] if values.ndim == 1 else values

    assert halves(answer).hint.startswith("my_half returns a str")


def test_first_case_that_fails_is_shown():
    assert halves(lambda values: 3 * values).case.startswith("two numbers\nvalues = [")
    verdict = halves(lambda values: values / 2 if values.shape == (2,) else values)
    assert verdict.case == "three numbers\nvalues = [ 1. nan inf]"


def test_hint_is_that_of_the_wrong_answer_that_fails_alike():
    assert halves(lambda values: values + values).hint == "It doubles."
    assert halves(lambda values: torch.as_tensor(values) ** 2).hint == "It squares."
    assert halves(lambda values: values / 2 if values.ndim == 1 else values["y"]).hint == "It stumbles over squares."


def test_hint_that_does_not_fit_every_failing_case_is_not_given():
    assert halves(lambda values: 2 * values if values.ndim == 1 else values).hint.startswith("At index [0] it is 0.25")


def test_hint_of_a_wrong_answer_that_fails_where_this_one_is_right_is_not_given():
    assert halves(lambda values: 2 * values if values.ndim == 2 else values / 2).hint.startswith(
        "At index [0, 0] it is"
    )
    squares = Check("my_half", half, lambda values: values / 2, {"Squares are doubled.": double_squares})
    assert squares(lambda values: 2 * values if values.ndim == 2 else values / 2).hint == "Squares are doubled."


def double_squares(values):
    return 2 * values if values.ndim == 2 else values / 2


def test_cases_that_overflow_besides_do_not_hide_what_explains_the_others():
    cases = {str(size): {"values": np.full(size, size, float)} for size in (2, 3, 4)} | {"1": {"values": np.ones(1)}}
    check = Check("my_half", lambda rng: cases, lambda values: values / 2, {"It doubles.": lambda values: 2 * values})
    spoiled = check(lambda values: 2 * values if values.size > 1 else values * np.nan)
    assert spoiled.hint == "It doubles. (Besides, in the case '1' a number is infinite or nan.)"
    # Where half of the failing cases is spoiled, the other half is too little to go by.
    assert "It doubles" not in check(lambda values: 2 * values if values.size in (2, 3) else values * np.nan).hint


def reversing(values):
    return values[::-1] + values[5]


@pytest.mark.parametrize(
    ("answer", "alike"),
    [
        (lambda values: values[7], True),  # another number, the same mistake
        (lambda values: torch.as_tensor(values)[7], True),  # in torch's words
        (lambda values: (_ for _ in ()).throw(IndexError("no such row")), False),
        (lambda values: values["x"], False),  # NumPy says IndexError here, too
        (lambda values: values @ np.ones(7), False),
    ],
)
def test_errors_are_alike_if_they_say_the_same(answer, alike):
    check = Check("my_half", half, lambda values: values / 2, {"There is no row 5.": reversing})
    hint = check(answer).hint
    assert (hint == "There is no row 5.") == alike
    assert alike or hint.startswith("my_half raises")


def test_error_outside_of_the_answer_is_not_like_one_inside():
    def probe(answer, logits):
        answer(logits)
        if answer is swapped:
            [].pop(0)
        return logits

    def swapped(logits):
        return logits

    check = tensor_check(probe, lambda logits: logits)
    check.diagnoses = {"The order is wrong.": swapped}
    assert check(lambda logits: [].pop(0)).hint.startswith("my_answer raises IndexError: pop from empty list")
    check.probe = lambda answer, logits: [].pop(0) if answer is not check.reference else logits
    assert check(lambda logits: 1).hint == "The order is wrong."


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
        (lambda values: [values, values[:1]], "my_half returns a list whose parts have the shapes (1,) and (2,)"),
        (lambda values: [*values[:1], "x"], "my_half returns a list, and in it a str, where an array of real numbers"),
        (lambda values: (value for value in values), "A yield makes a generator: return the result."),
        (lambda values: float(values.sum()), "The shape is (), and should be (2,)."),
        (lambda values: "half", "my_half returns a str"),
        (lambda values: {"half": values}, "my_half returns a dict"),
        (lambda values: np.array([values, None], object), "my_half returns an array of object numbers"),
        (lambda values: torch.as_tensor(values).sort(), "It has several parts: return the one that is asked for."),
        (lambda values: np.ma.masked_less(values / 2, 9), "fill it with .filled(...), or use np.where"),
        (lambda values: values / 2j, "my_half returns an array of complex128 numbers"),
        (lambda values: torch.as_tensor(values) / 2j, "my_half returns a tensor"),
        (lambda values: torch.as_tensor(values).to("meta"), "a tensor of shape (2,) that NumPy cannot read: Cannot"),
        (lambda values: torch.as_tensor(values).to_sparse(), "a tensor of shape (2,) that NumPy cannot read: can't"),
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
    due = {"a bad word": ValueError}
    check = Check("my_answer", lambda rng: {"a bad word": {"word": "no"}}, lambda word: [].index(word), {}, raises=due)
    assert check(lambda word: int("x"))  # a ValueError too
    verdict = check(lambda word: 1.0)
    assert (verdict.expected, verdict.hint) == ("ValueError", "my_answer returns a value here: raise a ValueError.")
    assert check(lambda word: None if word else 0).hint == "my_answer returns None here: raise a ValueError."
    returned = check(lambda word: ValueError(word)).hint
    assert returned.startswith("my_answer returns a ValueError, where")
    assert returned.endswith("In this case, raise a ValueError.")
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

    assert halves(waits).hint == "my_half did not finish within 3 seconds: does it wait for something?"


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

    check = tensor_check(probe, MyAnswer, raises={"one": Exception})
    check.reference = torch.autograd.Function  # any class: what it gives is an error
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
    assert "gradient: At index [0] it is 1, and should be 2." in check(lambda logits: logits.sum()).hint
    assert check(lambda logits: logits @ logits)


worst = number("my_worst", 2.0, {"That is half of it.": 1.0})
pair = number("my_pair", (1.0, 2.0), {})
cubed = number("my_e", np.e, {})


@pytest.mark.parametrize("answer", [2, 2.0, np.float32(2), torch.tensor(2.0), 2.001])
def test_number_on_paper_passes(answer):
    assert worst(answer)


@pytest.mark.parametrize(
    ("check", "answer", "hint"),
    [
        (worst, 1.0, "That is half of it."),
        (worst, 3.0, "It is too large."),
        (worst, 1.8, "It is too small."),
        (cubed, 2.71, "It is right as far as it goes: give more digits."),
        (cubed, 2.7, "It is right as far as it goes: give more digits."),
        (cubed, 3, "It is too large. Or is it rounded? Then give more digits."),
        (cubed, 2, "It is too small. Or is it rounded? Then give more digits."),
        (cubed, -2.7, "It is too small."),
        (cubed, 2.8, "It is too large."),
        (cubed, float("inf"), "It is too large."),
        (worst, float("nan"), "It is not a number."),
        (worst, (2.0, 2.0), "One number is needed."),
        (worst, 10**400, "A number is needed, or several in a tuple, and this is an int."),
        (worst, "two", "A number is needed, or several in a tuple, and this is a str."),
        (pair, 1.0, "2 numbers are needed, in a tuple."),
        (pair, (1.0, 3.0), "Number 2 of 2 is too large."),
        (pair, [1.0, [2.0]], "A number is needed, or several in a tuple, and one of these is none."),
    ],
)
def test_wrong_number_gets_a_hint_and_not_the_answer(check, answer, hint):
    verdict = check(answer)
    assert verdict.hint == hint
    assert verdict.expected == ""


def test_number_check_does_not_take_a_function():
    assert "takes what is found on paper, and got the function len" in str(worst(len))


def test_text_names_its_rows():
    text = repr(halves(lambda values: values + 4 if values.shape == (1,) else values / 2))
    assert text.splitlines() == [
        "Not yet: my_half is right in 3 of 4 cases.",
        "  case      one number",
        "            values = [4.]",
        "  got       [8.]",
        "  expected  [2.]",
        "  hint      At index [0] it is 8, and should be 2.",
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


def tables(rng):
    return {f"{n} rows": {"logits": rng.normal(size=(n, 3)), "target": rng.integers(3, size=n)} for n in (4, 2)}


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (lambda logits, target: -logits, "Every number is -1 times the right one."),
        (lambda logits, target: 3.446 * logits, "Every number is 3.446 times the right one."),  # in all cases
        (lambda logits, target: logits / 3, "Every number is 0.3333 times the right one."),
        (
            lambda logits, target: logits / len(logits),
            "Every number is the right one divided by the length of axis 0 of",
        ),
        (lambda logits, target: logits * len(logits), "Every number is the right one times the length of axis 0 of"),
        (lambda logits, target: logits + 0.7, "Every number is 0.7 more than the right one."),
        (lambda logits, target: logits / len(logits) ** 2, "At index [0, 0] it is"),  # no factor of both cases
        (lambda logits, target: logits * (5 if len(logits) == 4 else 1), "At index [0, 0] it is"),  # of one case alone
        (lambda logits, target: logits * (-1 if len(logits) == 4 else 1), "Every number is -1 times the right one."),
        (lambda logits, target: logits + (len(logits) == 4), "At index [0, 0] it is"),
    ],
)
def test_factor_is_told_if_every_failing_case_has_it(answer, hint):
    check = Check("my_logits", tables, lambda logits, target: 1.0 * logits, {})
    assert check(answer).hint.startswith(hint)


def test_factor_of_single_numbers_is_told_from_several_cases():
    check = Check("my_sum", tables, lambda logits, target: logits.sum(), {})
    verdict = check(lambda logits, target: -logits.sum())
    assert verdict.hint == "It is -1 times the right one, in every case that fails."


def test_factor_is_that_of_the_array_that_is_wrong_first():
    def probe(answer, logits, target):
        return {"loss": answer(logits), "gradient": answer(logits)}

    check = Check("my_logits", tables, lambda logits: logits + 0, {}, probe)
    check.probe = lambda answer, logits, target: {"loss": logits, "gradient": answer(logits)}
    assert check(lambda logits: -logits).hint == "gradient: Every number is -1 times the right one."
    check.probe = lambda answer, logits, target: {"loss": answer(logits)[0], "gradient": answer(logits)}
    check.reference = lambda logits: logits[:]
    assert check(lambda logits: -logits[None]).hint == "loss: The shape is (4, 3), and should be (3,)."


def test_lists_are_refused_where_an_array_is_asked_for():
    check = Check("my_half", half, lambda values: values / 2, {}, lists=False)
    assert check(lambda values: values / 2)
    hint = "my_half returns a list. Make it an array: np.array(...)."
    assert check(lambda values: (values / 2).tolist()).hint == hint


# Surroundings: a notebook may have changed what a check rests on.


def descend(logits):
    loss = (logits**2).sum()
    loss.backward()
    return logits.grad


def gradient_probe(answer, logits):
    return answer(logits.requires_grad_())


descending = tensor_check(gradient_probe, descend)


def raises_as_the_reference_would(logits):
    raise RuntimeError


@pytest.fixture
def defaults():
    yield
    torch.set_grad_enabled(True)
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)


DISTURBANCES = {
    "gradients off": lambda: torch.set_grad_enabled(False),
    "another device": lambda: torch.set_default_device("meta"),
    "another dtype": lambda: torch.set_default_dtype(torch.float16),
}


@pytest.mark.parametrize("disturb", DISTURBANCES.values(), ids=DISTURBANCES)
def test_modes_and_defaults_of_torch_do_not_matter(disturb, defaults):
    makes = tensor_check(gradient_probe, lambda logits: (logits * 0).detach() + 1 / 3)
    for _ in range(2):
        assert not descending(raises_as_the_reference_would)
        assert descending(descend)
        assert makes(lambda logits: torch.ones(2) / 3)
        disturb()
    state = torch.is_grad_enabled(), torch.get_default_device(), torch.get_default_dtype()
    assert halves(lambda values: torch.as_tensor(values) / 2)
    assert (torch.is_grad_enabled(), torch.get_default_device(), torch.get_default_dtype()) == state


@pytest.mark.parametrize("context", [torch.no_grad, torch.inference_mode, lambda: torch.autocast("cpu")])
def test_contexts_of_torch_do_not_matter(context):
    products = tensor_check(core.call, lambda logits: logits.float()[None] @ torch.full((2, 1), 1 / 3))
    with context():
        assert descending(descend)
        assert not descending(raises_as_the_reference_would)
        assert products(lambda logits: (logits.float() / 3).sum().reshape(1, 1))


def test_answer_that_disturbs_torch_leaves_no_trace(defaults):
    def disturbs(values):
        for disturb in DISTURBANCES.values():
            disturb()
        return values / 2

    assert halves(disturbs)
    assert torch.is_grad_enabled()
    assert torch.get_default_dtype() == torch.float32
    assert torch.ones(1).device.type == "cpu"


PATCHES = {
    "np.isclose": (np, "isclose", lambda *args, **options: True),
    "np.asarray": (np, "asarray", None),
    "np.array": (np, "array", None),
    "np.exp": (np, "exp", lambda x: x),
    "any": (builtins, "any", lambda parts: False),
    "torch.nn.functional.cross_entropy": (torch.nn.functional, "cross_entropy", lambda *args: 0),
}


@pytest.mark.parametrize("name", PATCHES)
@pytest.mark.parametrize("when", ["before", "in the answer", "and then an error"])
def test_replaced_function_is_said(name, when):
    owner, attribute, other = PATCHES[name]
    original = getattr(owner, attribute)

    def answer(values):
        setattr(owner, attribute, other)
        return values if when != "and then an error" else values["x"]

    try:
        if when == "before":
            setattr(owner, attribute, other)
        verdict = halves(answer)
    finally:
        setattr(owner, attribute, original)
    assert str(verdict) == (
        f"No verdict: {name} has been replaced in this notebook: restart the kernel, and leave it be."
    )
    assert not verdict
    assert halves(lambda values: values / 2)


def test_check_that_fails_itself_says_so(monkeypatch):
    def fails(rng):
        raise OSError("no")

    check = tensor_check(core.call, lambda logits: logits[5])
    for broken in (
        check,
        dataclasses.replace(check, cases=fails),
        dataclasses.replace(check, raises={"one": KeyError}),
    ):
        for answer in (lambda logits: logits[5], lambda logits: logits):
            verdict = broken(answer)
            assert verdict.status == "no verdict"
            assert verdict.summary.startswith("the check itself fails here: ")
            assert "The fault is not in the answer." in verdict.summary
    missing = dataclasses.replace(check, reference=lambda logits: logits, raises={"one": KeyError})
    assert "fails here: no KeyError" in missing(lambda logits: logits).summary
    assert "IndexError: index 5 is out of bounds" in str(check(lambda logits: logits))
    monkeypatch.setenv("CELOSS_STRICT", "1")
    with pytest.raises(NotPassed, match="No verdict: the check itself fails"):
        check(lambda logits: logits)


@pytest.mark.parametrize(
    "options",
    [{"formatter": {"float_kind": lambda x: "?"}}, {"legacy": "1.13"}, {"nanstr": "?", "precision": 0, "linewidth": 3}],
    ids=str,
)
def test_print_options_of_the_notebook_do_not_matter(options):
    plain = str(halves(lambda values: 3 * values))
    with np.printoptions(**options):
        assert str(halves(lambda values: 3 * values)) == plain


class Liar:
    __class__ = np.ndarray


class Hidden:
    """A callable that does not let itself be looked into."""

    def __call__(self, values):
        return values / 2

    @property
    def __code__(self):
        raise RuntimeError


def test_odd_answers_get_a_verdict():
    def wrapped(values):
        return values / 2

    wrapped.__wrapped__ = wrapped
    assert halves(wrapped)
    assert halves(Hidden())
    hint = halves(lambda values: Liar()).hint
    assert hint == "my_half returns a Liar, where an array of real numbers is needed, or a single one."


def test_asynchronous_answer_is_told_to_drop_it(recwarn):
    async def my_half(values):
        return values / 2

    assert halves(my_half).hint == "Drop the async before def."
    assert halves(lambda values: my_half(values)).hint.endswith(
        "is needed, or a single one. Drop the async before def."
    )
    assert not recwarn.list


def test_forbidden_function_is_noticed():
    def mine(logits):
        return torch.nn.CrossEntropyLoss()(logits, torch.tensor(1))

    def own(logits):
        return logits.logsumexp(0) - logits[1]

    free, strict = (tensor_check(core.call, mine, without=names) for names in ((), ("cross_entropy", "nll_loss")))
    assert free(mine)
    assert strict(own)
    assert strict(mine).hint == "my_answer calls cross_entropy, which this exercise is to do without."


def test_limit_is_on_computing_and_not_on_waiting(short_limit):
    def computes(values):
        end = time.thread_time() + 0.9
        while time.thread_time() < end:
            pass
        return values / 2

    def waits(values):
        if values.size == 1:
            time.sleep(0.9)
        return values / 2

    assert halves(computes).hint == "my_half did not finish within 0.5 seconds."
    assert halves(waits)


@pytest.mark.skipif(not hasattr(time, "pthread_getcpuclockid"), reason="no clock of one thread on this system")
def test_limit_is_that_of_the_answers_own_thread(short_limit):
    over = threading.Event()

    def burn():
        while not over.is_set():
            pass

    threads = [threading.Thread(target=burn) for _ in range(3)]
    for thread in threads:
        thread.start()

    def waits(values):
        if values.size == 1:
            time.sleep(1)
        return values / 2

    try:
        assert halves(waits)
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_first_use_of_derivatives_does_not_count():
    code = """
import time
import torch
from celoss.check import Check
from celoss.check import _core
used = []
def derivative(values):
    began = time.thread_time()
    torch.func.jvp(torch.exp, (torch.ones(2),), (torch.ones(2),))
    used.append(time.thread_time() - began)
    return values
check = Check("my_answer", lambda rng: {"one": {"values": np.ones(2)}}, lambda values: values, {})
import torch.func
assert check(derivative)
print(used[0] < 0.05)
"""
    assert run_alone(code) == "True\n"
