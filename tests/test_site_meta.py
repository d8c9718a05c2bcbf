"""What the built book says of itself, its notebooks and its search. Skipped until `make book` has built it."""

import functools
import json
import re
import threading
import zipfile
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import nbformat
import pytest

import cards
import head
import repository
import search

bs4 = pytest.importorskip("bs4", reason="the book's tools are not installed")

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build/html"
BOOK = "Cross-Entropy from the Ground Up"
PAGES = {path.relative_to(SITE).as_posix(): path for path in SITE.rglob("*.html") if "_static" not in path.parts}
CHAPTERS = sorted((ROOT / "chapters").glob("[0-9]*.md"))

needs_site = pytest.mark.skipif(not PAGES, reason="the book is not built: run `make book`")


@functools.cache
def page(name):
    return bs4.BeautifulSoup(PAGES[name].read_text(encoding="utf-8"), "html.parser")


def tags(name):
    """The page's meta tags, name or property to content."""
    return {
        tag.get("name") or tag.get("property"): tag["content"]
        for tag in page(name).head.find_all("meta", content=True)
        if tag.get("name") or tag.get("property")
    }


@needs_site
@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_has_title_description_and_what_is_shown_where_it_is_shared(name):
    said, title = tags(name), page(name).title.get_text()
    assert title.count(BOOK) == 1
    assert 10 < len(said["description"]) < 300
    assert said["og:description"] == said["description"]
    assert said["og:title"] in title
    assert said["og:site_name"] == BOOK
    assert said["twitter:card"] in ("summary", "summary_large_image")
    assert not any(mark in text for text in said.values() for mark in ("$", "\\", "`"))


@needs_site
def test_descriptions_and_titles_differ_from_page_to_page():
    assert len({tags(name)["description"] for name in PAGES}) == len(PAGES)
    assert len({page(name).title.get_text() for name in PAGES}) == len(PAGES)


@needs_site
@pytest.mark.parametrize("name", sorted(PAGES))
def test_addresses_are_whole_ones_or_none(name):
    """A book that knows its address gives canonical links and cards; another has neither."""
    said, canonical = tags(name), page(name).head.find("link", rel="canonical")
    if not canonical:
        assert not {"og:url", "og:image"} & set(said)
        return
    place = "" if name == "index.html" else name
    assert re.fullmatch(r"https://[\w.-]+/(?:[\w-]+/)?" + re.escape(place), said["og:url"])
    assert canonical["href"] == said["og:url"]
    card = SITE / said["og:image"].removeprefix(said["og:url"].removesuffix(place))
    assert card.read_bytes().startswith(b"\x89PNG")
    assert card.stat().st_size < 60_000


@needs_site
def test_nothing_empty_or_unused_is_published():
    assert not (SITE / "genindex.html").exists()
    assert not (SITE / "_static/readme.png").exists()
    assert not any("genindex" in path.read_text(encoding="utf-8") for path in PAGES.values())


def test_address_is_that_of_the_fork(monkeypatch):
    for name, address in [
        ("", ""),
        ("Someone/some-book", "https://someone.github.io/some-book/"),
        ("Someone/Someone.github.io", "https://someone.github.io/"),
    ]:
        monkeypatch.setenv("GITHUB_REPOSITORY", name)
        assert repository.address() == address


def test_lost_page_has_links_from_the_root():
    html = '<a href="{}index.html"><a href="#main"><a href="/x"><a href="https://a.b"><img src="{}_static/a.png">'
    assert head.from_root(html.format("", ""), "/book/") == html.format("/book/", "/book/")


def test_card_is_a_small_picture(tmp_path):
    cards.draw(tmp_path / "cards/card.png", "A title, $x_1$ as it is", "What the page says. " * 20, BOOK)
    picture = (tmp_path / "cards/card.png").read_bytes()
    assert [int.from_bytes(picture[place : place + 4]) for place in (16, 20)] == [cards.WIDTH, cards.HEIGHT]
    assert len(picture) < 60_000


@needs_site
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_notebook_is_one_click_from_its_page(path):
    name = f"chapters/{path.stem}.html"
    links = page(name).find_all("a", href=f"{path.stem}.ipynb")
    assert len([link for link in links if "btn-download-notebook-button" in link.get("class", [])]) == 1
    assert len([link for link in links if link.has_attr("download")]) == 1
    assert page(name).select_one(".notebook summary").get_text() == "How to run it"
    assert page(name).find("a", href="../notebooks.zip")
    published = nbformat.read(SITE / f"chapters/{path.stem}.ipynb", as_version=4)
    source = nbformat.read(path.with_suffix(".ipynb"), as_version=4)
    install = next(cell for cell in published.cells if cell.cell_type == "code")
    assert "import celoss" in install.source
    assert "pip install" in install.source
    # A fork's notebooks know where to install from; nothing else may differ, least of all by solutions.
    install.source = re.sub(r'repository = ".*?"', 'repository = ""', install.source)
    assert published == source


@needs_site
def test_no_link_leads_to_a_notebook_that_is_not_there():
    for name in PAGES:
        for link in page(name).find_all("a", href=re.compile(r"^(?!https?:).*\.(ipynb|zip)$")):
            assert (PAGES[name].parent / link["href"]).exists()
    assert not list(SITE.glob("_sources/**/*.ipynb")), "executed notebooks hold the solutions"


@needs_site
def test_archive_has_the_notebooks_and_what_they_need():
    with zipfile.ZipFile(SITE / "notebooks.zip") as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
    assert {f"chapters/{path.stem}.ipynb" for path in CHAPTERS} <= names
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "code").glob("*/**/*.*")}
    assert {name for name in package if not re.search("__pycache__|egg-info", name)} <= names
    assert {"pyproject.toml", "README.md", "LICENSE"} <= names
    assert not any("solution" in name or "/bank/" in name for name in names)


