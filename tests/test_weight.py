"""The built book is light and stands still: what a first visit loads, and whether anything moves while it does.

Skipped until `make book` has built it.
"""

import gzip
import re
from urllib.parse import urlsplit

import pytest
import test_site
from conftest import CHROMIUM
from test_site import NAMES, PAGES, SITE

bs4 = pytest.importorskip("bs4", reason="the book's tools are not installed")

# Bytes, compressed, of a first visit that sees all figures; the scripts of the explorables on a page.
BUDGETS = {r"(.*/)?index\.html": 100_000, r".*": 160_000}
EXPLORABLE_BUDGET = 25_000
SHIFT_BUDGET = 0.05
COMPRESSED = {".woff2", ".png", ".jpg", ".ico"}

address = test_site.address  # a fixture
needs_site = pytest.mark.skipif(not PAGES, reason="the book is not built: run `make book`")
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="no Chromium in PATH")

# What moved without anybody's having touched it, as browsers count it. (All of it, not the worst five seconds.)
WATCH = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) shifts.push([entry.value, entry.sources[0]?.node?.outerHTML?.slice(0, 60)]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
READ_TO_THE_END = """async () => {
  const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let top = 0; top < document.documentElement.scrollHeight; top += 700) {
    window.scrollTo(0, top);
    await frame();
  }
}"""


def size(path):
    content = path.read_bytes()
    return len(content if path.suffix in COMPRESSED else gzip.compress(content, 9))


def visit(browser, url, width):
    """The paths that a page asks for, the addresses elsewhere, and what moves, while somebody reads it to the end."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    host = "/".join(url.split("/")[:3]) + "/"
    paths, elsewhere = [], []

    def note(request):
        if request.url.startswith(host):
            paths.append(urlsplit(request.url).path.removeprefix("/"))
        elif not request.url.startswith("data:"):
            elsewhere.append(request.url)

    page.on("request", note)
    page.add_init_script(WATCH)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.evaluate(READ_TO_THE_END)
    page.wait_for_load_state("networkidle")
    shifts = page.evaluate("shifts")
    context.close()
    return sorted(set(paths)), elsewhere, shifts


def too_heavy(name, weights, whole, explorables):
    """A complaint with the numbers if the files of a page are too heavy, or the scripts of its explorables."""
    scripts = {path: weight for path, weight in weights.items() if re.search(r"(^|/)explorables/.*\.js$", path)}
    found = []
    for what, files, budget in (("all", weights, whole), ("explorables", scripts, explorables)):
        if sum(files.values()) > budget:
            numbers = ", ".join(f"{path} {weight}" for path, weight in sorted(files.items(), key=lambda file: -file[1]))
            found.append(f"{name}, {what}: {sum(files.values())} of {budget} bytes: {numbers}")
    return found


def budget_of(name):
    return next(budget for pattern, budget in BUDGETS.items() if re.fullmatch(pattern, name))


@needs_site
@needs_browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_page_is_light_and_stands_still(browser, address, name, width):
    paths, elsewhere, shifts = visit(browser, f"{address}/{name}", width)
    assert elsewhere == []
    weights = {path: size(SITE / path) for path in paths if (SITE / path).is_file()}
    assert len(weights) > 5
    assert too_heavy(name, weights, budget_of(name), EXPLORABLE_BUDGET) == []
    moved = sum(value for value, _ in shifts)
    assert moved < SHIFT_BUDGET, f"{name} moves by {moved:.3f} at {width} px: {shifts}"


@pytest.mark.parametrize(
    ("weights", "complaint"),
    [
        ({"a.css": 60, "b.js": 41}, "page, all: 101 of 100 bytes: a.css 60, b.js 41"),
        ({"_static/explorables/x.js": 30}, "page, explorables: 30 of 20 bytes: _static/explorables/x.js 30"),
    ],
)
def test_heavy_page_is_complained_about(weights, complaint):
    assert too_heavy("page", weights, 100, 20) == [complaint]


@needs_browser
def test_what_moves_and_comes_from_elsewhere_is_seen(browser, tmp_path):
    (tmp_path / "page.html").write_text(
        "<div id=late></div><p style='height: 400px'>moves</p><img src='http://127.0.0.1:9/x.png'>"
        "<script>setTimeout(() => (late.style.height = '300px'), 300)</script>"
    )
    (tmp_path / "still.html").write_text("<p>stands</p>")
    _, elsewhere, shifts = visit(browser, f"file://{tmp_path}/page.html", 390)
    assert elsewhere == ["http://127.0.0.1:9/x.png"]
    assert sum(value for value, _ in shifts) > SHIFT_BUDGET
    assert visit(browser, f"file://{tmp_path}/still.html", 390)[1:] == ([], [])


def unsized(html):
    images = bs4.BeautifulSoup(html, "html.parser").find_all("img")
    return [image["src"] for image in images if not (image.get("width") and image.get("height"))]


@needs_site
@pytest.mark.parametrize("name", NAMES)
def test_images_keep_their_room_free(name):
    assert unsized((SITE / name).read_text(encoding="utf-8")) == []


def test_image_without_size_is_found():
    assert unsized("<img src=a.svg width=1 height=2><img src=b.svg width=1>") == ["b.svg"]
