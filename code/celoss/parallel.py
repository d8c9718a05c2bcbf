"""Several ranks of torch.distributed on one machine, started from a cell of a notebook: one process for each."""

import datetime
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import threading
import time
import traceback
import types
from multiprocessing import connection

import cloudpickle
import torch
from torch import distributed

# On Linux forked from a server that has only imported this module: hundredths of a second. Not forked from the
# notebook, whose threads would be missing. Elsewhere every rank imports torch, which takes seconds.
METHOD = "forkserver" if sys.platform == "linux" else "spawn"
LOOPBACK = {"linux": "lo", "darwin": "lo0"}  # the interface that needs no network
MEETING = 60  # seconds that the ranks may take to find each other
GRACE = 0.5  # seconds after a failure in which others are heard too: the first one seen may not be the cause
STARTING = threading.Lock()


def run_ranks(function, world_size, *arguments, timeout=30.0):
    """What `function` returns on each of several ranks, processes with one thread that reach each other by gloo.

    Inside, ``torch.distributed`` is ready for use. Return what is to be seen: what a rank prints may come late, mixed
    or not at all.

    Parameters
    ----------
    function : callable
        It may be defined in the notebook; the variables that it uses are copied to the ranks. Environment variables
        are, on Linux, those of the first call.
    world_size : int
        The number of ranks, at least 1.
    *arguments
        Of the function, the same on each rank.
    timeout : float, default 30
        In seconds, from the moment when the ranks have met; a day at most.

    Returns
    -------
    results : list
        Of rank 0, rank 1 and so on. No rank outlives the call, nor the notebook if that is killed.

    Raises
    ------
    RuntimeError
        Ranks have raised an exception, maybe for want of another, or died: the message names each, and its reason.
    TimeoutError
        Not all have returned in time: the message names those that had not.

    Examples
    --------
    >>> run_ranks(lambda text: text + str(distributed.get_rank()), 2, "rank ")
    ['rank 0', 'rank 1']
    """
    if world_size < 1:
        raise ValueError(f"world_size must be at least 1, got {world_size}")
    if not (isinstance(timeout, int | float) and 0 < timeout <= 86400):
        raise ValueError(f"timeout must be a number of seconds, above 0 and at most 86400, got {timeout!r}")
    context, ranks = multiprocessing.get_context(METHOD), []
    if METHOD == "forkserver":
        context.set_forkserver_preload([__name__])
    work = cloudpickle.dumps((function, arguments))
    with tempfile.TemporaryDirectory() as folder:  # they meet at a file: no port to clash
        place = world_size, os.path.join(folder, "store"), timeout
        try:
            for rank in range(world_size):
                ours, theirs = context.Pipe()
                process = context.Process(target=on_rank, args=(rank, *place, work, theirs))
                ranks.append((process, ours))
                start(process)
                theirs.close()
            return collect(ranks, timeout)
        finally:
            for process, pipe in ranks:
                pipe.close()  # which ends a process that was interrupted while it started
                if process.pid is not None:
                    process.kill()
                    process.join()


def start(process):
    """Start a process that does not run the caller's script once more: cloudpickle sends what it needs of it."""
    with STARTING:  # or a second thread would take the empty module for the caller's, and put that back
        main = sys.modules["__main__"]
        try:
            sys.modules["__main__"] = types.ModuleType("__main__")
            process.start()
        finally:
            sys.modules["__main__"] = main


def collect(ranks, timeout):
    """The results of the ranks, in order; an exception soon after one cannot come."""
    results, failed, stage, seconds = {}, {}, "met", MEETING
    limit = time.monotonic() + seconds
    while len({*results, *failed}) < len(ranks):
        watched = {pipe: rank for rank, (_, pipe) in enumerate(ranks) if rank not in failed}
        ready = connection.wait(watched, max(0, limit - time.monotonic()))
        if not ready:
            break
        for rank in map(watched.get, ready):
            kind, content = hear(*ranks[rank])
            if kind == "returned":
                results[rank] = content
            elif kind == "met" and not failed:
                stage, seconds = "returned", timeout
                limit = time.monotonic() + seconds
            elif kind == "failed":
                failed[rank] = f"rank {rank} of {len(ranks)} {content}"
                limit = min(limit, time.monotonic() + GRACE)
    if failed:
        raise RuntimeError("\n".join(sorted(failed.values(), key=len)))  # a death, one line, before a traceback
    if late := [rank for rank in range(len(ranks)) if rank not in results]:
        raise TimeoutError(f"after {seconds} s, of {len(ranks)} ranks these have not {stage}: {late}")
    return [results[rank] for rank in range(len(ranks))]


def hear(process, pipe):
    """What a rank has done, and its result or what is to be said of it."""
    try:
        kind, content = pipe.recv()
    except (EOFError, OSError):
        process.join(5)
        names = {-number: number.name for number in signal.Signals}
        return "failed", f"has died: {names.get(process.exitcode, f'exit code {process.exitcode}')}"
    try:
        return kind, pickle.loads(content) if kind == "returned" else content
    except Exception:
        return "failed", f"has returned what cannot be read:\n\n{traceback.format_exc()}"


def on_rank(rank, world_size, path, timeout, work, pipe):
    """The life of one rank: meet the others, call the function, report, and wait for the end."""
    watch = threading.Thread(target=end_with, args=(pipe,), daemon=True)
    watch.start()
    try:
        torch.set_num_threads(1)
        os.environ.setdefault("GLOO_SOCKET_IFNAME", LOOPBACK.get(sys.platform, ""))
        store, patience = distributed.FileStore(path, world_size), datetime.timedelta(seconds=timeout + MEETING)
        distributed.init_process_group("gloo", store=store, rank=rank, world_size=world_size, timeout=patience)
        pipe.send(("met", None))
        function, arguments = pickle.loads(work)
        report = "returned", cloudpickle.dumps(function(*arguments))
    except BaseException:
        report = "failed", f"has raised:\n\n{traceback.format_exc()}"
    pipe.send(report)
    watch.join()  # a rank that has raised lives on, so that no other fails for want of it


def end_with(pipe):
    """End this process as soon as the notebook closes its end of the pipe, or is killed."""
    pipe.poll(None)
    os._exit(1)
