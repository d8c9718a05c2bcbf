"""What a check is (cases, a reference, diagnoses), and the verdict that it gives on a learner's answer."""

import contextlib
import copy
import dataclasses
import inspect
import os
import sys
import threading
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np

from celoss.check._guard import Printed, TimeIsUp, functions, is_blank, kind, place, said, within
from celoss.check._surroundings import Disturbed, calm, notice, take, warm, without
from celoss.check._values import Refused, axes, convert, describe, difference, nudge, proportion, same, show, to_numpy
from celoss.check._verdict import NotPassed, Verdict

TIME_LIMIT = 5.0  # seconds of computing for one case
LOCK = threading.RLock()  # sys.stdout and the filters of warnings are shared by all threads
default_rng = np.random.default_rng


class Nothing(Refused):
    """The refusal of None."""


class Outcome(NamedTuple):
    """What one call gave: its arrays by name, or a sentence that says why there are none."""

    arrays: dict[str, np.ndarray]
    sentence: str = ""
    error: type | None = None
    kind: str = ""  # of two errors of one kind, the cause may be the same
    printed: bool = False

    def __str__(self):
        return self.sentence or "\n".join(
            f"{name} = {show(array)}" if name else show(array) for name, array in self.arrays.items()
        )


def call(answer, *arguments):
    return {"": answer(*arguments)}


