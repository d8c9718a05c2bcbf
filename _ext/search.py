"""Search that finds sections: by numbers (88.72), names (ignore_index), words of messages, and questions as asked.

Sphinx's index knows which pages have a word. This one holds the sections of a page as if each were a page, and
`search.js` ranks them. A language brings a splitter of its own with a subclass of `Words` and its JavaScript.
"""

import html
import re
from pathlib import Path

import sphinx.search
from docutils import nodes
from sphinx.search import IndexBuilder
from sphinx.search.en import SearchEnglish

# A number with a point is one word. Those without one, which the search passes over, and single letters are none.
TOKEN = r"\d+(?:\.\d+)+(?:e[+-]?\d+)?|(?!\d+(?!LETTER))LETTER{2,}"


class Words:
    """Splits texts, and in the browser queries in the same way; of the texts it takes the parts of names as well."""

    token = re.compile(TOKEN.replace("LETTER", r"\w"))
    js_token = "/" + TOKEN.replace("LETTER", r"[\p{Letter}\p{Number}_]") + "/gu"
    js_splitter_code = ""

    def init(self, options):
        super().init(options)
        script = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
        self.js_splitter_code = script.replace("TOKEN", self.js_token)

    def split(self, text):
        # In small letters, or "The" would pass as no stop word.
        return [word.lower() for token in self.token.findall(text) for word in [token, *parts(token)]]


class English(Words, SearchEnglish):
    pass


def parts(name):
    """What else a name may be looked for by: `ignore_index` as index, CrossEntropyLoss as entropy."""
    return re.findall(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])", name) if re.search(r"_|[a-z][A-Z]", name) else []


class SectionIndex(IndexBuilder):
    """An index whose documents are named page#section; the part of a page before its first heading is its first."""

    def feed(self, docname, filename, title, doctree):
        for place, section in enumerate(doctree.findall(nodes.section)):
            part = nodes.container()
            part.children = [child for child in section.children if not isinstance(child, nodes.section)]
            anchor = "" if place == 0 else section["ids"][0]
            shown = title if place == 0 else f"{title} > {html.escape(section.next_node(nodes.title).astext())}"
            super().feed(f"{docname}#{anchor}", filename, shown, part)

    def prune(self, docnames):
        super().prune([name for name in self._titles if name.partition("#")[0] in docnames])

    def freeze(self):
        return super().freeze() | {"alltitles": {}}  # `titles` has them


def setup(app):
    sphinx.search.IndexBuilder = SectionIndex  # the builder has no setting for it
    app.add_search_language(English)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
