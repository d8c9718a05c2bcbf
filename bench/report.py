"""What `make bench` prints, and the file it writes."""

import json

from times import RATIOS, SHORT

LIMIT = 1.1  # in torch's times: no loss of ours should take longer,
MORE = 2e-6  # seconds: but for calls shorter than SHORT, which may take so much more


def dump(results):
    """JSON with one row of a table to a line, so that two files can be compared."""
    parts = []
    for name, value in results.items():
        rows = isinstance(value, list) and ",\n  ".join(json.dumps(row) for row in value)
        parts.append(f' "{name}": ' + (f"[\n  {rows}\n ]" if rows else json.dumps(value)))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def label(row):
    """A row's name, which --only is matched with."""
    layout = "" if row["layout"] == "contiguous" else row["layout"] + " "
    busy = f", {row['busy']} busy" if row["busy"] else ""
    return f"{size(row)} {layout}{row['dtype']} {row['mode']}, {row['threads']} thread{'s'[: row['threads'] > 1]}{busy}"


def size(row):
    return "x".join(map(str, row["shape"]))


def spread(quartiles):
    """The median, and the quartiles about it."""
    return "{1:.2f} ({0:.2f}-{2:.2f})".format(*quartiles) if quartiles else ""


def table(results):
    yield "\n".join(f"{name}: {value}" for name, value in results["machine"].items())
    yield f"\n{'milliseconds, and ratios: median (quartiles)':62}{'torch':>10}" + "".join(
        f"{heading:>20}"
        for heading in ("celoss : torch", "celoss : torch 2 MB", "both 2 MB", "both 4 KB", "celoss : compiled")
    )
    for row in results["times"]:
        ratios = [spread(row["ratio"].get(f"{a} : {b}")) for a, b in RATIOS]
        yield f"{label(row):62}{1e3 * row['seconds']['torch'][1]:10.3f}" + "".join(f"{ratio:>20}" for ratio in ratios)
    yield "\nmemory, in arrays of the logits' size (in chunks)"
    for row in results["memory"]:
        for quantity in row["torch"]:
            of_each = [name for name in ("torch", "compiled", "celoss") if name in row]
            counts = "".join(f"  {name} {row[name][quantity]:.2f}" for name in of_each)
            yield f"{row['situation']:12}{quantity:6}{size(row):14}{row['dtype']:10}{counts}"
    yield "\nseconds for 1 GB, one thread, in pages as they come (torch) and of 2 MB"
    for row in results["pages"]:
        seconds = "".join(f"  {name} {value[1]:.3f}" for name, value in row["seconds"].items())
        yield f"{row['access']:14}{seconds}"
    yield f"\nrelative errors{'':24}{'loss of':>10}{'loss':>10}{'gradient':>10}{'others':>10}"
    for row in results["errors"]:
        name = f"{size(row)} {row['dtype']}{', autocast' if row['autocast'] else ''}"
        yield f"{name:39}{row['loss of']:>10}{row['loss']:10.1e}{row['gradient']:10.1e}{row['others']:10.1e}"
    yield f"\nof confident rows, the worst{'':11}{'loss of':>10}{'loss':>10}{'target':>10}{'others':>10}"
    for row in results["confident"]:
        name = f"{size(row)} {row['dtype']}"
        yield f"{name:39}{row['loss of']:>10}{row['loss']:10.1e}{row['target']:10.1e}{row['others']:10.1e}"
    yield "\nNumPy against SciPy, one thread"
    for row in results["numpy"]:
        yield f"{size(row):12}{row['function']:26}{spread(row['ratio'])}"
    yield from worst(results["times"])


def worst(rows):
    """The largest ratios, and every one above the limit."""
    found = [(row["ratio"][name][1], name, row) for row in rows for name in row["ratio"] if "compiled" not in name]
    found.sort(key=lambda entry: -entry[0])
    yield ""
    for name in dict.fromkeys(name for _, name, _ in found):
        ratio, _, row = next(entry for entry in found if entry[1] == name)
        yield f"worst of {name}: {ratio:.2f}, {label(row)}"
    yield f"above {LIMIT}, or of calls shorter than {SHORT * 1e6:.0f} microseconds above {MORE * 1e6:.0f} more:"
    for ratio, name, row in found:
        more = row["more"][name][1] if "more" in row else None
        if ratio > LIMIT if more is None else more > MORE:
            excess = "" if more is None else f", {more * 1e6:.1f} microseconds more"
            yield f"  {spread(row['ratio'][name]):18} {name:26}{label(row)}{excess}"
