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
    """Every time that `make bench` measured, as a point on `ax`: the package's share of torch's, on a logarithmic axis.

    `results` is the content of ``bench.json``. A line of points for each shape and layout: all formats and modes, one
    thread and two, alone; the last line is of those beside busy processes. Points right of 1 have lost.
    """
    names = []
    for row in results["times"]:
        layout = "" if row["layout"] == "contiguous" else f", {row['layout']}"
        names.append("beside busy processes" if row["busy"] else " x ".join(map(str, row["shape"])) + layout)
    lines = {name: -place for place, name in enumerate(dict.fromkeys(names))}
    styles = ("torch", "as it is", 0.18, "o", "C0"), ("torch 2 MB", "with 2 MB pages", -0.18, "x", "C1")
    for column, label, shift, marker, color in styles:
        nothing = [None, np.nan, None]
        shares = [row["ratio"].get(f"celoss : {column}", nothing)[1] for row in results["times"]]
        heights = [lines[name] + shift for name in names]
        ax.plot(shares, heights, marker, color=color, markersize=4.5, fillstyle="none", label=f"torch {label}")
    ax.axvline(1, color="0.5", linewidth=1, linestyle="-")
    ticks = [0.1, 0.2, 0.5, 1, 2]
    ax.set(xscale="log", xlabel="share of torch's time", yticks=list(lines.values()))
    ax.set_xticks(ticks, map(str, ticks))
    ax.minorticks_off()
    ax.set_yticklabels(lines, fontsize=9)
    ax.legend(loc="lower center", bbox_to_anchor=(0.3, 1), ncols=2)
