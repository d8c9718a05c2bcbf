"""`make bench`: celoss against PyTorch and SciPy: time, memory, exactness. Prints tables.

It writes code/celoss/bench.json, which chapter 10 reads. Most of its time is spent on the calls in cases.py.
"""

import argparse
import re
import shutil
import sys
import time
from pathlib import Path

import torch
from cases import BRIEF, BRIEF_BUSY, BRIEFLY, BUSY, TABLE, cases
from equations import measure_numpy
from exactness import measure_confident, measure_errors
from machine import available_memory, describe_machine, load
from memory import measure_memory
from report import dump, label, table
from times import COLUMNS, Workers, busy_processes, measure_pages, measure_time

RESULTS = Path(__file__).parents[1] / "code/celoss/bench.json"
START = time.perf_counter()


def progress(message):
    print(f"{time.perf_counter() - START:6.0f} s  {message}", file=sys.stderr, flush=True)


def measure_times(workers, tables, selected, budget):
    """The rows of the time table: with one thread and with two, alone and beside so many busy processes."""
    for busy, rows in tables.items():
        with busy_processes(busy):
            for case in cases(rows):
                for threads in sorted({1, min(2, torch.get_num_threads())}):
                    name = label({**case._asdict(), "threads": threads, "busy": busy})
                    if not selected(name):
                        continue
                    if case.size * (len(workers.connections) + 4) > available_memory():
                        progress(f"{name}: left out, too little memory")
                        continue
                    progress(name)
                    yield measure_time(workers, case, threads, busy, budget)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a cross-section in less than three minutes; writes nothing"
    )
    parser.add_argument("--only", metavar="REGEX", help="the rows whose names it finds; writes nothing")
    parser.add_argument("--budget", type=float, default=2.5, help="seconds for a row; five rounds at least")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write there, and whatever was measured")
    arguments = parser.parse_args()
    tables = {0: BRIEF, 2: BRIEF_BUSY} if arguments.quick else {0: TABLE, 2: BUSY}
    budget = min(arguments.budget, 0.5) if arguments.quick else arguments.budget
    only = re.compile(arguments.only or (BRIEFLY if arguments.quick else ""))

    def selected(name):
        return bool(only.search(name))

    has_compiler = any(map(shutil.which, ("c++", "g++", "clang++")))
    columns = [column for column in COLUMNS if column != "compiled" or (has_compiler and not arguments.quick)]
    names = ["torch", "compiled", "celoss"] if "compiled" in columns else ["torch", "celoss"]
    results = {"machine": describe_machine() | {"load at start": load()}}
    workers = Workers(columns)
    pages = measure_pages(workers, budget) if selected("pages") else ()
    results["pages"] = list(pages)
    results["times"] = list(measure_times(workers, tables, selected, budget))
    workers.close()
    progress("memory")
    results["memory"] = measure_memory(names, ["float32"] if arguments.quick else ["float32", "bfloat16"], selected)
    progress("errors")
    results["errors"] = list(measure_errors()) if selected("errors mean") else []
    results["confident"] = list(measure_confident()) if selected("errors confident") else []
    progress("NumPy")
    results["numpy"] = list(measure_numpy(selected))
    results["machine"] |= {"load at end": load(), "minutes": round((time.perf_counter() - START) / 60, 1)}
    print("\n".join(table(results)))
    target = arguments.write or (None if arguments.quick or arguments.only else RESULTS)
    if target:
        target.write_text(dump(results), encoding="utf-8")
        print(f"\nwritten: {target}")


if __name__ == "__main__":
    main()
