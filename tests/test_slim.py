"""What the extensions `slim`, `scripts`, `styles`, `fonts` and `figures` take out of the book, and what they leave."""

import importlib
import re
import unicodedata

import pytest
import test_site
from conftest import CHROMIUM
from test_site import PAGES, ROOT, SITE

pytest.importorskip("sphinx", reason="the book's tools are not installed")
tinycss2 = pytest.importorskip("tinycss2", reason="the book's tools are not installed")
figures, fonts, scripts, slim, styles = map(importlib.import_module, ("figures", "fonts", "scripts", "slim", "styles"))
TTFont = importlib.import_module("fontTools.ttLib").TTFont
ExtensionError = importlib.import_module("sphinx.errors").ExtensionError

address = test_site.address  # a fixture
needs_site = pytest.mark.skipif(not PAGES, reason="the book is not built: run `make book`")
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="no Chromium in PATH")

PAGE = '<html><body class="a b"><p id="here" data-mode="x">text <i class="c-d"></i></p></body></html>'
SCRIPT = 'item.classList.add("shown"); item.dataset.bsPopper = 1; // .bs-menu'


def selects(selector):
    rule = tinycss2.parse_stylesheet(selector + "{}")[0]
    return styles.can_match(styles.tidy(rule.prelude, ""), styles.Names(PAGE, SCRIPT))


# What occurs in the page, in the script, and what is taken to occur.
POSSIBLE = ["p", "*", ".a.b > p", "#here", ".c-d::before", "[data-mode=y]", "p:hover i", "p:is(.absent, .a)"]
POSSIBLE += [".shown", ".bs-menu", "[data-bs-popper]"]
POSSIBLE += [":root", "p:not(.absent)", "p:has(.absent)", "p:nth-child(2n + 1)"]


@pytest.mark.parametrize("selector", POSSIBLE)
def test_selector_that_can_match_is_kept(selector):
    assert selects(selector)


@pytest.mark.parametrize(
    "selector", [".absent", "table", "#there", "[data-other]", ".a .absent", "p:is(.absent, li)", "p + table", "a.a"]
)
def test_selector_of_what_does_not_occur_is_dropped(selector):
    assert not selects(selector)


def bundled(css, outside="", name="styles/theme.css"):
    font = '@font-face{font-family:"A B";src:url(x.woff2) format("woff2"),url(x.ttf) format("truetype")}'
    text = styles.bundle([(name, css + font + 'p{font-family:"A B"}')], styles.Names(PAGE, SCRIPT), outside)
    return text.partition("@font-face")[0].partition("\n")[2].replace("\n", "")


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p, table { color : red ; /* why */ }", "p{color:red}"),
        ("p { --x: 1px; --y: var(--x); --z: 2; margin: var(--y) }", "p{--x:1px;--y:var(--x);margin:var(--y)}"),
        ("p { --loop: var(--pool); --pool: var(--loop) }", ""),
        ("@media print { table { margin: 0 } }", ""),
        ("@media print { p { margin: 0 } table { margin: 0 } }", "@media print{p{margin:0}}"),
        ("p::-moz-x, .absent { margin: 0 }", "p::-moz-x,.absent{margin:0}"),
        ("@keyframes k { from { margin: 0 } }", ""),
        ("p { animation: k 1s } @keyframes k { from {margin: 0} }", "p{animation:k 1s}@keyframes k{from {margin: 0}}"),
        ("p { background: url(../a/b.svg) }", 'p{background:url("a/b.svg")}'),
        ("p { background: url(data:x;y) }", "p{background:url(data:x;y)}"),
        ('p::after { content: "a;  b}" }', 'p::after{content:"a;  b}"}'),
    ],
)
def test_bundle_holds_what_can_be_used(css, expected):
    assert bundled(css) == expected


def test_property_that_a_page_or_script_names_is_kept():
    assert bundled("p { --x: 1 }", outside='style="color: var(--x)"') == "p{--x:1}"


