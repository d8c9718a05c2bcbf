"""The printed book, and a page of the site on paper. What lies where is read by poppler's `pdftotext`.

Skipped until `make pdf` and `make book` have made them.
"""

import html
import re
import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from conftest import CHROMIUM, FLAGS

import twins
from cells import cells, tagged

pypdf = pytest.importorskip("pypdf", reason="the tools that print the book are not installed")
pdf = pytest.importorskip("pdf", reason="the tools that print the book are not installed")

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build/html"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
NAMES = [TOC["root"], *(chapter["file"] for part in TOC["parts"] for chapter in part["chapters"])]
PAGES = [ROOT / name for name in NAMES]
CHAPTERS = [path for path in PAGES if re.match(r"\d\d-", path.name)]
UNPRINTED = {None, "Show the code", "Show the imports"}
LEFT, RIGHT, FOOT = (mm / 25.4 * 72 for mm in (pdf.SIDE, 210 - pdf.SIDE, 297 - pdf.BOTTOM))  # in points

needs_pdf = pytest.mark.skipif(not pdf.PDF.exists(), reason="the book is not printed: run `make pdf`")
needs_site = pytest.mark.skipif(not (SITE / "index.html").exists(), reason="the book is not built: run `make book`")
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext: install poppler-utils")
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="no Chromium in PATH")


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


def squeeze(text):
    return re.sub(r"\s+", "", text)


@cache
def reader(path=pdf.PDF):
    return pypdf.PdfReader(path)


@cache
def printed(path=pdf.PDF):
    """All text, without white space: lines of code may be wrapped."""
    return squeeze(subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True, text=True).stdout)


@cache
def words(path=pdf.PDF):
    """The words of each page, in points from its upper left corner."""
    found = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, text=True).stdout
    pages = re.split(r"<page ", found)[1:]
    pattern = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
    found = [pattern.findall(page) for page in pages]
    return [[Word(*map(float, match[:4]), html.unescape(match[4])) for match in page] for page in found]


@cache
def links():
    """(page, text, target) of each link; the target is an address, or (page, height from above) within the book."""
    found = []
    places = reader().named_destinations
    pages = pdf.page_numbers(reader())
    for number, page in enumerate(reader().pages, start=1):
        height = float(page.mediabox.height)
        for link in (annotation.get_object() for annotation in page.get("/Annots", [])):
            left, low, right, high = map(float, link["/Rect"])
            inside = [
                word.text
                for word in words()[number - 1]
                if left - 1 <= (word.left + word.right) / 2 <= right + 1
                and height - high - 1 <= (word.top + word.bottom) / 2 <= height - low + 1
            ]
            if "/A" in link:
                target = link["/A"].get("/URI")
            else:
                name = str(link["/Dest"])
                assert name in places, f"page {number}: {' '.join(inside)!r} leads nowhere"
                target = pages[name.removeprefix("/")], height - float(places[name].top)
            found.append((number, " ".join(inside), target))
    return found


def contents_pages():
    first, last = (pdf.page_numbers(reader())[name] for name in ("contents", "cross-entropy-from-the-ground-up"))
    return range(first, last)


def titles(path):
    """The headings of a page, as pieces of text between its formulas."""
    source = re.sub(r"^(```+|:::+).*?^\1$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for title in re.findall(r"^#{1,3} (.+)$", source, flags=re.MULTILINE):
        yield [squeeze(re.sub(r"[`*]", "", piece)) for piece in re.split(r"\$.*?\$", title)]


def spoken(text):
    """What remains of a text when typography has had its way with it."""
    return squeeze(text.translate({0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2026: "..."}))


def outline(items, depth=1):
    for item in items:
        if isinstance(item, list):
            yield from outline(item, depth + 1)
        else:
            yield depth, item.title


@needs_pdf
def test_it_is_a_book():
    assert 150 <= len(reader().pages) <= 400
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader().pages} == {(595, 842)}


@needs_pdf
def test_it_says_what_it_is():
    about = reader().metadata
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert (about.title, about.author) == (config["title"], config["author"])
    assert "cross-entropy" in about.subject
    root = reader().trailer["/Root"]
    assert root["/Lang"].startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


