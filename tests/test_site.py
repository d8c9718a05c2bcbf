"""The built book: what a reader's browser gets. Skipped until `make book` has built it."""

import functools
import itertools
import re
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
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

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

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
@pytest.mark.parametrize("name", [name for name in NAMES if re.match(r"chapters/\d", name)])
def test_outputs_fit_a_phone(name):
    page = bs4.BeautifulSoup((SITE / name).read_text(encoding="utf-8"), "html.parser")
    lines = [line for output in page.select(".cell_output pre") for line in output.get_text().splitlines()]
    assert [line for line in lines if len(line.rstrip()) > 44] == []


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


def listen(page, url):
    """A list that fills with what the page does wrong: on the console, in scripts, on the network."""
    found = []
    host = "/".join(url.split("/")[:3]) + "/"
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(f"page error: {error}"))
    page.on("requestfailed", lambda request: found.append(f"failed: {request.url}"))
    page.on("request", lambda request: None if request.url.startswith((host, "data:")) else found.append(request.url))
    return found


def violations(page, whole):
    """What axe finds against WCAG 2.2 and best practice; after a change of width, against the rules that know of it."""
    run = RULES if whole else {"type": "rule", "values": ["scrollable-region-focusable", "target-size"]}
    found = Axe().run(page, options={"runOnly": run, "preload": False, "resultTypes": ["violations"]}).response
    return [f"{each['id']}: {each['nodes'][0]['html'][:100]}" for each in found["violations"]]


def visit(browser, url):
    """What goes wrong while a browser shows the page, on phones and on a desk, in light and dark."""
    page = browser.new_page()
    found = listen(page, url)
    page.goto(url)
    page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    page.evaluate("document.querySelectorAll('[data-state]').forEach(each => each.begin())")  # those far below, too
    page.wait_for_load_state("networkidle")
    for scheme, width in itertools.product(("light", "dark"), (320, 390, 1280)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate(FOLLOWED, scheme)
        page.wait_for_timeout(300)  # the theme looks a moment later which boxes scroll
        shown, wide = page.evaluate("[document.documentElement.dataset.theme, document.documentElement.scrollWidth]")
        if wide > width:
            found.append(f"{wide} px wide on a screen of {width}")
        if width == 1280:
            found += [f"an output that is cut off: {start}" for start in page.evaluate(CUT_OFF)]
        if shown != scheme:
            found.append(f"{shown} in {scheme} mode")
        found += violations(page, whole=(scheme, width) in {("light", 390), ("dark", 1280)})
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
        "<html data-theme=light><body><div style='width:500px'>wide</div><p style='color:#ddd'>pale</p>"
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
    assert any(complaint.startswith("color-contrast: ") for complaint in found)
    assert any(complaint.startswith("html-has-lang: ") for complaint in found)


@needs_site
@needs_browser
@pytest.mark.parametrize("name", NAMES)
def test_page_reads_whole_without_scripts_and_from_the_disk(browser, name):
    page = browser.new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    url = (SITE / name).as_uri()
    found = listen(page, url)
    page.goto(url)
    source = bs4.BeautifulSoup((SITE / name).read_text(encoding="utf-8"), "html.parser")
    shown = page.locator("main").inner_text()
    for heading in source.select(".bd-article :is(h2, h3)"):
        heading.a and heading.a.extract()
        assert heading.get_text().strip().split("\n")[0][:20] in shown
    for figure in page.locator("main figure img").all():
        assert figure.is_visible()
    assert page.locator(".explorable:visible").count() == 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        ink, ground = page.evaluate(
            "[document.querySelector('main p'), document.body].map(each => getComputedStyle(each))"
            ".map((style, at) => at ? style.backgroundColor : style.color)"
        )
        assert abs(brightness(ink) - brightness(ground)) > 100, f"{ink} on {ground} in {scheme}"
    # A font that is preloaded counts as another site's on file://; it is loaded by the styles.
    assert [each for each in found if "file:" not in each and "ERR_FAILED" not in each] == []
    page.close()


def brightness(color):
    red, green, blue, *alpha = map(float, re.findall(r"[\d.]+", color))
    return 255 if alpha == [0] else (3 * red + 6 * green + blue) / 10


@needs_site
@needs_browser
def test_pages_work_from_the_disk(browser):
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    loaded = "[...document.fonts].some(each => each.family.includes('Book Math') && each.status === 'loaded')"
    for name in NAMES:
        page.goto((SITE / name).as_uri())
        page.evaluate("document.querySelectorAll('[data-state]').forEach(each => each.begin())")
        if page.locator("main math").count():
            page.wait_for_function(loaded)
    assert errors == []
    page.close()


@needs_site
@needs_browser
def test_copied_formula_is_its_tex(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/chapters/02-softmax.html")
    copied = page.evaluate(
        """() => {
          const paragraph = document.querySelector(".formula").closest("section");
          document.getSelection().selectAllChildren(paragraph);
          const data = new DataTransfer();
          document.dispatchEvent(new ClipboardEvent("copy", {clipboardData: data}));
          return data.getData("text/plain");
        }"""
    )
    source = (ROOT / "chapters/02-softmax.md").read_text(encoding="utf-8")
    for tex in re.findall(r"^\$\$(.*)\$\$ \(eq", source, re.MULTILINE)[:1]:
        assert f"$${' '.join(tex.split())}$$" in copied
    assert "#" not in copied.split("\n")[0]
    page.close()


@needs_site
@needs_browser
def test_keyboard_focus_is_seen_on_the_buttons_of_the_header(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/chapters/02-softmax.html")
    buttons = page.locator(".bd-header-article .btn:visible")
    assert buttons.count() >= 3
    page.keyboard.press("Tab")
    for button in buttons.all():
        button.focus()
        style = button.evaluate("each => [getComputedStyle(each).outlineStyle, getComputedStyle(each).outlineWidth]")
        assert style == ["solid", "3px"]
    page.close()


@needs_site
@needs_browser
def test_drawer_closes_when_a_link_in_it_is_followed(browser, address):
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"{address}/chapters/03-log-softmax.html")
    page.locator("button.secondary-toggle").first.click()
    page.locator("dialog[open] a:visible").nth(2).click()
    assert page.locator("dialog[open]").count() == 0
    page.close()


@needs_site
@needs_browser
def test_what_is_cut_shows_that_it_scrolls(browser, address):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/chapters/08-soft-targets.html")
    grounds = page.evaluate(
        """[...document.querySelectorAll(".formula-scroll, .bd-article pre, .pst-scrollable-table-container")]
        .filter(box => box.scrollWidth > box.clientWidth + 1 && box.checkVisibility())
        .map(box => getComputedStyle(box).backgroundImage)"""
    )
    assert len(grounds) > 10
    assert all("gradient" in ground for ground in grounds)
    page.close()
