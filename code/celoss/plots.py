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
