"""One style sheet for the whole book, with the rules that its pages can use.

The theme's sheets are for every page that somebody could write with Bootstrap; this book uses a fifth of their rules.
What is kept: a selector all of whose tags, classes, ids and attributes occur somewhere, as such in a page or as a word
in a script, since scripts add classes (a menu that is shown, a drawer, a search result, a fold).
Pseudo-classes, attributes' values and what stands in `:not()` or `:has()` are taken to occur.
The same for custom properties, animations and fonts that nothing refers to.
The book's own sheets are kept whole.
"""

import re
from fnmatch import fnmatch
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import NamedTuple

import tinycss2
from sphinx.errors import ExtensionError

from slim import edit_pages, pages_of, replace, stamp

# In the order in which pages load them; where a page has others, they follow.
SHEETS = (
    "styles/theme.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "togglebutton.css",
    "copybutton.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
    "explorables/explorable.css",
    "book.css",
)
OWN = ("explorables/explorable.css", "book.css")
SOMETIMES = "explorables/explorable.css"  # by pages that have one; the bundle has it always
BUNDLE = "all.css"
# The theme's first sheet is one line. A browser would ask for the second sheet when it has read the first.
IMPORTS = {"styles/theme.css": ('@import "../basic.css";', "basic.css")}
NESTING = {"media", "supports", "container", "layer"}
LINK = re.compile(r'[ \t]*<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="([^"]*?_static/)([^"?]+)[^"]*"[^>]*>\n?')
# The theme names each font a second time for browsers older than those that its own rules need.
OLD_FONT = r',\s*url\("?[^")]*\.ttf"?\)\s*format\("truetype"\)'