@dataclasses.dataclass
class Check:
    """Judges a learner's answer; call it with the answer: ``check.softmax(my_softmax)``.

    Parameters
    ----------
    answer : str
        The learner's name for what is judged, as the chapter gives it.
    cases : callable
        From a NumPy generator to a dictionary: name of the case -> its arguments by name, in the order of the call.
        The first case that fails is shown: the friendly one comes first, those that catch what it lets through
        follow, and the extreme ones come last.
    reference : callable, or a number
        A right answer.
    diagnoses : dict
        Hint -> a wrong answer, or a wrong number, that deserves it. An answer gets the hint if it behaves like the
        wrong answer in *every* case that it fails, and if the wrong answer passes every case that it passes.
    probe : callable, optional
        ``probe(answer, *arguments)`` does with an answer what is to be compared, and returns an array or a
        dictionary of arrays. By default it calls the answer.
    tensors : bool, default False
        Whether the arguments are tensors. Otherwise they are NumPy arrays, or tensors for an answer that fares
        better with those.
    tolerance : float, optional
        The relative error allowed; by default 1e-6, and 1e-4 for an answer in 32 bits or fewer.
    raises : dict, optional
        Name of a case -> the error that is right there, ``{"an unknown word": ValueError}``. Where the reference
        raises anything else, there is no verdict.
    without : tuple of str, optional
        Names of functions of PyTorch that the answer must not call: ``("cross_entropy", "nll_loss")``.
    lists : bool, default True
        Whether a list or a tuple of numbers will do for an array.
    """

    answer: str
    cases: Callable[[np.random.Generator], dict[str, dict[str, Any]]]
    reference: Any
    diagnoses: dict[str, Any]
    probe: Callable = call
    tensors: bool = False
    tolerance: float | None = None
    raises: dict[str, type[Exception]] = dataclasses.field(default_factory=dict)
    without: tuple[str, ...] = ()
    lists: bool = True

    def __call__(self, answer, *, seed=0):
        """The verdict on `answer`; `seed` draws the cases.

        With ``CELOSS_STRICT=1`` in the environment every verdict but a pass raises NotPassed.
        """
        verdict = self.judge(answer, seed)
        if not verdict and os.environ.get("CELOSS_STRICT") == "1":
            raise NotPassed(f"\n{verdict}")
        return verdict

    def judge(self, answer, seed=0, first=None, diagnose=True):
        """The verdict on `answer`, from all cases or the `first` few; `diagnose=False` spares the search for a hint."""
        if is_blank(answer):
            return Verdict("not attempted yet", f"write {self.answer}, then run this cell again.")
        if callable(answer) != callable(self.reference):
            wanted = f"the function {self.answer} itself" if callable(self.reference) else "what is found on paper"
            return Verdict("not yet", f"this check takes {wanted}, and got {describe(answer)}.")
        if any(map(inspect.iscoroutinefunction, functions(answer))):
            return Verdict("not yet", f"{self.answer} is asynchronous.", hint="Drop the async before def.")
        take()
        try:
            notice()
            cases = self.draw(seed, first)
            expected = [self.expect(name, arguments) for name, arguments in cases]
            got = self.attempt(answer, cases, expected)
            return self.verdict(got, expected, cases, diagnose)
        except Disturbed as reason:
            return Verdict("no verdict", str(reason))

    def draw(self, seed, first):
        """The cases, as pairs of a name and arguments."""
        try:
            with LOCK, calm():
                return list(self.cases(default_rng(seed)).items())[:first]
        except Exception as error:
            raise Disturbed(broken(f"{type(error).__name__}: {said(error)}")) from error

    def expect(self, name, arguments):
        """The outcome of the reference, which may be an error only if that is declared."""
        outcome, due = self.run(self.reference, arguments, self.tensors), self.raises.get(name)
        if bool(outcome.error) != bool(due) or (due and not issubclass(outcome.error, due)):
            raise Disturbed(broken(outcome.sentence.replace(f"{self.answer} raises ", "") or f"no {due.__name__}"))
        return outcome

    def verdict(self, got, expected, cases, diagnose=True):
        """What the outcomes of an answer and of the reference make of it."""
        pairs = list(zip(got, expected, strict=False))
        if any(mine.error is NotImplementedError and not right.error for mine, right in pairs):
            return Verdict("not attempted yet", f"{self.answer} is not written to its end.")
        complaints = [self.complaint(*pair) for pair in pairs]
        remark = f" (What {self.answer} prints is left out.)" if any(outcome.printed for outcome in got) else ""
        if not any(complaints):
            count = f" in all {len(cases)} cases" if len(cases) > 1 else ""
            return Verdict("passed", f"{self.answer} is right{count}.{remark}")
        wrong = [number for number, complaint in enumerate(complaints) if complaint]
        name, arguments = cases[shown := wrong[0]]
        hint = (diagnose and self.hint(got, expected, cases, wrong)) or complaints[shown]
        if not callable(self.reference):
            return Verdict(
                "not yet", f"{self.answer} is not right.", got="" if got[0].error else str(got[0]), hint=hint
            )
        return Verdict(
            "not yet",
            f"{self.answer} is right in {len(got) - len(wrong)} of {len(cases)} cases.{remark}",
            case="\n".join([name, *(f"{key} = {show(value)}" for key, value in arguments.items())]),
            got=str(got[shown]) if got[shown].sentence != hint else "",
            expected=expected[shown].error.__name__ if expected[shown].error else str(expected[shown]),
            hint=hint,
        )

    def attempt(self, answer, cases, expected):
        """The outcomes of `answer`, with NumPy arrays or, where it fares better with them, with tensors."""
        best, best_score = [], (-1, -1)
        for tensors in [True] if self.tensors else [False, True]:
            if tensors and not find_spec("torch"):
                break
            if tensors or sys.modules.get("torch"):
                with LOCK:
                    warm()
            got = []
            for _, arguments in cases:
                got.append(self.run(answer, arguments, tensors, TIME_LIMIT, self.without))
                if got[-1].error is TimeIsUp:
                    return got
            right = sum(not self.complaint(*pair) for pair in zip(got, expected, strict=True))
            score = right, sum(outcome.error in (None, Refused) for outcome in got)  # refused: but it ran
            if score > best_score:
                best, best_score = got, score
            if not any(outcome.error for outcome in got):
                break
        return best

    def run(self, answer, arguments, tensors, limit=None, forbidden=()):
        """Call `answer` on copies of the arguments; look at what comes back, and at the copies."""
        printed = Printed()
        with LOCK, calm(), without(forbidden) as called:
            before = {name: convert(value, tensors) for name, value in arguments.items()}
            given = copy.deepcopy(before)
            try:
                with contextlib.redirect_stdout(printed), warnings.catch_warnings(), np.errstate(all="ignore"):
                    warnings.simplefilter("ignore")
                    result = within(limit, self.probe, answer, *given.values())
                notice()
                if called:
                    raise Refused(f"{self.answer} calls {called[0]}, which this exercise is to do without.")
                outcome = Outcome(self.arrays(result, printed.anything))
                if changed := [name for name in given if not same(given[name], before[name])]:
                    raise Refused(f"{self.answer} changes its argument {changed[0]}: work on a copy.")
            except Disturbed:
                raise
            except Refused as refusal:
                about = "None" if isinstance(refusal, Nothing) else str(refusal)
                outcome = Outcome({}, str(refusal), Refused, about)
            except TimeIsUp as end:
                outcome = Outcome({}, f"{self.answer} did not finish {end}", TimeIsUp)
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                notice()
                outcome = self.failure(error, answer)
        return outcome._replace(printed=printed.anything)

    def failure(self, error, answer):
        """The outcome of a call that raised an error."""
        kept, message, line = type(error), said(error), place(error, answer)
        sentence = f"{self.answer} raises {kept.__name__}{f': {message}' if message else ''}{line}"
        # The answer has a gap if it says so itself; torch says so of a dtype that a function does not take.
        library = kept is NotImplementedError and message and "raise " not in line
        return Outcome({}, sentence, RuntimeError if library else kept, kind(error, answer))

    def arrays(self, result, printed):
        """The arrays of a result by name; what cannot be compared is refused with a sentence."""
        found = {}
        for name, value in (result if isinstance(result, dict) else {"": result}).items():
            if value is ...:
                raise NotImplementedError
            if value is None:
                aid = "It prints something: return that instead." if printed else "Is there a return on every path?"
                raise Nothing(f"{name or self.answer} {'is' if name else 'returns'} None. {aid}")
            found[name] = to_numpy(value, f"{name} is" if name else f"{self.answer} returns", self.lists)
        return found

    def complaint(self, got, expected):
        """In which way an outcome is not the expected one: a sentence, empty where it is."""
        if expected.error:
            return self.missing_error(got, expected.error)
        if got.error:
            return got.sentence
        pairs = [(name, got.arrays.get(name), wanted) for name, wanted in expected.arrays.items()]
        for name, array, wanted in pairs:
            # What is found on paper is not given away.
            compare = difference if callable(self.reference) else nudge
            if problem := compare(array, wanted, self.tolerance):
                return f"{name}: {problem}" if name else problem
        return ""

    def missing_error(self, got, due):
        """What to say where an error is due and something else comes: a sentence, empty where it is that error."""
        wanted = f"{'an' if due.__name__[0] in 'AEIO' else 'a'} {due.__name__}"
        if not got.error or got.kind == "None":
            return f"{self.answer} returns {got.kind or 'a value'} here: raise {wanted}."
        if got.error not in (Refused, TimeIsUp) and issubclass(got.error, due):
            return ""
        return f"{got.sentence}\nIn this case, raise {wanted}."

    def hint(self, got, expected, cases, wrong):
        """A cause that explains every failing case, or what all of them have in common; else nothing."""
        spoiled_ones = [n for n in wrong[1:] if spoiled(got[n], expected[n])]
        for besides in ([], spoiled_ones) if 0 < 2 * len(spoiled_ones) < len(wrong) else ([],):
            also = [f" (Besides, in the case {cases[n][0]!r} a number is infinite or nan.)" for n in besides[:1]]
            for hint, diagnosis in self.diagnoses.items():
                if self.explains(diagnosis, got, expected, cases, [n for n in wrong if n not in besides], besides):
                    return "".join([hint, *also])
        if not callable(self.reference) or any(got[number].error or expected[number].error for number in wrong):
            return ""
        # The first array that is wrong in the case shown, in each case where it is.
        for name in expected[wrong[0]].arrays:
            pairs = {n: (got[n].arrays.get(name), expected[n].arrays.get(name)) for n in wrong}
            off = [n for n, pair in pairs.items() if pair[1] is not None and difference(*pair, self.tolerance)]
            if off[:1] == wrong[:1]:
                text = proportion([pairs[n] for n in off], [axes(cases[n][1]) for n in off])
                return f"{name}: {text}" if name and text else text
        return ""

    def explains(self, diagnosis, got, expected, cases, wrong, besides):
        """Whether a wrong answer does as this one in the cases `wrong`, and is right in all others but `besides`."""
        for n in [*wrong, *(n for n in range(len(got)) if n not in [*wrong, *besides])]:
            outcome = self.run(diagnosis, cases[n][1], self.tensors)
            if not self.alike(got[n], outcome) if n in wrong else self.complaint(outcome, expected[n]):
                return False
        return True

    def alike(self, got, other):
        """Whether two outcomes are the same mistake."""
        if got.error or other.error:
            return bool(got.error and other.error and got.kind) and got.kind == other.kind
        return got.arrays.keys() == other.arrays.keys() and not self.complaint(got, other)


def spoiled(got, expected):
    """Whether a result has inf or nan where a number is right."""
    pairs = [(got.arrays.get(name), right) for name, right in expected.arrays.items()]
    return not got.error and any(
        mine is not None and mine.shape == right.shape and bool((~np.isfinite(mine) & np.isfinite(right)).any())
        for mine, right in pairs
    )


def broken(what):
    return (
        f"the check itself fails here: {what}\nThe fault is not in the answer. Are gradients switched off, or is"
        " something replaced in this notebook? Restart the kernel and run it from the top."
    )


def on_paper(answer):
    try:
        return np.asarray(answer, float)
    except Exception:
        what = "one of these is none" if isinstance(answer, list | tuple) else f"this is {describe(answer)}"
        raise Refused(f"A number is needed, or several in a tuple, and {what}.") from None


def number(answer, value, diagnoses, tolerance=1e-3):
    """A check of a number found on paper, or of several in a tuple, to within the relative error `tolerance`.

    The other arguments are those of Check: `value` is the right one, `diagnoses` maps hints to wrong ones.
    """
    return Check(answer, lambda rng: {"on paper": {}}, value, diagnoses, probe=on_paper, tolerance=tolerance)
