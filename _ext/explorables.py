"""The directive `explorable` puts one on a page, and its scripts on the pages that have one.

    ```{explorable} softmax
    :state: z=2,1,0.1;y=0
    What to try, in a sentence or two.
    ```

An element is filled after the page has been shown; the page keeps it a place as high as tools/heights.py has measured.
Print and readers without scripts get neither the element nor its text: a figure of the page shows the same.
"""

import json
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

FOLDER = "explorables"
SIZES = ("small", "phone", "desk")  # screens from 0, 360 and 720 px


class explorable(nodes.General, nodes.Element):
    pass


class Explorable(SphinxDirective):
    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {"state": directives.unchanged}

    def run(self):
        name = self.arguments[0]
        if not Path(self.env.srcdir, "assets", FOLDER, f"{name}.js").exists():
            raise self.error(f"no explorable of the name {name!r}")
        table = Path(self.env.srcdir, "assets", FOLDER, "heights.json")
        self.env.note_dependency(str(table))
        state = self.options.get("state", "")
        heights = json.loads(table.read_text(encoding="utf-8")).get(f"{name} {state}".strip(), [])
        node = explorable(name=name, state=state, heights=heights)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def style_of(heights):
    sizes = "; ".join(f"--x-{size}: {px}px" for size, px in zip(SIZES, heights, strict=False))
    return f' style="{sizes}"' if sizes else ""


def visit(writer, node):
    if writer.builder.name != "html":
        raise nodes.SkipNode
    tag, state = f"celoss-{node['name']}", writer.attval(node["state"])
    writer.body.append(f'<div class="explorable"><{tag} data-state="{state}"{style_of(node["heights"])}></{tag}>')


def depart(writer, node):
    writer.body.append("</div>\n")


def skip(writer, node):
    raise nodes.SkipNode


def add_scripts(app, pagename, templatename, context, doctree):
    names = [node["name"] for node in doctree.findall(explorable)] if doctree else []
    if not names:
        return
    app.add_css_file(f"{FOLDER}/explorable.css")
    language = app.config.language.split("_")[0]
    words = [f"words-{language}"] if Path(app.srcdir, "assets", FOLDER, f"words-{language}.js").exists() else []
    for name in dict.fromkeys(["explorable", *words, *names]):
        app.add_js_file(f"{FOLDER}/{name}.js", defer="defer")


def setup(app):
    app.add_node(explorable, html=(visit, depart), latex=(skip, None), text=(skip, None))
    app.add_directive("explorable", Explorable)
    app.connect("html-page-context", add_scripts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
