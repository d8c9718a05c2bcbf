"""Figures as Matplotlib writes them say who wrote them, and where a point lies to a millionth of a pixel."""

import re
from pathlib import Path

NUMBERS = re.compile(r'( (?:d|x|y|points)="|translate\()([^")]*)')


def round_numbers(match):
    """To a thousandth of a point: of a hundredth, browsers show the difference at some edges."""

    def rounded(number):
        return f"{float(number[0]):.3f}".rstrip("0").rstrip(".") if number[0] else ""

    return match[1] + re.sub(r"-?\d+\.\d{4,}", rounded, " ".join(match[2].split()))


def slim_figure(svg):
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->|<!DOCTYPE[^>]*>", "", svg, flags=re.DOTALL)
    if "<text" not in svg:  # where spaces are shown
        svg = re.sub(r">\s+<", "><", svg)
    return NUMBERS.sub(round_numbers, svg)


def slim_figures(app, exception):
    if exception or app.builder.name != "html":
        return
    for path in sorted(Path(app.outdir, "_images").glob("*.svg")):
        path.write_text(slim_figure(path.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app):
    app.connect("build-finished", slim_figures)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
