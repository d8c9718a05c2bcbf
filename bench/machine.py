"""What a measurement depends on besides the code."""

import datetime
import os
import platform
import re
import sys
from pathlib import Path

import numpy
import scipy
import torch

VARIABLES = re.compile("MALLOC_|THP_MEM_ALLOC_ENABLE|NUMPY_MADVISE_HUGEPAGE|OMP_|GOMP_|KMP_|MKL_|LD_PRELOAD")


def text(path, pattern="(.*)"):
    """The first match in a file of the system's; empty where there is none."""
    path = Path(path)
    found = re.search(pattern, path.read_text()) if path.exists() else None
    return found.group(1).strip() if found else ""


def describe_machine():
    cpu, huge = Path("/sys/devices/system/cpu/cpu0"), "/sys/kernel/mm/transparent_hugepage"
    caches = [(text(c / "level"), text(c / "type"), text(c / "size")) for c in sorted(cpu.glob("cache/index*"))]
    parallel = torch.__config__.parallel_info()
    return {
        "date": datetime.date.today().isoformat(),
        "cpu": text("/proc/cpuinfo", "model name\\s*: (.*)") or platform.processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "caches": ", ".join(f"L{level} {size}" for level, kind, size in caches if kind != "Instruction"),
        "memory": text("/proc/meminfo", "MemTotal: *(.*)"),
        "system": f"{platform.system()} {platform.release()}, {' '.join(platform.libc_ver())}",
        "huge pages": text(f"{huge}/enabled", r"\[(\w+)\]"),
        "defrag": text(f"{huge}/defrag", r"\[([\w+]+)\]"),
        "environment": {name: value for name, value in sorted(os.environ.items()) if VARIABLES.match(name)},
        "threads": torch.get_num_threads(),
        "parallel": ", ".join(re.findall(r"(?m)^OpenMP \d+|^Intel\(R\) .* v?[\d.]+(?=[ -])", parallel)),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
    }


def load():
    return round(os.getloadavg()[0], 2) if sys.platform != "win32" else None


def available_memory():
    """Bytes; without limit where the system does not say."""
    kilobytes = text("/proc/meminfo", "MemAvailable: *(\\d+)")
    return 1024 * int(kilobytes) if kilobytes else float("inf")
