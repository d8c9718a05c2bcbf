"""What each page says of itself to search engines, to those who share it and to those who are lost.

Title, description, canonical address, Open Graph with a card, a sitemap, and a page for addresses that do not exist.
A book that does not know its address has neither canonical links nor cards: both need whole URLs.
"""

import html
import re
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.util import logging

import cards
from repository import address

CARDS = "_static/cards"
# Pages without a source: what they are for. They have no address of their own and are not in the sitemap.
HELPERS = {"search": "Search the book.", "404": "This page does not exist; the way to those that do."}
LOST = """<section><h1>This page does not exist</h1>
<p>It may have moved. Look in the <a href="{home}">contents</a>, or <a href="{search}">search the book</a>.</p>
</section>
"""


def description(pagename, doctree):
    if pagename in HELPERS:
        return HELPERS[pagename]
    texts = [node["content"] for node in doctree.findall(nodes.meta) if node.get("name") == "description"]
    if not texts:
        logging.getLogger(__name__).warning("no description in the page's html_meta", location=pagename)
    return texts[0] if texts else ""


def page_address(app, pagename):
    """Where a page is published; the front page is the folder."""
    return address() + ("" if pagename == app.config.root_doc else f"{pagename}.html")


def describe(app, pagename, templatename, context, doctree):
    if app.builder.name != "html" or not (doctree or pagename in HELPERS):
        return
    book = app.config.html_title
    title = html.unescape(re.sub("<[^>]*>", "", context.get("title", pagename.capitalize())))
    title = book if pagename == app.config.root_doc else title
    said = description(pagename, doctree)
    tags = {"og:type": "website" if title == book else "article", "og:title": title, "og:site_name": book}
    tags |= {"og:description": said, "twitter:card": "summary"}
    if pagename in HELPERS:
        context["pageurl"] = None
        context["metatags"] = f'<meta name="description" content="{html.escape(said)}" />\n'
    elif address():
        context["pageurl"] = page_address(app, pagename)
        card = f"{CARDS}/{pagename.rpartition('/')[2]}.png"
        cards.draw(Path(app.outdir, card), title, said, book)
        tags |= {"og:url": context["pageurl"], "twitter:card": "summary_large_image", "og:image": address() + card}
        tags |= {"og:image:width": cards.WIDTH, "og:image:height": cards.HEIGHT, "og:image:alt": f"{title}. {said}"}
    if title == book:
        context["docstitle"] = None  # or the title would be "X - X"
    for name, content in tags.items():
        key = "name" if name.startswith("twitter:") else "property"
        context["metatags"] += f'<meta {key}="{name}" content="{html.escape(str(content))}" />\n'


def lost_page(app):
    if app.builder.name == "html":
        body = LOST.format(home=f"{app.config.root_doc}.html", search="search.html")
        yield "404", {"title": "Page not found", "body": body}, "page.html"


def finish(app, exception):
    if exception or app.builder.name != "html" or not address():
        return
    pages = [page for page in sorted(app.env.found_docs) if page not in HELPERS]
    urls = "".join(f"<url><loc>{html.escape(page_address(app, page))}</loc></url>\n" for page in pages)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    Path(app.outdir, "sitemap.xml").write_text(f'<?xml version="1.0" encoding="utf-8"?>\n{sitemap}', encoding="utf-8")
    # The page for lost addresses is shown at any depth: its links begin at the root.
    lost = Path(app.outdir, "404.html")
    lost.write_text(from_root(lost.read_text(encoding="utf-8"), urlsplit(address()).path), encoding="utf-8")


def from_root(page, root):
    """A page whose relative links, to files of the book, are absolute ones under `root`."""
    return re.sub(r'\b(href|src|action|data-content_root)="(?![a-z]+:|[/#"])', rf'\1="{root}', page)


def setup(app):
    app.connect("html-page-context", describe)
    app.connect("html-collect-pages", lost_page)
    app.connect("build-finished", finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