def test_own_sheet_is_kept_whole():
    css = "table{--x:1;& td{margin:0}}"
    assert bundled(css, name="book.css").startswith(css)


@pytest.mark.parametrize(
    ("css", "complaint"),
    [("@import 'a.css';", "second round trip"), ("p { td { margin: 0 } }", "a rule within a rule")],
)
def test_sheet_that_is_not_understood_raises(css, complaint):
    with pytest.raises(ExtensionError, match=complaint):
        bundled(css)


@pytest.mark.parametrize("sign", ['data-bs-toggle="collapse"', 'id="pst-collapse-sidebar-button"'])
def test_page_that_needs_bootstrap_raises(sign):
    with pytest.raises(ExtensionError, match=sign):
        scripts.drop_scripts(f"<body><p {sign}>")


def test_changed_theme_raises():
    with pytest.raises(ExtensionError, match="no longer contain"):
        scripts.set_colors('<html data-theme="auto"><script>somethingNew()</script>')


def test_figure_loses_nothing_that_is_seen():
    svg = '<svg width="10.123456pt">\n <metadata>who</metadata>\n <path d="M 1.23456 2 \nL 3.5 -0.00001 "/>\n'
    svg += ' <use x="7.00049" transform="translate(1.00001 2.5) scale(0.015625)"/>\n</svg>'
    slimmed = '<svg width="10.123456pt"><path d="M 1.235 2 L 3.5 -0"/><use x="7" '
    assert figures.slim_figure(svg) == slimmed + 'transform="translate(1 2.5) scale(0.015625)"/></svg>'
    assert figures.slim_figure("<svg><text>a</text> <text>b</text></svg>").count("> <") == 1


def test_stamp_follows_the_content(tmp_path):
    page = tmp_path / "page.html"
    page.write_text('<link href="../a.css?v="><link href="a.css.map"><style>url("a.css")</style>')
    slim.stamp([page], "a.css", b"one")
    first = page.read_text()
    stamped = r"a\.css\?v=\w{8}"
    assert re.fullmatch(rf'<link href="../{stamped}"><link href="a.css.map"><style>url\("{stamped}"\)</style>', first)
    slim.stamp([page], "a.css", b"one")
    assert page.read_text() == first
    slim.stamp([page], "a.css", b"two")
    assert page.read_text() != first


@needs_site
def test_fonts_have_the_shapes_that_pages_show():
    css = (SITE / "_static" / styles.BUNDLE).read_text(encoding="utf-8")
    whole = set(TTFont(ROOT / "assets" / fonts.MATH).getBestCmap())
    shown = {ord(char) for page in PAGES for char in fonts.formula_characters(page.read_text(encoding="utf-8"))}
    assert len(shown) > 80
    assert shown & whole <= set(TTFont(test_site.SITE / "_static" / fonts.MATH).getBestCmap())
    classes = {name for page in PAGES for name in re.findall(r"\bfa-[a-z-]+", page.read_text(encoding="utf-8"))}
    drawn = {ord(icon) for name in classes for icon in icon_of(name, css)}
    assert len(drawn) > 8
    made = (SITE / "_static" / fonts.WEBFONTS).glob("*.woff2")
    assert drawn <= {code for font in made for code in TTFont(font).getBestCmap()}


def test_fonts_are_made_the_same_each_time(tmp_path):
    pytest.importorskip("brotli", reason="the book's tools are not installed")
    for name in ("one", "two"):
        fonts.shrink(ROOT / "assets" / fonts.MATH, tmp_path / name, "abc", desubroutinize=True)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def icon_of(name, css):
    rule = re.search(rf"\.{name}:+before[^{{]*{{content:\"([^\"]+)\"", css)
    return fonts.icons(f'content:"{rule[1]}"') if rule else ()


