"""Ranks from a cell: what they return, and what is said when one raises, dies or never comes back."""

import functools
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time

import pytest
import torch
from torch import distributed

from celoss import parallel
from celoss.parallel import run_ranks

# Functions within functions: like those of a notebook, no other process could import them.


@pytest.fixture(autouse=True)
def no_leftovers(tmp_path, monkeypatch):
    """After each test no process is left, and no file."""
    folder = functools.partial(tempfile.TemporaryDirectory, dir=tmp_path)
    monkeypatch.setattr(tempfile, "TemporaryDirectory", folder)
    yield
    assert multiprocessing.active_children() == []
    assert list(tmp_path.iterdir()) == []


def test_each_rank_runs_the_function_and_results_come_in_order():
    def work(factor):
        return distributed.get_rank(), distributed.get_world_size(), factor * distributed.get_rank()

    assert run_ranks(work, 3, 10.0) == [(0, 3, 0.0), (1, 3, 10.0), (2, 3, 20.0)]


def test_ranks_reach_each_other():
    parts = [torch.tensor([1.0, 2.0]), torch.tensor([10.0, 20.0])]

    def work():
        total = parts[distributed.get_rank()]  # a variable of the notebook
        distributed.all_reduce(total)
        return total

    for total in run_ranks(work, 2):
        torch.testing.assert_close(total, torch.tensor([11.0, 22.0]))
    torch.testing.assert_close(parts[0], torch.tensor([1.0, 2.0]))  # the ranks had copies


def test_ranks_differentiate_after_the_notebook_has():
    def gradient():
        weight = torch.randn(64, 64, requires_grad=True)
        (weight @ weight).logsumexp(1).sum().backward()
        return weight.grad.shape

    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    gradient()
    assert run_ranks(gradient, 2) == [(64, 64), (64, 64)]
    torch.set_num_threads(threads)


def test_an_exception_is_said_with_its_rank():
    def work():
        if distributed.get_rank() == 1:
            raise ValueError("no tokens")
        distributed.barrier()  # which the other one never enters

    with pytest.raises(RuntimeError, match=r"\Arank 1 of 2 has raised ValueError: no tokens\n\nTraceback"):
        run_ranks(work, 2)


@pytest.mark.parametrize(("end", "cause"), [(lambda: os.kill(os.getpid(), 9), "SIGKILL"), (lambda: os._exit(3), "3")])
def test_a_death_is_said_with_its_rank(end, cause):
    def work():
        if distributed.get_rank() == 1:
            end()
        distributed.barrier()  # here the connection breaks, which is not the cause

    with pytest.raises(RuntimeError, match=rf"\Arank 1 of 3 has died: (exit code )?{cause}\Z"):
        run_ranks(work, 3)


def test_a_hang_is_ended_and_said_with_its_ranks():
    def work():
        if distributed.get_rank() != 1:
            distributed.barrier()

    with pytest.raises(TimeoutError, match=r"after 0.5 s, of 3 ranks these have not returned: \[0, 2\]"):
        run_ranks(work, 3, timeout=0.5)


def test_ranks_that_do_not_meet_are_ended(monkeypatch):
    monkeypatch.setattr(parallel, "MEETING", 0)
    with pytest.raises(TimeoutError, match=r"after 0 s, of 2 ranks these have not met: \[0, 1\]"):
        run_ranks(time.sleep, 2, 0)


def test_what_cannot_be_returned_is_said():
    with pytest.raises(RuntimeError, match=r"rank [01] of 2 has raised TypeError: cannot pickle 'generator' object"):
        run_ranks(lambda: (n for n in range(3)), 2)


def test_exceptions_of_the_notebooks_own_are_said_too():
    class Mine(Exception):
        def __init__(self, first, second):  # not to be pickled
            super().__init__(first)

    def work():
        raise Mine("a reason", 2)

    with pytest.raises(RuntimeError, match="has raised Mine: a reason"):
        run_ranks(work, 1)


def test_without_a_server_to_fork_from_it_works_too(monkeypatch):
    monkeypatch.setattr(parallel, "METHOD", "spawn")  # as on macOS and Windows
    offset = 5
    assert run_ranks(lambda: distributed.get_rank() + offset, 2) == [5, 6]


@pytest.mark.parametrize("kind", ["script", "notebook"])
def test_functions_of_the_main_module_run_and_the_module_does_not(kind, tmp_path_factory):
    # A notebook's main module has no file. A script's has one, which no rank may run again, guarded or not.
    code = """
print("once")
from torch import distributed
from celoss.parallel import run_ranks

class Answer:
    def __init__(self, rank):
        self.rank = rank

def work():
    return Answer(helper())

def helper():
    return distributed.get_rank()

print([answer.rank for answer in run_ranks(work, 2)])
"""
    script = tmp_path_factory.mktemp("script") / "script.py"
    script.write_text(code, encoding="utf-8")
    command = [sys.executable, script] if kind == "script" else [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (result.stdout, result.stderr) == ("once\n[0, 1]\n", "")