@needs_site
def test_works_are_cited_by_authors_and_year_and_linked():
    works = page("chapters/bibliography.html").select(".citation")
    assert len(works) > 40
    assert not page("chapters/bibliography.html").select(".citation .label")
    unlinked = []
    for work in works:
        text = work.get_text().strip()
        assert re.match(r"[^.]*,.*? \(\d{4}[a-f]?\)\. ", text), text
        unlinked += [] if work.find("a", href=re.compile("^https://")) else [re.match(r"\w+", text)[0]]
    assert unlinked == ["Boltzmann", "Luce"]  # no address of theirs lasts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The loss is 88.72.", ["the", "loss", "is", "88.72"]),
        ("2.5e-10, 1.10 and 3", ["2.5e-10", "1.10", "and"]),
        ("ignore_index=-100", ["ignore_index", "ignore", "index"]),
        ("nn.CrossEntropyLoss()", ["nn", "crossentropyloss", "cross", "entropy", "loss"]),
        ("NLLLoss, 0D or 1D", ["nllloss", "0d", "or", "1d"]),
        ("T x a_ nan", ["a_", "nan"]),
    ],
)
def test_words_of_a_text(text, words):
    assert search.English({}).split(text) == words


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


@pytest.fixture(scope="module")
def find(browser):
    """A function: the titles, links and snippets of what a search of the book shows, and the console."""
    tab = browser.new_page()
    console = []
    tab.on("console", lambda message: console.append(message.text) if message.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: console.append(str(error)))

    def look(root, query, snippets=0):
        console.clear()
        tab.goto(f"{root}/search.html?q={quote(query)}")
        tab.wait_for_function(
            f"""document.querySelector(".search-summary")?.textContent
                && document.querySelectorAll("ul.search .context").length >= {snippets}"""
        )
        found = tab.evaluate(
            """[...document.querySelectorAll("ul.search li")].map((item) => [
              item.querySelector("a").textContent, item.querySelector("a").getAttribute("href"),
              item.querySelector(".context")?.textContent])"""
        )
        return found, list(console)

    yield look
    tab.close()


# Query -> the page that must be among the first three, and the section of it where one is best.
QUERIES = {
    "88.72": "chapters/03-log-softmax.html",
    "1.461": "chapters/05-cross-entropy.html#softmax-twice",
    "2.303": "chapters/questions.html",
    "nan": "chapters/07-ignore-index.html#a-nan-under-the-padding",
    "ignore_index": "chapters/07-ignore-index.html",
    "ignore index": "chapters/07-ignore-index.html",
    "label_smoothing": "chapters/08-soft-targets.html#label-smoothing",
    "softmax": "chapters/02-softmax.html",
    "softmax twice": "chapters/05-cross-entropy.html#softmax-twice",
    "perplexity": "chapters/07-ignore-index.html#perplexity-comes-from-totals",
    "class weights": "chapters/06-class-weights.html",
    "CrossEntropyLoss": "chapters/10-pytorch.html#crossentropyloss-or-logsoftmax-and-nllloss",
    "Why is my loss negative": "chapters/questions.html",
    "why is my loss nan?": "chapters/questions.html",
    "How do I weigh each example?": "chapters/questions.html",
    "0D or 1D target tensor expected, multi-target not supported": "chapters/04-negative-log-likelihood.html",
    "Expected floating point type for target with class probabilities": "chapters/08-soft-targets.html",
    "grad_input must be contiguous": "chapters/04-negative-log-likelihood.html",
    "device-side assert triggered": "chapters/questions.html",
    "Bridle": "chapters/02-softmax.html",
}


@needs_site
@pytest.mark.parametrize("query", QUERIES)
def test_search_finds_the_page_among_the_first_three(find, address, query):
    found, console = find(address, query)
    links = [link for _, link, _ in found[:3]]
    assert any(link == QUERIES[query] or link.startswith(QUERIES[query] + "#") for link in links), links
    assert console == []


@needs_site
@pytest.mark.parametrize("query", ["softmax", "ignore_index", "softmax twice", "label smoothing"])
def test_search_leads_with_the_heading_that_is_the_query(find, address, query):
    found, _ = find(address, query)
    heading = re.sub(r".* > |^\d+\. ", "", found[0][0])
    assert heading.lower() == query


@needs_site
def test_search_shows_text_of_the_section_and_no_buttons(find, address):
    found, _ = find(address, "88.72", snippets=4)
    for _, _, snippet in found[:4]:
        assert "88.72" in snippet
        assert not re.search(r"\.pdf|Contents|Print to PDF|How to run it", snippet)


@needs_site
def test_search_finds_nothing_where_nothing_is(find, address):
    for query in ("qwertzuiop", "constructor", "交叉熵"):
        found, console = find(address, query)
        assert (found, console) == ([], [])


@needs_site
def test_search_works_from_a_disk_without_a_word_on_the_console(find):
    found, console = find(f"file://{SITE}", "88.72")
    assert found[0][1].startswith("chapters/03-log-softmax.html")
    assert console == []


@needs_site
def test_every_result_leads_to_a_section():
    index = json.loads(re.search(r"\{.*\}", (SITE / "searchindex.js").read_text(encoding="utf-8"), re.DOTALL)[0])
    assert len(index["docnames"]) > 150
    for name in index["docnames"]:
        path, _, anchor = name.partition("#")
        assert not anchor or page(f"{path}.html").find(id=anchor), name
