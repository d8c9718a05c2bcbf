"""What a check is (cases, a reference, diagnoses), and the verdict that it gives on a learner's answer."""

import contextlib
import copy
import dataclasses
import os
import threading
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np

from celoss.check._guard import Printed, TimeIsUp, is_blank, place, said, within
from celoss.check._values import Refused, convert, describe, difference, nudge, same, show, size, to_numpy
from celoss.check._verdict import NotPassed, Verdict

TIME_LIMIT = 5.0  # seconds for one case
LOCK = threading.RLock()  # sys.stdout and the filters of warnings are shared by all threads


class Outcome(NamedTuple):
    """What one call gave: its arrays by name, or a sentence that says why there are none."""

    arrays: dict[str, np.ndarray]
    sentence: str = ""
    error: type | None = None
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
        The first case is the friendly one, which is shown when it fails; the others catch what it lets through, and
        of those that fail the one with the fewest numbers is shown.
    reference : callable, or a number
        A right answer.
    diagnoses : dict
        Hint -> a wrong answer, or a wrong number, that deserves it. An answer that fails in the same way gets the hint.
    probe : callable, optional
        ``probe(answer, *arguments)`` does with an answer what is to be compared, and returns an array or a
        dictionary of arrays. By default it calls the answer.
    tensors : bool, default False
        Whether the arguments are tensors. Otherwise they are NumPy arrays, or tensors for an answer that fares
        better with those.
    tolerance : float, optional
        The relative error allowed; by default 1e-6, and 1e-4 for an answer in 32 bits or fewer.
    """

    answer: str
    cases: Callable[[np.random.Generator], dict[str, dict[str, Any]]]
    reference: Any
    diagnoses: dict[str, Any]
    probe: Callable = call
    tensors: bool = False
    tolerance: float | None = None

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
        cases = list(self.cases(np.random.default_rng(seed)).items())[:first]
        expected = [self.run(self.reference, arguments, self.tensors) for _, arguments in cases]
        got = self.attempt(answer, cases, expected)
        pairs = list(zip(got, expected, strict=False))
        if any(mine.error is NotImplementedError and not right.error for mine, right in pairs):
            return Verdict("not attempted yet", f"{self.answer} is not written to its end.")
        complaints = [self.complaint(*pair) for pair in pairs]
        remark = f" (What {self.answer} prints is left out.)" if any(outcome.printed for outcome in got) else ""
        if not any(complaints):
            count = f" in all {len(cases)} cases" if len(cases) > 1 else ""
            return Verdict("passed", f"{self.answer} is right{count}.{remark}")
        wrong = [number for number, complaint in enumerate(complaints) if complaint]
        shown = min(wrong, key=lambda number: (number > 0) * size(cases[number][1]))
        name, arguments = cases[shown]
        hint = (diagnose and self.diagnosis(got, shown, cases)) or complaints[shown]
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
            got = []
            for _, arguments in cases:
                got.append(self.run(answer, arguments, tensors, TIME_LIMIT))
                if got[-1].error is TimeIsUp:
                    return got
            right = sum(not self.complaint(*pair) for pair in zip(got, expected, strict=True))
            score = right, sum(outcome.error in (None, Refused) for outcome in got)  # refused: but it ran
            if score > best_score:
                best, best_score = got, score
            if not any(outcome.error for outcome in got):
                break
        return best

    def run(self, answer, arguments, tensors, limit=None):
        """Call `answer` on copies of the arguments; look at what comes back, and at the copies."""
        before = {name: convert(value, tensors) for name, value in arguments.items()}
        given = copy.deepcopy(before)
        printed = Printed()
        try:
            with LOCK, contextlib.redirect_stdout(printed), warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                result = within(limit, self.probe, answer, *given.values())
            outcome = Outcome(self.arrays(result, printed.anything))
            if changed := [name for name in given if not same(given[name], before[name])]:
                raise Refused(f"{self.answer} changes its argument {changed[0]}: work on a copy.")
        except Refused as refusal:
            outcome = Outcome({}, str(refusal), Refused)
        except TimeIsUp:
            outcome = Outcome({}, f"{self.answer} did not finish within {TIME_LIMIT:g} seconds.", TimeIsUp)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            kind, message, line = type(error), said(error), place(error, answer)
            sentence = f"{self.answer} raises {kind.__name__}{f': {message}' if message else ''}{line}"
            # The answer has a gap if it says so itself; torch says so of a dtype that a function does not take.
            library = kind is NotImplementedError and message and "raise " not in line
            outcome = Outcome({}, sentence, RuntimeError if library else kind)
        return outcome._replace(printed=printed.anything)

    def arrays(self, result, printed):
        """The arrays of a result by name; what cannot be compared is refused with a sentence."""
        found = {}
        for name, value in (result if isinstance(result, dict) else {"": result}).items():
            if value is ...:
                raise NotImplementedError
            if value is None:
                aid = "It prints something: return that instead." if printed else "Is there a return on every path?"
                raise Refused(f"{name or self.answer} {'is' if name else 'returns'} None. {aid}")
            found[name] = to_numpy(value, f"{name} is" if name else f"{self.answer} returns")
        return found

    def complaint(self, got, expected):
        """In which way an outcome is not the expected one: a sentence, empty where it is."""
        if expected.error:
            right = got.error and issubclass(got.error, expected.error)
            return "" if right else got.sentence or f"{self.answer} should raise {expected.error.__name__} here."
        if got.error:
            return got.sentence
        pairs = [(name, got.arrays.get(name), wanted) for name, wanted in expected.arrays.items()]
        for name, array, wanted in pairs:
            # What is found on paper is not given away.
            compare = difference if callable(self.reference) else nudge
            if problem := compare(array, wanted, self.tolerance):
                return f"{name}: {problem}" if name else problem
        return ""

    def diagnosis(self, got, shown, cases):
        """The hint of the wrong answer that fails like this one in the case shown; of several, in the most cases."""
        best, most = "", 0
        for hint, wrong in self.diagnoses.items():
            if not self.alike(got[shown], self.run(wrong, cases[shown][1], self.tensors)):
                continue
            outcomes = [self.run(wrong, arguments, self.tensors) for _, arguments in cases[: len(got)]]
            alike = sum(self.alike(*pair) for pair in zip(got, outcomes, strict=True))
            if alike > most:
                best, most = hint, alike
        return f"{best} (A guess: not every case fits it.)" if best and most < len(got) else best

    def alike(self, got, other):
        if Refused in (got.error, other.error):
            return got.sentence == other.sentence
        if got.error or other.error:
            both = got.error and other.error  # NumPy's AxisError is an IndexError, as torch's is
            return bool(both) and (issubclass(got.error, other.error) or issubclass(other.error, got.error))
        return got.arrays.keys() == other.arrays.keys() and not self.complaint(got, other)


def on_paper(answer):
    try:
        return np.asarray(answer, float)
    except Exception:
        raise Refused(f"A number is needed, or several in a tuple, and this is {describe(answer)}.") from None


def number(answer, value, diagnoses, tolerance=1e-3):
    """A check of a number found on paper, or of several in a tuple, to within the relative error `tolerance`.

    The other arguments are those of Check: `value` is the right one, `diagnoses` maps hints to wrong ones.
    """
    return Check(answer, lambda rng: {"on paper": {}}, value, diagnoses, probe=on_paper, tolerance=tolerance)