# A sample of the elements: one for each tag, its classes and its parent's. The look of each, to compare with a second.
LOOK = """() => {
  const seen = new Map();
  const sign = element => `${element.tagName}.${[...element.classList]}`;
  for (const element of document.body.querySelectorAll("*")) {
    const path = `${sign(element.parentElement)} > ${sign(element)}`;
    if (!seen.has(path)) seen.set(path, element);
  }
  window.looks = window.looks || {};
  const look = window.looks[`${innerWidth} ${document.documentElement.dataset.theme}`] ??= new Map();
  const changed = [];
  for (const [path, element] of seen) {
    for (const part of ["", "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      if (part && style.content === "none" && !look.has(path + part)) continue;
      const text = [...style].filter(name => !name.startsWith("--")).map(name => `${name}: ${style[name]}`);
      const before = look.get(path + part);
      if (!before) look.set(path + part, text);
      else changed.push(...text.filter((line, i) => line !== before[i]).map(line => `${path}${part} ${line}`));
    }
  }
  return [look.size, changed.slice(0, 20)];
}"""
# Menus, drawers, folds and what the scripts do to a page when it is used.
OPEN_ALL = """() => {
  document.querySelectorAll("details").forEach(fold => { fold.open = true; });
  document.querySelectorAll(".dropdown-menu, .dropdown > button").forEach(item => item.classList.add("show"));
  document.querySelectorAll("dialog").forEach(dialog => { dialog.open = true; });
  document.querySelectorAll(".copybtn").forEach(button => button.classList.add("success"));
  document.body.classList.add("scrolled");
}"""
USE_SHEET = """css => new Promise(done => {
  const link = document.querySelector('link[href*="all.css"]');
  link.onload = done;
  link.href = css;
})"""


def whole_sheet():
    """All rules of all sheets, as if none were dropped."""
    stash = SITE.parent / ".doctrees/sheets"
    sheets = []
    for name in styles.SHEETS:
        path = next(stash.glob(name))
        sheet = (path.relative_to(stash).as_posix(), path.read_text(encoding="utf-8"))
        if sheet[0] in styles.IMPORTS:
            name = styles.IMPORTS[sheet[0]][1]
            sheet = (name, (SITE / "_static" / name).read_text(encoding="utf-8"))
        sheets.append(sheet)
    css = styles.bundle(sheets, None, "")
    return css.replace(".woff2", ".woff2?v=")  # no font twice


@needs_site
@needs_browser
@pytest.mark.parametrize("name", ["index.html", "chapters/08-soft-targets.html", "search.html?q=softmax"])
def test_no_rule_is_missed(browser, address, name):
    page = browser.new_page()
    page.route("**/whole.css", lambda route: route.fulfill(body=whole_sheet(), content_type="text/css"))
    page.goto(f"{address}/{name}")
    page.wait_for_load_state("networkidle")
    page.add_style_tag(content="* { transition: none !important; animation: none !important }")
    page.evaluate(OPEN_ALL)
    for step in ("as it is", "whole"):
        if step == "whole":
            page.evaluate(USE_SHEET, f"{address}/_static/whole.css")
        for theme, width in (("light", 390), ("dark", 1280)):
            page.set_viewport_size({"width": width, "height": 844})
            page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
            page.evaluate("() => document.fonts.ready.then(() => 0)")
            count, changed = page.evaluate(LOOK)
            assert changed == []
            assert count > 80
    page.close()


@pytest.fixture
def open_page(browser, address):
    """A function that opens a page of the book in a context of its own."""
    contexts = []

    def open_page(name="chapters/03-log-softmax.html", without=None, **options):
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        if without:
            page.route(without, lambda route: route.abort())
        page.goto(f"{address}/{name}")
        return page

    yield open_page
    for context in contexts:
        context.close()


# Colors of the page, its text, a link and code, as (red, green, blue).
COLORS = """() => [["body", "backgroundColor"], ["body", "color"], ["article p a", "color"], ["pre .k", "color"]]
  .map(([selector, property]) => getComputedStyle(document.querySelector(selector))[property])
  .map(color => color.match(/[\\d.]+/g).slice(0, 3).map(Number))"""


