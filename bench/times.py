"""Times of calls, paired: a process for each column, asked in turns; only one of them works at a time.

PyTorch reads the switch for pages of 2 MB when a process starts, so that one process cannot time both settings. Nor
would it be fair for two losses to share the state of one allocator. Time is wall time: what a user waits for. Beside
other work the processor's time is recorded too.
"""

import contextlib
import gc
import multiprocessing
import os
import random
import subprocess
import sys
import time

import numpy as np
import torch
from cases import loss_named, make_call

SWITCH = "THP_MEM_ALLOC_ENABLE"  # PyTorch's own: ask Linux for pages of 2 MB
COLUMNS = {  # the loss, and whether its process has the switch
    "torch": ("torch", False),
    "torch 2 MB": ("torch", True),
    "compiled": ("compiled", False),
    "celoss": ("celoss", False),
    "celoss 2 MB": ("celoss", True),
    "celoss 4 KB": ("celoss in small pages", False),
}
SOME = "compiled", "celoss 4 KB"  # columns of a few cases
RATIOS = (
    *(("celoss", "torch"), ("celoss", "torch 2 MB"), ("celoss 2 MB", "torch 2 MB")),
    *(("celoss 4 KB", "torch"), ("celoss", "compiled")),
)
LEAST, MOST = 5, 41  # rounds
SHORT = 50e-6  # seconds: of shorter calls the difference matters more than the ratio
SPINNING = 0.02  # seconds: an idle OpenMP thread spins for so long, which must not meet the next process's turn
BUSY = "import os, sys\nwhile os.getppid() == int(sys.argv[1]): sum(range(10**6))"


def serve(connection, name):
    """A worker: told what to make of which case, with how many threads, it makes the call; told a number, it times."""
    call = None
    while (order := connection.recv()) is not None:
        if isinstance(order, int):
            connection.send(seconds_of(call, order))
        else:
            make, case, threads = order
            torch.set_num_threads(threads)
            call = make(loss_named(name), case)
            once = seconds_of(call, 1)  # the first time something may be loaded or compiled
            once = seconds_of(call, 1) if once[0] < 0.5 or name == "compiled" else once
            connection.send(once if once[0] > 0.01 else seconds_of(call, 20))


def seconds_of(call, number):
    """Seconds of one call, and seconds of processor, over so many, after a call that is not counted.

    Since the last turn a virtual machine may have given free memory back to its host, large pages first of all. To get
    it again takes seconds, which a loop of calls never pays.
    """
    gc.disable()
    call()
    start, start_cpu = time.perf_counter(), time.process_time()
    for _ in range(number):
        call()
    stop, stop_cpu = time.perf_counter(), time.process_time()
    gc.enable()
    return (stop - start) / number, (stop_cpu - start_cpu) / number


class Workers:
    """The processes, by the name of their column."""

    def __init__(self, columns):
        self.connections, context = {}, multiprocessing.get_context("spawn")
        kept = os.environ.pop(SWITCH, None)
        for column in columns:
            loss, switch = COLUMNS[column]
            os.environ |= {SWITCH: "1"} if switch else {}
            self.connections[column], end = context.Pipe()
            context.Process(target=serve, args=(end, loss), daemon=True).start()
            end.close()
            os.environ.pop(SWITCH, None)
        os.environ |= {SWITCH: kept} if kept else {}

    def measure(self, columns, make, case, threads, budget, block=0.005):
        """Seconds of the call in each column, round by round; budget and block (of a turn, at least) in seconds."""
        pause = SPINNING if threads > 1 else 0

        def turn(column, order):
            time.sleep(pause)
            self.connections[column].send(order)
            return self.connections[column].recv()

        once = {column: turn(column, (make, case, threads))[0] for column in columns}
        number = max(1, round(block / once[columns[0]]))
        rounds = int(budget / sum(pause + seconds * number for seconds in once.values()))
        times = {column: [] for column in columns}
        for _ in range(min(max(rounds, LEAST), MOST)):
            for column in random.sample(columns, len(columns)):
                times[column].append(turn(column, number))
        return times

    def close(self):
        for connection in self.connections.values():
            connection.send(None)


def summary(times):
    """Quartiles of the seconds and of the ratios, each ratio of two times of one round."""
    wall = {column: np.array(pairs)[:, 0] for column, pairs in times.items()}
    ratios = {f"{a} : {b}": wall[a] / wall[b] for a, b in RATIOS if a in wall and b in wall}
    row = {"rounds": len(wall["torch"]), "seconds": {column: quartiles(values) for column, values in wall.items()}}
    if row["seconds"]["torch"][1] < SHORT:
        row["more"] = {f"{a} : {b}": quartiles(wall[a] - wall[b]) for a, b in RATIOS if a in wall and b in wall}
    return row | {"ratio": {name: quartiles(values) for name, values in ratios.items()}}


def quartiles(values):
    return [float(f"{q:.3g}") for q in np.quantile(values, (0.25, 0.5, 0.75))]


@contextlib.contextmanager
def busy_processes(number):
    """So many processes that only work, and end with the block, or with this process."""
    processes = [subprocess.Popen([sys.executable, "-c", BUSY, str(os.getpid())]) for _ in range(number)]
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def measure_time(workers, case, threads, busy, budget):
    """One row of the table."""
    columns = [column for column in workers.connections if column not in SOME or (case.in_all_columns and not busy)]
    times = workers.measure(columns, make_call, case, threads, budget, block=0.2 if busy else 0.005)
    row = {**case._asdict(), "threads": threads, "busy": busy} | summary(times)
    if busy:
        row["cpu"] = {column: quartiles(np.array(pairs)[:, 1]) for column, pairs in times.items()}
    return row


def make_access(_, kind):
    """For the table of raw memory: 1 GB read, written again, or written for the first time."""
    old = torch.zeros(10**9 // 4)
    return {
        "read": lambda: old.sum(),
        "write again": lambda: old.fill_(1),
        "first write": lambda: torch.empty_like(old).fill_(1),
    }[kind]


def measure_pages(workers, budget):
    """Seconds to read or write 1 GB, in pages of 4 KB (where the system gives no larger ones unasked) and of 2 MB."""
    for kind in ("read", "write again", "first write"):
        times = workers.measure(["torch", "torch 2 MB"], make_access, kind, 1, budget)
        yield {"access": kind, "threads": 1} | summary(times)
