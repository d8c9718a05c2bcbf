"""Pictures that several chapters draw."""

import numpy as np

CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, 0.75**0.5]])


def simplex_xy(probs):
    """Points of the plane for distributions over three classes.

    Parameters
    ----------
    probs : array, shape (..., 3)
        Each distribution is the weighted mean of the three corners of a triangle of side one.

    Returns
    -------
    array, shape (2, ...)
        Horizontal and vertical coordinates, ready to be unpacked into matplotlib's functions.

    Examples
    --------
    >>> print(simplex_xy([0.0, 1.0, 0.0]))
    [1. 0.]
    """
    return np.moveaxis(np.asarray(probs) @ CORNERS, -1, 0)


def draw_simplex(ax, labels):
    """Outline the triangle on `ax`, name its three corners, and hide the axes."""
    ax.plot(*CORNERS[[0, 1, 2, 0]].T, color="0.5", linewidth=1, linestyle="-")
    for (x, y), label, place in zip(CORNERS, labels, ["top", "top", "bottom"], strict=True):
        ax.annotate(
            label, (x, y), (0, 4 if place == "bottom" else -4), textcoords="offset points", ha="center", va=place
        )
    ax.set_aspect("equal")
    ax.axis("off")


def draw_ratios(ax, results):
    """Bars on `ax` for what `make bench` measured: time and peak memory of the large losses, as shares of torch's.

    `results` is the content of ``bench.json``. Of each case the two large shapes are averaged, on one thread.
    """
    rows = [row for row in results["losses"] if row["threads"] == 1 and row["peak"]]
    cases = list(dict.fromkeys((row["mode"], row["dtype"]) for row in rows))
    for case, (mode, dtype) in enumerate(reversed(cases)):
        same = [row for row in rows if (row["mode"], row["dtype"]) == (mode, dtype)]
        time = np.mean([row["seconds"]["celoss"] / row["seconds"]["torch"] for row in same])
        memory = np.mean([row["peak"]["celoss"] / row["peak"]["torch"] for row in same])
        ax.barh(case + 0.2, time, height=0.38, color="C0", label="time" if case == 0 else None)
        ax.barh(case - 0.2, memory, height=0.38, color="C1", hatch="//", label="memory" if case == 0 else None)
    ax.axvline(1, color="0.5", linewidth=1, linestyle="-")
    ax.set(xlabel="share of torch's", xlim=(0, 1.05), yticks=range(len(cases)))
    ax.set_yticklabels([f"{mode}\n{dtype}" for mode, dtype in reversed(cases)], fontsize=9)
    ax.legend(loc="lower right")
