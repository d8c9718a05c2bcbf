"""The places that pages keep for their explorables: python tools/heights.py writes assets/explorables/heights.json.

An explorable is filled after the page has been shown. Its height on three screens stands in the page, so that nothing
moves then. The heights are measured in Chromium with the styles of the book.
"""

import json
import re
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "assets/explorables"
TABLE = FOLDER / "heights.json"
# How wide a page is, how wide an explorable is on it.
WIDTHS = {320: 288, 390: 358, 1280: 656}
THEMES = [
    ("pydata_sphinx_theme", ["theme.css", "pydata-sphinx-theme.css"]),
    ("sphinx_book_theme", ["sphinx-book-theme.css"]),
]


def placed():
    """The explorables of the book as the directive gives them: sorted pairs of a name and a state."""
    sources = [*ROOT.glob("*.md"), *ROOT.glob("chapters/*.md"), *ROOT.glob("zh/**/*.md")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    found = re.findall(r"^`{3,}\{explorable\} (\S+)\n(?::state: *(.*)\n)?", text, re.MULTILINE)
    return sorted({(name, state.strip()) for name, state in found})


def key(name, state):
    return f"{name} {state}".strip()


def styles():
    for package, files in THEMES:
        folder = Path(find_spec(package).origin).parent / "theme" / package / "static/styles"
        yield from (folder / file for file in files)
    yield from (FOLDER / "explorable.css", ROOT / "assets/book.css")


def page_of(name, state, style="", scripts=True):
    links = "".join(f'<link rel="stylesheet" href="{path.as_uri()}">' for path in styles())
    tags = "".join(f'<script src="{(FOLDER / each).as_uri()}.js"></script>' for each in ("explorable", name))
    return (
        '<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f'{links}<main><article class="bd-article" style="padding: 0">'
        f'<div class="explorable"><celoss-{name} data-state="{state}"{style}></celoss-{name}></div></article></main>'
        f"{tags if scripts else ''}"
    )


def measure(browser, pairs):
    """The table: name and state -> the heights in CSS pixels, in the order of WIDTHS."""
    table = {}
    page = browser.new_page()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        for name, state in pairs:
            path.write_text(page_of(name, state), encoding="utf-8")
            page.goto(path.as_uri())
            table[key(name, state)] = [height(page, name, *widths) for widths in WIDTHS.items()]
    page.close()
    return table


def height(page, name, screen, width):
    page.set_viewport_size({"width": screen, "height": 844})
    page.evaluate("width => document.querySelector('.explorable').style.width = `${width}px`", width)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")  # drawn anew
    return round(page.locator(f"celoss-{name}").bounding_box()["height"])


def main():
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or sys.exit("no Chromium in PATH")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        table = measure(browser, placed())
        browser.close()
    lines = ",\n".join(f"  {json.dumps(name)}: {heights}" for name, heights in table.items())
    TABLE.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