@needs_pdf
def test_it_is_tagged_and_each_figure_has_its_text():
    root = reader().trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    kinds, silent, stack = {}, 0, [root["/StructTreeRoot"]]
    while stack:
        element = stack.pop().get_object()
        if isinstance(element, list):
            stack += element
        elif isinstance(element, dict):
            kind = element.get("/S", "")
            kinds[kind] = kinds.get(kind, 0) + 1
            silent += kind == "/Figure" and element.get("/Alt") == ""
            stack += [element["/K"]] if "/K" in element else []
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/Table", "/TH", "/Figure", "/Caption", "/Link", "/Code"} <= set(kinds)
    assert silent == 0


@needs_pdf
def test_all_fonts_are_embedded():
    fonts = {}
    for page in reader().pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts[font.idnum] = font.get_object()
    assert len(fonts) > 5
    for font in fonts.values():
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described = inner.get("/FontDescriptor", {})
        embedded = {"/FontFile", "/FontFile2", "/FontFile3"} & set(described) or "/CharProcs" in inner
        assert embedded, f"{font.get('/BaseFont')} is not embedded"


@needs_pdf
def test_outline_has_every_heading_in_order():
    found = [(depth, spoken(title)) for depth, title in outline(reader().outline)]
    top = [title for depth, title in found if depth == 1]
    assert top[:2] == ["Contents", "Preface"]
    assert {"Solutions", "Bibliography"} < set(top)
    assert len(top) == len(PAGES) + 2  # the contents and the solutions
    rest = iter(title for _, title in found)
    for path in PAGES:
        for pieces in list(titles(path))[path.name == TOC["root"] :]:
            pattern = ".*".join(re.escape(spoken(piece)) for piece in pieces)
            assert any(re.fullmatch(rf"(\d+\.)?{pattern}", title) for title in rest), f"{path.name}: {pieces}"


def lines_of_code(path, folded=True):
    """What a chapter shows of its code, and of each check what was checked."""
    lines = []
    for cell in cells(path):
        settings = cell.metadata.get("mystnb", {})
        if cell.cell_type != "code" or tagged(cell, "remove-cell") or (tagged(cell, "hide-cell") and not folded):
            continue
        code = re.sub(r"^\s*### (BEGIN|END) SOLUTION\n?", "", cell.source, flags=re.MULTILINE)
        if tagged(cell, "check"):
            lines.append("Checked: " + code.splitlines()[0].removeprefix("# "))
        elif not tagged(cell, "hide-input") or (folded and settings.get("code_prompt_show") not in UNPRINTED):
            lines += code.splitlines()
    assert len(lines) > 50
    return lines


@needs_pdf
@needs_poppler
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.name)
def test_every_printed_line_of_code_is_whole(path):
    assert [line for line in lines_of_code(path) if squeeze(line) not in printed()] == []


@needs_pdf
@needs_poppler
def test_every_equation_and_figure_has_its_number():
    numbers = twins.equation_numbers(CHAPTERS)
    at_the_margin = {word.text for page in words() for word in page if abs(word.right - RIGHT) < 3}
    assert {f"({number})" for number in numbers.values()} <= at_the_margin
    for path in CHAPTERS:
        figures = sum("figure" in cell.metadata.get("mystnb", {}) for cell in cells(path))
        assert figures > 1
        assert all(f"Fig.{int(path.name[:2])}.{count + 1}" in printed() for count in range(figures))


@needs_pdf
@needs_poppler
def test_every_link_leads_to_what_it_says():
    inner = [(page, text, target) for page, text, target in links() if isinstance(target, tuple)]
    assert {target.split(":")[0] for _, _, target in links() if isinstance(target, str)} <= {"http", "https"}
    assert len(inner) > 500
    seen = Counter()
    for (page, text, (target, top)), (_, before, _) in zip(inner, [(0, "", None), *inner], strict=False):
        if match := re.search(r"\(\d+\.\d+\)", text):
            kind, told, reach = "equation", match[0], 130  # the number stands in the middle of a tall formula
        elif match := re.match(r"\[?((?:1[6-9]|20)\d\d)\b", text):
            kind, told, reach = "work", match[1], 40
        elif match := re.search(r"\b[Ee]xercise (\d+\.\d+)", text):
            kind, told, reach = "exercise", f"{match[1]}:", 40
        elif before == "page" or page in contents_pages():
            kind, told, reach = "page", re.search(r"\d+", text.split()[-1])[0], 0
            assert int(told) == target, f"page {page}: {text!r} is on page {target}"
        else:
            continue
        seen[kind] += 1
        near = [word.text for word in words()[target - 1] if top - 5 < word.top < top + reach]
        assert not reach or any(told in word for word in near), f"page {page}: {text!r} leads to {' '.join(near)!r}"
    assert seen["equation"] > 100
    assert seen["work"] > 40
    assert seen["page"] > 150


