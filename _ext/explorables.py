"""The directive `explorable` puts one on a page, and its scripts on the pages that have one.

    ```{explorable} softmax
    :state: z=2,1,0.1;y=0
    What to try, in a sentence or two.
    ```

Print and readers without scripts get neither the element nor its text: a figure of the page shows the same.
"""

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

FOLDER = "explorables"


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
        node = explorable(name=name, state=self.options.get("state", ""))
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def visit(writer, node):
    if writer.builder.name != "html":
        raise nodes.SkipNode
    state = writer.attval(node["state"])
    writer.body.append(f'<div class="explorable"><celoss-{node["name"]} data-state="{state}"></celoss-{node["name"]}>')


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
