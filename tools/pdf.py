"""Print the whole book into a PDF: the one page that Jupyter Book's builder ``singlehtml`` has written, in Chromium.

    python tools/pdf.py [_build/singlehtml/index.html] [_build/pdf/cross-entropy.pdf]

It is printed twice: browsers know no page numbers while they lay a page out, so the first print says on which page
each heading came to stand, and these numbers are written into the table of contents.
"""

import html
import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, FloatObject, NameObject

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "_build/singlehtml/index.html"
PDF = ROOT / "_build/pdf/cross-entropy.pdf"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
TO_FILL = re.compile(r'(<a [^>]*href="#([^"]+)"[^>]*>(?:(?!</a>).)*?class="page-of">)000')
HEAD = re.compile(r'<section id="([^"]+)">\s*(?:<span[^>]*></span>\s*)*<h1>(.*?)<a class="headerlink')
CODE = re.compile(r"<pre>(.*?)</pre>", re.DOTALL)
# Links to files beside the pages, which are not in the PDF.
FILE = re.compile(r'<a [^>]*href="(?!#|https?:)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
# Marks of code that give no color: without them the PDF, which tags each, is half as large.
PLAIN = re.compile(r'<span(?: class="(?:n|nn|nx|o|p|w|g-Whitespace|pm)(?: [\w-]+)*")?>([^<]*)</span>')
STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
TOP, SIDE, BOTTOM = (int(size) for size in re.search(r"margin: (\d+)mm (\d+)mm (\d+)mm;", STYLE).groups())
# Formulas that are wider than the page get smaller letters; a little less than is needed, for rounding.
SHRINK = """() => {
  for (const box of document.querySelectorAll(".formula-scroll")) {
    const formula = box.querySelector("math");
    const ratio = box.clientWidth / Math.max(formula.getBoundingClientRect().width, box.scrollWidth);
    if (ratio < 1) formula.style.fontSize = `${(98 * ratio).toFixed(1)}%`;
  }
}"""


def lean(page):
    """The printable page: the article of the built one and our style, without scripts and without the theme."""
    article = page[page.index("<article") : page.index("</article>")]
    article = article.replace('loading="lazy" ', "")
    article = CODE.sub(lambda match: f"<pre>{chunks(match[1])}</pre>", article)
    article = FILE.sub(r"\1", article)
    # The anchor of a chapter stands before its section: it would be alone on a page.
    article = re.sub(r'(<span id="document-[^"]+"></span>)(\s*<section [^>]*>)', r"\2\1", article)
    style = STYLE + running_titles(article)
    language = re.search(r'<html[^>]*\blang="([^"]+)"', page)[1]
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" data-theme="light">\n<head><meta charset="utf-8">'
        f"<title>{paragraph(article, 'book-title')}</title>\n"
        f'<link rel="stylesheet" href="_static/pygments.css">\n<style>\n{style}</style></head>\n'
        f"<body>{article}</article></body></html>\n"
    )


def chunks(code):
    """The code in pieces between which a page may end: at blank lines, none of less than four lines."""
    code, pieces = PLAIN.sub(r"\1", code), [""]
    for piece in re.split(r"(?<=\n\n)(?=[^\n])", code):
        last = pieces[-1]
        # A blank line may stand within a text or a comment of the code, which is one element.
        is_open = last.count("<span") != last.count("</span>")
        if is_open or last.strip("\n").count("\n") < 3 or piece.strip("\n").count("\n") < 3:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return "".join(f'<code class="chunk">{piece}</code>' for piece in pieces)


def paragraph(article, kind):
    return re.search(rf'<p class="{kind}">(.*?)</p>', article, re.DOTALL)[1]


def running_titles(article):
    """Rules that write each chapter's title at the foot of its pages."""
    rules = []
    for anchor, title in re.findall(HEAD, article):
        text = html.unescape(re.sub(r"<[^>]+>", "", title)).replace("\\", r"\\").replace('"', r"\"")
        name = f"chapter-{len(rules)}"
        rules.append(f'@page {name} {{ @bottom-left {{ content: "{text}"; }} }}')
        rules.append(f'section[id="{anchor}"] {{ page: {name}; }}')
    return "\n".join(rules) + "\n"


def print_page(browser, source, target):
    page = browser.new_page(viewport={"width": round((210 - 2 * SIDE) * 96 / 25.4), "height": 1000})
    page.emulate_media(media="print", color_scheme="light")
    page.goto(source.as_uri())
    page.evaluate("() => document.fonts.ready")
    page.evaluate(SHRINK)
    page.pdf(path=target, tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
    page.close()


def page_numbers(reader):
    """Anchor -> number of the page, counted from 1, of every place that a link leads to."""
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, start=1)}
    return {name.removeprefix("/"): pages[place.page.idnum] for name, place in reader.named_destinations.items()}


def fill(page, numbers):
    return TO_FILL.sub(lambda match: match[1] + str(numbers.get(match[2], "000")), page)


def move_targets(writer):
    """Put the targets of links where they belong: Chromium forgets the margins of the page."""
    per_mm = 72 / 25.4
    for place in writer.root_object["/Dests"].values():
        target = place.get_object()
        if target[2] < SIDE * per_mm - 1:
            target[2:4] = [FloatObject(target[2] + SIDE * per_mm), FloatObject(target[3] - TOP * per_mm)]


def finish(source, target, text):
    """Say whose book this is and about what; viewers show its title and its outline."""
    writer = PdfWriter(clone_from=source)
    writer.pdf_header = PdfReader(source).pdf_header
    about = {
        f"/{kind.title()}": html.unescape(paragraph(text, f"book-{kind}")) for kind in ("title", "author", "subject")
    }
    writer.add_metadata(about)
    move_targets(writer)
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shown
    writer.root_object[NameObject("/PageMode")] = NameObject("/UseOutlines")
    writer.write(target)


def print_with_numbers(browser, page, text, draft):
    """Print into `draft` until the numbers of pages in the text are those of the print: twice, as a rule."""
    numbers = {}
    for _ in range(4):
        page.write_text(fill(text, numbers), encoding="utf-8")
        print_page(browser, page, draft)
        before, numbers = numbers, page_numbers(PdfReader(draft))
        if numbers == before:
            return
    sys.exit("The numbers of pages do not settle: they move what they count.")


def main(page=PAGE, target=PDF):
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not chromium:
        sys.exit(f"No Chromium in PATH (looked for {', '.join(BROWSERS)}): install Debian's package chromium.")
    page, target = Path(page).resolve(), Path(target).resolve()
    text = lean(page.read_text(encoding="utf-8"))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        draft = Path(folder, "draft.pdf")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        print_with_numbers(browser, page.with_name("print.html"), text, draft)
        browser.close()
        finish(draft, target, text)
    print(f"The PDF is at {target}")


if __name__ == "__main__":
    main(*sys.argv[1:])
