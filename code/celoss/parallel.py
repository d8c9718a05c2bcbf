"""Several ranks of torch.distributed on one machine, started from a cell of a notebook: one process for each."""

import datetime
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
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


def run_ranks(function, world_size, *arguments, timeout=30.0):
    """What `function` returns on each of several ranks, processes with one thread that reach each other by gloo.

    Inside, ``torch.distributed`` is ready for use. Return what is to be seen: what a rank prints may come late, mixed
    or not at all.

    Parameters
    ----------
    function : callable
        It may be defined in the notebook; the variables that it uses are copied to the ranks.
    world_size : int
        The number of ranks.
    *arguments
        Of the function, the same on each rank.
    timeout : float, default 30
        In seconds, from the moment when the ranks have met.

    Returns
    -------
    results : list
        Of rank 0, rank 1 and so on. No rank is left over, whatever happens.

    Raises
    ------
    RuntimeError
        A rank has raised an exception or died: the message names it.
    TimeoutError
        Not all have returned in time: the message names those that had not.

    Examples
    --------
    >>> run_ranks(lambda text: text + str(distributed.get_rank()), 2, "rank ")
    ['rank 0', 'rank 1']
    """
    context, processes, pipes = multiprocessing.get_context(METHOD), [], []
    if METHOD == "forkserver":
        context.set_forkserver_preload([__name__])
    work = cloudpickle.dumps((function, arguments))
    with tempfile.TemporaryDirectory() as folder:  # they meet at a file: no port to clash
        place = world_size, os.path.join(folder, "store"), timeout
        try:
            for rank in range(world_size):
                ours, theirs = context.Pipe()
                process = context.Process(target=on_rank, args=(rank, *place, work, theirs))
                start(process)
                theirs.close()
                processes.append(process)
                pipes.append(ours)
            return collect(processes, pipes, timeout)
        finally:
            for process in processes:
                process.kill()
                process.join()


def start(process):
    """Start a process that does not run the caller's script once more: cloudpickle sends what it needs of it."""
    main, sys.modules["__main__"] = sys.modules["__main__"], types.ModuleType("__main__")
    try:
        process.start()
    finally:
        sys.modules["__main__"] = main


def collect(processes, pipes, timeout):
    """The results of the ranks, in order; an exception as soon as one cannot come."""
    results, stage, seconds = {}, "met", MEETING
    limit = time.monotonic() + seconds
    while len(results) < len(pipes):
        late = [rank for rank in range(len(pipes)) if rank not in results]
        ready = connection.wait([pipes[rank] for rank in late], max(0, limit - time.monotonic()))
        if not ready:
            raise TimeoutError(f"after {seconds} s, of {len(pipes)} ranks these have not {stage}: {late}")
        for pipe in ready:
            try:
                kind, content = pipe.recv()
            except (EOFError, ConnectionResetError):
                kind, content = "died", "a rank has closed its connection"
            if kind == "met":
                stage, seconds = "returned", timeout
                limit = time.monotonic() + seconds
            elif kind == "returned":
                results[pipes.index(pipe)] = pickle.loads(content)
            else:
                # A rank that raises lives on, so that no other fails for want of it; one that dies does not.
                raise RuntimeError(deaths(processes, patience=5 if kind == "died" else 0.2) or content)
    return [results[rank] for rank in range(len(pipes))]


def deaths(processes, patience):
    """Which processes have ended, and of what; an empty text if none ends within `patience` seconds."""
    connection.wait([process.sentinel for process in processes], patience)
    codes = {rank: process.exitcode for rank, process in enumerate(processes) if process.exitcode is not None}
    causes = {rank: signal.Signals(-code).name if code < 0 else f"exit code {code}" for rank, code in codes.items()}
    return "; ".join(f"rank {rank} of {len(processes)} has died: {cause}" for rank, cause in causes.items())


def on_rank(rank, world_size, path, timeout, work, pipe):
    """The life of one rank: meet the others, call the function, report, and wait for the end."""
    try:
        torch.set_num_threads(1)
        os.environ.setdefault("GLOO_SOCKET_IFNAME", LOOPBACK.get(sys.platform, ""))
        store, patience = distributed.FileStore(path, world_size), datetime.timedelta(seconds=timeout + MEETING)
        distributed.init_process_group("gloo", store=store, rank=rank, world_size=world_size, timeout=patience)
        pipe.send(("met", None))
        function, arguments = pickle.loads(work)
        report = "returned", cloudpickle.dumps(function(*arguments))
    except BaseException as error:
        name = f"rank {rank} of {world_size} has raised {type(error).__name__}: {error}"
        report = "raised", f"{name}\n\n{traceback.format_exc()}"
    pipe.send(report)
    pipe.poll(None)  # until the notebook ends this process, or ends itself