def outside(path, fewest=1):
    """Words that stand in the margins of a page, and lower than its text other than the line at its foot."""
    found = []
    for number, page in enumerate(words(path), start=1):
        assert len(page) >= fewest
        for word in page:
            foot = FOOT < word.top < FOOT + 72 and word.bottom - word.top < 14
            if word.left < LEFT - 2 or word.right > RIGHT + 2 or (word.bottom > FOOT + 3 and not foot):
                found.append((number, word.text))
    return found


@needs_pdf
@needs_poppler
def test_nothing_is_clipped():
    assert outside(pdf.PDF) == []


@needs_browser
@needs_poppler
def test_a_clipped_line_is_found(tmp_path):
    from playwright.sync_api import sync_playwright

    style = Path(pdf.__file__).with_suffix(".css").read_text(encoding="utf-8")
    long = "wide = " + " + ".join(f"x{number}" for number in range(40))
    page = f"<html><style>{style}</style><style>.cut {{white-space: pre; overflow: hidden}}</style><body>"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for kind in ("whole", "cut"):
            source = tmp_path / f"{kind}.html"
            source.write_text(f'{page}<pre class="{kind}">{long}</pre>', encoding="utf-8")
            pdf.print_page(browser, source, tmp_path / f"{kind}.pdf")
        browser.close()
    assert outside(tmp_path / "whole.pdf") == []
    assert outside(tmp_path / "cut.pdf") != []


# Of a page about to be printed: what is not black, dark or gray, and what a filter changes.
STILL_DARK = """[...document.querySelectorAll(".bd-article :is(p, li, h1, h2, td, pre, pre span, a, img, math)")]
  .filter(element => element.checkVisibility())
  .filter(element => {
    const style = getComputedStyle(element);
    const light = style.color.match(/[\\d.]+/g).slice(0, 3).some(part => part > 200);
    return (light && element.localName !== "img") || style.filter !== "none";
  }).map(element => element.outerHTML.slice(0, 80))"""


@needs_site
@needs_browser
@needs_poppler
@pytest.mark.parametrize("path", [CHAPTERS[2], CHAPTERS[9]], ids=lambda path: path.name)
def test_a_page_printed_from_the_dark_is_black_and_whole(path, tmp_path):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.add_init_script("localStorage.setItem('mode', 'dark'); localStorage.setItem('theme', 'dark')")
        page.goto((SITE / "chapters" / path.with_suffix(".html").name).as_uri())
        page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate(STILL_DARK) == []
        target = tmp_path / "page.pdf"
        page.pdf(path=target, format="A4", prefer_css_page_size=True)
        browser.close()
    text = printed(target)
    number, title = int(path.name[:2]), next(titles(path))
    assert f"{number}.{title[0]}" in text[:40]
    lines = lines_of_code(path, folded=False)
    assert [line for line in lines if squeeze(line) not in text] == []
    assert "Showonesolution" not in text
    inches = 18 / 25.4 * 72
    assert [word for page in words(target) for word in page if word.right > 595 - inches + 2] == []


def test_numbers_of_pages_are_filled_in():
    page = '<a class="x" href="#a">A <b>b</b><span class="page-of">000</span></a> <a href="#b">000</a>'
    assert pdf.fill(page, {"a": 17}) == page.replace('"page-of">000', '"page-of">17')


def test_code_is_divided_at_blank_lines_alone():
    function = "def f():\n    x\n    y\n    z\n"
    assert pdf.chunks(function).count("<code") == 1
    divided = pdf.chunks(f"{function}\n\n{function}")
    assert divided.count("<code") == 2
    assert re.sub("<.*?>", "", divided) == f"{function}\n\n{function}"
    assert pdf.chunks(f"{function}\n\nf()\n").count("<code") == 1  # no line alone
    text = f'<span class="s">{function}\n{function}</span>'
    assert pdf.chunks(text).count("<code") == 1


def test_it_says_when_there_is_no_browser(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="No Chromium in PATH"):
        pdf.main()
