"""Ranks from a cell: what they return, and what is said when one raises, dies or never comes back."""

import functools
import math
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent import futures
from multiprocessing import connection

import pytest
import torch
from torch import distributed

from celoss import parallel
from celoss.parallel import run_ranks

failure = functools.partial(pytest.raises, RuntimeError)

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

    with failure(match=r"(?s)\Arank 1 of 2 has raised:\n\nTraceback .*\nValueError: no tokens\n\Z"):
        run_ranks(work, 2)


@pytest.mark.parametrize(
    ("end", "cause"),
    [
        (lambda: os.kill(os.getpid(), 9), "SIGKILL"),
        (lambda: os.kill(os.getpid(), signal.SIGRTMIN + 1), f"exit code -{signal.SIGRTMIN + 1}"),  # has no name
        (lambda: os._exit(3), "exit code 3"),
    ],
)
def test_a_death_is_said_with_its_rank_before_all_else(end, cause):
    def work():
        if distributed.get_rank() == 1:
            end()
        distributed.barrier()  # here the connection breaks, which is not the cause

    with failure(match=rf"\Arank 1 of 3 has died: {cause}(\n|\Z)"):
        run_ranks(work, 3)


def test_a_death_is_said_although_the_rank_has_returned():
    def work():
        if distributed.get_rank() == 0:
            time.sleep(60)
        threading.Timer(0.2, os._exit, [7]).start()

    with failure(match=r"\Arank 1 of 2 has died: exit code 7\Z"):
        run_ranks(work, 2)


def test_of_two_failures_both_are_said():
    def work():
        if distributed.get_rank() == 1:
            time.sleep(0.1)
            os._exit(9)
        raise ValueError("the cause")

    with failure(match=r"(?s)\Arank 1 .* exit code 9\nrank 0 of 2 has raised:\n\n.*ValueError: the cause"):
        run_ranks(work, 2)


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
    with failure(match=r"(?s)rank [01] of 2 has raised:\n\n.*TypeError: cannot pickle 'generator' object"):
        run_ranks(lambda: (n for n in range(3)), 2)


def test_exceptions_of_the_notebooks_own_are_said_too():
    class Mine(Exception):
        def __init__(self, first, second):  # not to be pickled
            super().__init__(first)

    def work():
        raise Mine("a reason", 2)

    with failure(match=r"(?s)has raised:\n\n.*Mine: a reason"):
        run_ranks(work, 1)


def test_exceptions_without_words_are_said_too():
    class Mute(Exception):
        def __str__(self):
            raise ValueError

    def work():
        raise Mute

    with failure(match=r"(?s)rank 0 of 1 has raised:\n\n.*Mute: <exception str\(\) failed>"):
        run_ranks(work, 1)


def test_what_cannot_be_read_is_said_with_its_rank():
    class Unreadable:
        def __reduce__(self):
            return int, ("no number",)

    with failure(match=r"(?s)\Arank 1 of 2 has returned what cannot be read:\n\n.*ValueError: .*no num"):
        run_ranks(lambda: [None, Unreadable()][distributed.get_rank()], 2)


@pytest.mark.parametrize("size", [0, -1])
def test_there_is_a_rank(size):
    with pytest.raises(ValueError, match=f"world_size must be at least 1, got {size}"):
        run_ranks(time.sleep, size, 0)


@pytest.mark.parametrize("timeout", [None, math.nan, math.inf, "3", 0, -1, 1e9])
def test_the_timeout_is_a_number_of_seconds(timeout):
    with pytest.raises(ValueError, match=f"timeout must be a number of seconds.*, got {timeout!r}"):
        run_ranks(time.sleep, 1, 0, timeout=timeout)


def test_threads_may_run_ranks_at_the_same_time():
    main = sys.modules["__main__"]
    with futures.ThreadPoolExecutor(4) as pool:
        results = pool.map(lambda n: run_ranks(lambda: 10 * n + distributed.get_rank(), 2), range(4))
        assert list(results) == [[10 * n, 10 * n + 1] for n in range(4)]
    assert sys.modules["__main__"] is main


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_interruption_leaves_no_rank(monkeypatch, when):
    def interrupted(process):
        if when == "after":
            original(process)
        raise KeyboardInterrupt

    original = parallel.start
    monkeypatch.setattr(parallel, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_ranks(time.sleep, 2, 60)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for processes that are not its children, as on Linux")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_a_caller_that_is_killed_leaves_no_rank(name):
    code = """
import os, time
from celoss.parallel import run_ranks

def work():
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(600)

run_ranks(work, 2)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as caller:
        ranks = [os.pidfd_open(int(caller.stdout.readline())) for _ in range(2)]
        caller.send_signal(getattr(signal, name))
        caller.wait()
        for rank in ranks:
            assert connection.wait([rank], timeout=30) == [rank]
            os.close(rank)


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
