"""The picture that stands beside a link to a page where people share it: title, description, and the price -log p."""

import io
import textwrap

import numpy as np

WIDTH, HEIGHT = 1200, 630
GROUND, INK, MUTED, ACCENT = "#fbfaf7", "#1d232b", "#59636e", "#0072b2"
DOTS_PER_POINT = 2


def wrapped(text, columns, lines):
    return "\n".join(textwrap.wrap(text, columns, max_lines=lines, placeholder=" ..."))


def draw(path, title, said, book):
    """Write the card of a page to `path`, in 64 colors: about 20 KB."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from PIL import Image

    figure = Figure((WIDTH / 144, HEIGHT / 144), dpi=72 * DOTS_PER_POINT, facecolor=GROUND)

    def write(x, y, text, size, **style):
        figure.text(x / WIDTH, 1 - y / HEIGHT, text, size=size / DOTS_PER_POINT, va="top", parse_math=False, **style)

    ax = figure.add_axes((0.68, 0.0, 0.32, 0.62))
    probs = np.linspace(0.004, 1, 300)
    ax.plot(probs, -np.log(probs), color=ACCENT, linewidth=4)
    ax.plot(0.3, -np.log(0.3), "o", color="#d55e00", markersize=9)
    ax.set(xlim=(-0.03, 1.1), ylim=(-0.35, 4.2))
    ax.axis("off")
    size, columns = (64, 26) if len(title) < 34 else (50, 34)
    heading = wrapped(title, columns, 3)
    write(72, 72, book if title != book else "A book whose numbers are computed", 28, color=ACCENT)
    write(72, 140, heading, size, color=INK, weight="bold", linespacing=1.1)
    below = 190 + 1.3 * size * (heading.count("\n") + 1)
    write(72, below, wrapped(said, 44, 6), 30, color=MUTED, linespacing=1.35)
    file = io.BytesIO()
    FigureCanvasAgg(figure).print_png(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(file).convert("RGB").quantize(64, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