class Names(HTMLParser):
    """The tags, classes, ids and attributes that pages have or scripts may give them."""

    def __init__(self, pages, scripts):
        super().__init__()
        self.tags, self.classes, self.ids, self.attributes = set(), set(), set(), set()
        self.feed(pages)
        words = set(re.findall(r"-?[A-Za-z_][\w-]*", scripts))
        # element.dataset.bsPopper is the attribute data-bs-popper.
        self.words = words | {"data-" + re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", word) for word in words}

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        for name, value in attributes:
            self.attributes.add(name)
            if name == "class":
                self.classes.update((value or "").split())
            elif name == "id":
                self.ids.add(value)

    def has(self, kind, name):
        return name in getattr(self, kind) or name in self.words


def split(tokens, mark):
    """The runs of tokens between the marks, such as the selectors between commas."""
    runs = [[]]
    for token in tokens:
        if token == mark:
            runs.append([])
        else:
            runs[-1].append(token)
    return runs


def text_of(tokens):
    return tinycss2.serialize(tokens).strip()


def can_match(selector, names):
    """Whether all that a selector asks for occurs. What it excludes, and states of elements, are taken to occur."""
    before = None
    for token in selector:
        if token.type == "ident" and before != ":":
            kind, name = ("classes", token.value) if before == "." else ("tags", token.lower_value)
            if not names.has(kind, name):
                return False
        elif token.type == "hash" and not names.has("ids", token.value):
            return False
        elif token.type == "[] block":
            attribute = next(part for part in token.content if part.type == "ident")
            if not names.has("attributes", attribute.lower_value):
                return False
        elif token.type == "function" and not can_match_any(token, names):
            return False
        before = token.value if token.type == "literal" else None
    return True


def can_match_any(function, names):
    options = split(function.arguments, ",") if function.lower_name in ("is", "where") else [[]]
    return any(can_match(option, names) for option in options)


def tidy(tokens, folder):
    """Without comments and line breaks; addresses, which are relative to the sheet, relative to the bundle."""
    kept = [token for token in tokens if token.type != "comment"]
    for token in kept:
        if token.type == "whitespace":
            token.value = " "
        elif token.type == "url" and not token.value.startswith(("data:", "#")):
            token.representation = f'url("{normpath(join(folder, token.value))}")'
        for part in ("prelude", "arguments", "content"):
            if getattr(token, part, None):
                setattr(token, part, tidy(getattr(token, part), folder))
    return kept


class Rule(NamedTuple):
    """A head and its declarations, or its text if no declaration of it is ever dropped."""

    head: str
    body: list[tuple[str, str]] | str
    needed_by: str = ""  # a word without which nothing refers to it, as the name of an animation

    def text(self, refers):
        if self.needed_by and not refers(self.needed_by):
            return ""
        if isinstance(self.body, str):
            return self.head + self.body
        kept = [f"{name}:{value or ' '}" for name, value in self.body if not name.startswith("--") or refers(name)]
        return f"{self.head}{{{';'.join(kept)}}}" if kept else ""


class Group(NamedTuple):
    """Rules under a condition."""

    head: str
    rules: list

    def text(self, refers):
        body = "".join(rule.text(refers) for rule in self.rules)
        return f"{self.head}{{{body}}}" if body else ""


def read_declarations(tokens):
    found = []
    for run in split(tokens, ";"):
        if any(token.type == "{} block" for token in run):
            raise ExtensionError(f"styles: a rule within a rule: {text_of(run)[:60]!r}")
        name, colon, value = text_of(run).partition(":")
        if colon:
            found.append((name.strip(), value.strip()))
    return found


def plain(text):
    """Without what may stand around the words of a font's name."""
    return re.sub(r"[\"'\\]", "", text)


def read_at_rule(rule, names):
    head = f"@{rule.at_keyword} {text_of(rule.prelude)}".strip()
    word = rule.lower_at_keyword
    if word == "import":
        raise ExtensionError(f"styles: {head} costs a second round trip")
    if rule.content is None:
        return Rule(head, ";")
    if word in NESTING:
        return Group(head, read_rules(tinycss2.parse_rule_list(rule.content, skip_whitespace=True), names))
    needed_by = ""
    if names and word.endswith("keyframes"):
        needed_by = text_of(rule.prelude)
    elif names and word == "font-face":
        needed_by = plain(dict(read_declarations(rule.content))["font-family"])
    return Rule(head, f"{{{text_of(rule.content)}}}", needed_by)


def matching(selectors, names):
    """Those that can match; all if one is a browser's own, for another browser then ignores them all."""
    kept = [run for run in selectors if can_match(run, names)]
    own = any(re.search("::?-", text_of(run)) for run in selectors)
    return selectors if kept and own else kept


def read_rules(rules, names):
    """The rules that can match; all of them, without a look into their bodies, if `names` is None."""
    found = []
    for rule in rules:
        if rule.type == "error":
            raise ExtensionError(f"styles: {rule.message}")
        if rule.type == "at-rule" and rule.lower_at_keyword != "charset":  # the bundle has its own
            found.append(read_at_rule(rule, names))
        elif rule.type == "qualified-rule":
            selectors = split(rule.prelude, ",")
            if names:
                selectors = matching(selectors, names)
            if selectors:
                body = read_declarations(rule.content) if names else f"{{{text_of(rule.content)}}}"
                found.append(Rule(",".join(map(text_of, selectors)), body))
    return found


def flat(rules):
    for rule in rules:
        yield from flat(rule.rules) if isinstance(rule, Group) else [rule]


def make_refers(rules, outside):
    """A function: does anything that stays in the sheet, or the text `outside`, refer to a name?"""

    def properties(text):
        return set(re.findall(r"--[\w-]+", text))

    reached, edges, values = properties(outside), {}, [outside]
    for rule in flat(rules):
        for name, value in rule.body if isinstance(rule.body, list) else [("", "" if rule.needed_by else rule.body)]:
            if name.startswith("--"):
                edges.setdefault(name, []).append(value)
            else:
                values.append(value)
                reached |= properties(value)
    waiting = list(reached)
    while waiting:
        for value in edges.pop(waiting.pop(), ()):
            values.append(value)
            waiting += properties(value) - reached
            reached |= properties(value)
    text = plain("\n".join(values))
    return lambda name: name in reached if name.startswith("--") else name in text


def bundle(sheets, names, outside):
    """One sheet of all, given as pairs of name and text; `names` is None to drop nothing."""
    rules = []
    for name, css in sheets:
        tokens = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        rules += read_rules(tidy(tokens, dirname(name)), None if name in OWN else names)
    refers = make_refers(rules, outside) if names else lambda name: True
    text = "\n".join(filter(None, (rule.text(refers) for rule in rules)))
    return '@charset "UTF-8";\n' + replace(OLD_FONT, "", text)


def link_bundle(app, html, context):
    links = list(LINK.finditer(html))
    bundled = [any(fnmatch(link[2], name) for name in SHEETS) for link in links]
    found = [link[2] for link in links[: sum(bundled)] if link[2] != SOMETIMES]
    expected = [name for name in SHEETS if name != SOMETIMES]
    if len(found) != len(expected) or not all(map(fnmatch, found, expected)):
        raise ExtensionError(f"styles: a page loads {[link[2] for link in links]}, not first {SHEETS}")
    html = html.replace(links[0][0], f'    <link rel="stylesheet" href="{links[0][1]}{BUNDLE}?v=" />\n')
    for link in links[1 : sum(bundled)]:
        html = html.replace(link[0], "")
    return html


def stash_of(app):
    """The whole sheets, which no page loads: for the next build, and for a test that compares."""
    return Path(app.doctreedir, "sheets")


def collect_sheets(app):
    """Move the sheets out of the site. Sphinx does not make each of them anew in a second build."""
    static, stash = Path(app.outdir, "_static"), stash_of(app)
    sheets = []
    for name in SHEETS:
        for path in static.glob(name):
            (stash / path.relative_to(static)).parent.mkdir(parents=True, exist_ok=True)
            path.replace(stash / path.relative_to(static))
        paths = list(stash.glob(name))
        if len(paths) != 1:
            raise ExtensionError(f"styles: {len(paths)} files are {name}")
        sheets.append((paths[0].relative_to(stash).as_posix(), paths[0].read_text(encoding="utf-8")))
    return sheets


def resolve_import(app, name, css):
    line, imported = IMPORTS[name]
    if re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).strip() != line:
        raise ExtensionError(f"styles: {name} is more than {line}")
    return imported, Path(app.outdir, "_static", imported).read_text(encoding="utf-8")