def is_light(color):
    return sum(color) > 3 * 128


@needs_site
@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colors_wait_for_no_script(open_page, scheme):
    with_scripts = open_page(color_scheme=scheme).evaluate(COLORS)
    assert open_page(color_scheme=scheme, without="**/*.js*").evaluate(COLORS) == with_scripts
    ground, ink, link, _ = with_scripts
    assert (is_light(ground), is_light(ink)) == ((True, False) if scheme == "light" else (False, True))
    assert link != ink


@needs_site
@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_without_scripts_has_the_colors_of_a_light_one(open_page, scheme):
    page = open_page(color_scheme=scheme, java_script_enabled=False)
    light = open_page(color_scheme="light")
    assert page.evaluate(COLORS) == light.evaluate(COLORS)


@needs_site
@needs_browser
def test_chosen_colors_stay(open_page):
    page = open_page(color_scheme="dark")
    page.evaluate("localStorage.setItem('mode', 'light')")
    page.route("**/*.js*", lambda route: route.abort())
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"


MENU = ".dropdown-download-buttons"


@needs_site
@needs_browser
def test_menu_works_by_keyboard(open_page):
    page = open_page()
    button, items = page.locator(f"{MENU} > button"), page.locator(f"{MENU} .dropdown-item")
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert items.first.is_visible()
    page.keyboard.press("ArrowDown")
    assert items.first.evaluate("item => item === document.activeElement")
    page.keyboard.press("End")
    assert items.last.evaluate("item => item === document.activeElement")
    page.keyboard.press("Escape")
    assert not items.first.is_visible()
    assert button.evaluate("button => button === document.activeElement")
    page.keyboard.press("ArrowUp")
    assert items.last.evaluate("item => item === document.activeElement")
    page.keyboard.press("Tab")
    assert button.get_attribute("aria-expanded") == "false"


@needs_site
@needs_browser
@pytest.mark.parametrize("width", [320, 1280])
def test_menu_works_by_pointer(open_page, width):
    page = open_page(viewport={"width": width, "height": 800})
    menu = page.locator(f"{MENU} .dropdown-menu")
    page.click(f"{MENU} > button")
    box = menu.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] > 0
    page.mouse.click(width - 9, 790)
    assert not menu.is_visible()


@needs_site
@needs_browser
def test_tooltips_are_for_mice_and_the_tab_key(open_page):
    page = open_page(has_touch=True, viewport={"width": 1280, "height": 800})
    tooltip = page.locator(".tooltip")
    page.hover(".theme-switch-button")
    tooltip.wait_for()
    assert tooltip.inner_text() == "Color mode"
    page.keyboard.press("Escape")
    assert tooltip.count() == 0
    page.mouse.move(5, 5)
    page.tap(".theme-switch-button")
    page.wait_for_timeout(700)
    assert tooltip.count() == 0
    page.focus(f"{MENU} > button")
    page.keyboard.press("Tab")
    tooltip.wait_for()
    assert tooltip.inner_text() == "Fullscreen mode"
    assert page.get_by_role("button", name="Fullscreen mode").count() == 1


@needs_site
def test_font_has_the_italics_of_variables():
    """A browser draws <mi>z</mi> with U+1D467, which stands on no page."""
    from fontTools.ttLib import TTFont

    letters = set()
    for page in test_site.SITE.rglob("*.html"):
        letters |= set(re.findall(r"<mi>(\w)</mi>", page.read_text(encoding="utf-8")))
    italics = {
        unicodedata.normalize("NFKC", chr(code)): code for code in [*range(0x1D434, 0x1D468), *range(0x1D6E2, 0x1D71C)]
    }
    drawn = {0x210E if letter == "h" else italics[letter] for letter in letters if letter in italics}
    assert len(drawn) > 20
    assert drawn <= TTFont(test_site.SITE / "_static/fonts/book-math.woff2").getBestCmap().keys()
