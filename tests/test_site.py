"""The built book: what a reader's browser gets. Skipped until `make book` has built it."""

import functools
import itertools
import re
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import CHROMIUM

import twins

bs4 = pytest.importorskip("bs4", reason="the book's tools are not installed")

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build/html"
PAGES = sorted(path for path in SITE.rglob("*.html") if "_static" not in path.parts)
NAMES = [path.relative_to(SITE).as_posix() for path in PAGES]
# The theme follows the system's color scheme a moment later: wait for it, five seconds at most.
FOLLOWED = """scheme => new Promise(done => {
  const end = Date.now() + 5000;
  const shown = () => document.documentElement.dataset.theme;
  const look = () => shown() === scheme || Date.now() > end ? done() : setTimeout(look, 20);
  look();
})"""

# Outputs wider than their column on a desk; on a phone they scroll.
CUT_OFF = """[...document.querySelectorAll('.cell_output pre')]
  .filter(output => output.scrollWidth > output.clientWidth + 1).map(output => output.textContent.slice(0, 50))"""

needs_site = pytest.mark.skipif(not PAGES, reason="the book is not built: run `make book`")
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="no Chromium in PATH")


def font_characters():
    text = re.sub("#.*", "", (ROOT / "assets/fonts/characters.txt").read_text(encoding="utf-8"))
    ranges = re.findall(r"([0-9A-F]{4,5})(?:-([0-9A-F]{4,5}))?", text)
    return {chr(code) for first, last in ranges for code in range(int(first, 16), int(last or first, 16) + 1)}


def complaints(html):
    """What is wrong with a page, as far as its source tells."""
    page = bs4.BeautifulSoup(html, "html.parser")
    main = page.find("main")
    found = []
    for tag in page.find_all(["script", "link", "img", "iframe", "source"]):
        source = str(tag).lower()
        found += [f"asks for {name}" for name in ("mathjax", "unpkg", "jsdelivr", "cdnjs") if name in source]
        address = tag.get("src") or tag.get("href") or ""
        if re.match(r"(https?:)?//", address) and "canonical" not in tag.get("rel", []):
            found.append(f"loads {address}")
    for image in main.find_all("img"):
        alt = image.get("alt", "").strip()
        if not alt:
            found.append(f"no alt text: {image.get('src')}")
        elif "_images/" in alt:
            found.append(f"alt text is a path: {alt}")
    if missing := {char for math in main.find_all("math") for char in math.get_text()} - font_characters() - set("\n"):
        found.append(f"the mathematics font lacks {sorted(missing)}")
    if main.find(class_="formula-error"):
        found.append("a formula that could not be converted")
    for tag in main.find_all(["pre", "code", "script", "math"]):
        tag.decompose()
    text = main.get_text()
    found += [f"raw TeX: {mark}" for mark in (r"\(", r"\[", "$$", r"\begin{") if mark in text]
    found += [f"a role without its value: {role}" for role in re.findall(r"\{[a-z:]+\}`[^`]*`", text)]
    return found


@needs_site
@pytest.mark.parametrize("name", NAMES)
def test_page_source_is_clean(name):
    assert complaints((SITE / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('<img src="_images/a.svg">', "no alt text: _images/a.svg"),
        ('<img src="a.svg" alt="../_images/a.svg">', "alt text is a path: ../_images/a.svg"),
        (r"<p>where \(x\) is", r"raw TeX: \("),
        ("<p>$$x$$", "raw TeX: $$"),
        (r"<p>\begin{align}", r"raw TeX: \begin{"),
        ("<p>{glue:text}`loss:.2f`", "a role without its value: {glue:text}`loss:.2f`"),
        ('<code class="formula-error">\\x</code>', "a formula that could not be converted"),
        ("<math><mi>\u05d0</mi></math>", "the mathematics font lacks ['\u05d0']"),
        ('<script src="https://unpkg.com/thebe"></script>', "asks for unpkg"),
        ('<script src="//example.org/a.js"></script>', "loads //example.org/a.js"),
    ],
)
def test_bad_page_is_complained_about(body, complaint):
    assert complaint in complaints(f"<html><main>{body}</main></html>")


def test_good_page_is_not_complained_about():
    body = r'<pre>$$ \(</pre><img src="_images/a.svg" alt="A falling curve"><math><mi>x</mi></math>'
    assert complaints(f"<html><main>{body}</main></html>") == []


@needs_site
def test_equations_and_figures_have_the_same_numbers_in_the_notebooks():
    chapters = sorted((ROOT / "chapters").glob("[0-9]*.md"))
    shown = {}
    for path in chapters:
        html = (SITE / "chapters" / path.with_suffix(".html").name).read_text(encoding="utf-8")
        page = bs4.BeautifulSoup(html, "html.parser")
        for number in page.select("div.formula[id] .eqno"):
            label = number.parent["id"].removeprefix("equation-")
            shown[label] = re.search(r"\((.*?)\)", number.get_text())[1]
        figures = re.findall(r"\*\*Figure ([\d.]+)\.\*\*", path.with_suffix(".ipynb").read_text(encoding="utf-8"))
        captions = [caption.get_text() for caption in page.select("figcaption .caption-number")]
        assert [re.search(r"\d+\.\d+", caption)[0] for caption in captions] == figures
    assert len(shown) > 50
    assert shown == twins.equation_numbers(chapters)


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def address():
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=SITE)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def visit(browser, url):
    """What goes wrong while a browser shows the page, on a phone and on a desk, in light and dark."""
    page = browser.new_page()
    found = []
    host = "/".join(url.split("/")[:3]) + "/"
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(f"page error: {error}"))
    page.on("requestfailed", lambda request: found.append(f"failed: {request.url}"))
    page.on("request", lambda request: None if request.url.startswith((host, "data:")) else found.append(request.url))
    page.goto(url)
    page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    for scheme, width in itertools.product(("light", "dark"), (390, 1280)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate(FOLLOWED, scheme)
        shown, wide = page.evaluate("[document.documentElement.dataset.theme, document.documentElement.scrollWidth]")
        if wide > width:
            found.append(f"{wide} px wide on a screen of {width}")
        if width == 1280:
            found += [f"an output that is cut off: {start}" for start in page.evaluate(CUT_OFF)]
        if shown != scheme:
            found.append(f"{shown} in {scheme} mode")
    page.close()
    return found


@needs_site
@needs_browser
@pytest.mark.parametrize("name", NAMES)
def test_browser_shows_page_without_trouble(browser, address, name):
    assert visit(browser, f"{address}/{name}") == []


@needs_browser
def test_browser_check_sees_trouble(browser, tmp_path):
    (tmp_path / "bad.html").write_text(
        "<html data-theme=light><body><div style='width:500px'>wide</div>"
        f"<div class=cell_output style='width:300px'><pre style='overflow:auto'>{'long ' * 99}</pre></div>"
        "<script>console.error('on the console'); undefinedName</script><img src='http://127.0.0.1:9/x.png'>"
    )
    found = visit(browser, f"file://{tmp_path}/bad.html")
    assert "on the console" in found
    assert "page error: undefinedName is not defined" in found
    assert "http://127.0.0.1:9/x.png" in found
    assert any("wide on a screen of 390" in complaint for complaint in found)
    assert "light in dark mode" in found
    assert any("an output that is cut off: long long" in complaint for complaint in found)