def read_linked(static, pages, suffix):
    """The text of the scripts, or of the sheets beside the bundle, that any page loads."""
    links = set(re.findall(rf'(?:src|href)="[^"]*?_static/([^"?]+\.{suffix})[?"]', pages)) - {BUNDLE}
    return "".join((static / link).read_text(encoding="utf-8") for link in sorted(links))


def write_bundle(app, exception):
    if exception or app.builder.name != "html":
        return
    static = Path(app.outdir, "_static")
    sheets = [resolve_import(app, *sheet) if sheet[0] in IMPORTS else sheet for sheet in collect_sheets(app)]
    pages = "".join(path.read_text(encoding="utf-8") for path in pages_of(app))
    scripts, others = read_linked(static, pages, "js"), read_linked(static, pages, "css")
    names = Names(pages, scripts + "".join(re.findall(r"<script[^>]*>(.*?)</script>", pages, re.DOTALL)))
    (static / BUNDLE).write_text(bundle(sheets, names, pages + scripts + others), encoding="utf-8")


def stamp_bundle(app, exception):
    if not exception and app.builder.name == "html":
        css = Path(app.outdir, "_static", BUNDLE).read_bytes()
        stamp(pages_of(app), f"_static/{BUNDLE}", css)


def setup(app):
    edit_pages(app, link_bundle)
    app.connect("build-finished", write_bundle, priority=600)
    app.connect("build-finished", stamp_bundle, priority=800)  # the names of fonts change the sheet in between
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
