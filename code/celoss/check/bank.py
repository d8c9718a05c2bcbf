"""Tests of the checks: a bank of right answers, which must pass, and of wrong ones, which must get their hint.

A bank is a folder with a folder for each exercise, ``<exercise>/right/*.py`` and ``<exercise>/wrong/*.py``. Each file
is what a learner might write; the first line of a wrong one is ``# expect:`` and words of the hint it must get.
"""

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

from celoss import check


class Row(NamedTuple):
    """How many answers an exercise has, and how many wrong ones its cases reject."""

    exercise: str
    right: int
    wrong: int
    by_the_first_case: int
    by_all_cases: int


def answers(folder):
    """(exercise, kind, path) for every answer of a bank; the kind is "right" or "wrong"."""
    return [(path.parts[-3], path.parts[-2], path) for path in sorted(Path(folder).glob("*/*/*.py"))]


def judge(judging, source, seed=0, filename="answer.py", **options):
    """The verdict of a check on the source of an answer; `options` are those of `Check.judge`."""
    names = {}
    exec(compile(source, str(filename), "exec"), names)
    return judging.judge(names[judging.answer], seed, **options)


def complaint(judging, kind, source, seed=0, filename="answer.py"):
    """What is wrong with a verdict, as a sentence; empty where a right answer passes or a wrong one gets its hint."""
    verdict = judge(judging, source, seed, filename=filename)
    if kind == "right":
        return "" if verdict else f"a right answer does not pass:\n{verdict}"
    words = source.splitlines()[0].removeprefix("# expect:").strip()
    return "" if verdict.status == "not yet" and words in verdict.hint else f"expected {words!r}:\n{verdict}"


def table(folder, seed=0):
    """A Row for each exercise of a bank."""
    rows = {}
    for exercise, kind, path in answers(folder):
        judging = getattr(check, exercise)
        verdict = judge(judging, path.read_text(encoding="utf-8"), seed, path, diagnose=False)
        # The first case that fails is shown; on paper there is one.
        first = next(iter(judging.cases(np.random.default_rng(seed)))) if verdict.case else ""
        caught = [not verdict and verdict.case.partition("\n")[0] == first, not verdict]
        counts = [kind == "right", kind == "wrong", *(kind == "wrong" and found for found in caught)]
        rows[exercise] = [*map(sum, zip(rows.get(exercise, [0] * 4), counts, strict=True))]
    return [Row(exercise, *counts) for exercise, counts in rows.items()]


if __name__ == "__main__":
    rows = table(sys.argv[1])
    rows.append(Row("total", *(sum(column) for column in list(zip(*rows, strict=True))[1:])))
    print(f"{'exercise':24}{'right':>7}{'wrong':>7}{'first case':>12}{'all cases':>11}")
    for row in rows:
        print(f"{row.exercise:24}{row.right:7}{row.wrong:7}{row.by_the_first_case:12}{row.by_all_cases:11}")
