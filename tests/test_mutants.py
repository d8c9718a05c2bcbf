"""Tests of the book's tests: a near miss of a function must fail a check of the chapter that teaches the function."""

import pytest

import celoss
import mutants


@pytest.mark.parametrize("mutant", mutants.MUTANTS, ids=str)
def test_a_check_of_the_chapter_falls(mutant):
    assert mutants.fallen(mutant)


def test_nothing_falls_without_a_near_miss():
    assert mutants.fallen(mutants.Mutant(2, "softmax", "the function itself", celoss.softmax)) is None


def test_every_public_function_has_near_misses():
    functions = [mutant.function for mutant in mutants.MUTANTS]
    assert all(functions.count(name) >= 2 for name in celoss.__all__)
    assert len(mutants.MUTANTS) == len({str(mutant) for mutant in mutants.MUTANTS}) >= 40
