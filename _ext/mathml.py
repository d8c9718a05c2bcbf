"""Formulas become MathML while the book is built: no script, no layout shift, nothing to fetch.

A formula that cannot be converted is a Sphinx warning that names page and line, so `-W` fails the build.
"""

import re

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

FONT = "_static/fonts/book-math.woff2"
# A selector of a script alphabet that the font lacks; a combining line that has no width of its own.
REDRAWN = {0xFE00: None, 0x0332: "\u203e"}
logger = logging.getLogger(__name__)


def convert(writer, node, tex, display):
    """MathML of `tex`; or a warning, and the TeX in a box that no reader can overlook."""
    converter = LatexToMathML(macros=writer.config.mathml_macros, fancy_error=False)
    try:
        mathml = converter.convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        logger.warning("cannot convert the formula %s: %s", tex.strip(), str(error).strip(), location=node)
        return f'<code class="formula-error">{writer.encode(tex)}</code>'
    # Chromium draws no <menclose>.
    mathml = re.sub(r'<menclose notation="box">(.*?)</menclose>', r'<mrow class="formula-box">\1</mrow>', mathml)
    # At the end of a row of text an operator is taken for a postfix, and loses the room around it.
    mathml = re.sub(r"<mo>(?=[^<]</mo><mtext>)", '<mo form="infix">', mathml)
    # The source, for those who copy the formula; book.js puts it on the clipboard.
    source = writer.encode(" ".join(tex.split())).replace('"', "&quot;")
    return mathml.translate(REDRAWN).replace("<math", f'<math data-tex="{source}"', 1)


def visit_math(writer, node):
    before, after = (writer.encode(node.get(key, "")) for key in ("before", "after"))
    formula = convert(writer, node, node.astext(), display=False)
    writer.body.append(f'<span class="formula-inline notranslate">{before}{formula}{after}</span>')
    raise nodes.SkipNode


def visit_math_block(writer, node):
    # Sphinx numbers an `align` as one equation; the converter would number each of its lines as well.
    tex = re.sub(r"\\(begin|end)\{(align|equation|gather|multline)\}", r"\\\1{\2*}", node.astext())
    if r"\\" in tex and r"\begin" not in tex:
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    writer.body.append(writer.starttag(node, "div", CLASS="formula notranslate"))
    # The number stands outside the box that scrolls: it stays in sight on a phone.
    writer.body.append(f'<div class="formula-scroll">{convert(writer, node, tex, display=True)}</div>')
    if node["number"]:
        writer.body.append(f'<span class="eqno">({get_node_equation_number(writer, node)})')
        writer.add_permalink_ref(node, "Link to this equation")
        writer.body.append("</span>")
    writer.body.append("</div>\n")
    raise nodes.SkipNode


def keep_punctuation(app, doctree, docname):
    """Give each inline formula the text that touches it: browsers break lines between a formula and its comma."""
    for node in doctree.findall(nodes.math):
        index = node.parent.index(node)
        for key, neighbor, touching in (("before", index - 1, r"[^\s]+$"), ("after", index + 1, r"^[^\s]+")):
            text = node.parent[neighbor] if 0 <= neighbor < len(node.parent) else None
            if isinstance(text, nodes.Text) and (match := re.search(touching, text)):
                node[key] = match.group()
                node.parent[neighbor] = nodes.Text(re.sub(touching, "", text))


def preload_font(app, pagename, templatename, context, doctree):
    if doctree and next(doctree.findall(lambda node: isinstance(node, (nodes.math, nodes.math_block))), None):
        href = context["pathto"](FONT, 1)
        context["metatags"] += f'\n<link rel="preload" href="{href}" as="font" type="font/woff2" crossorigin>'


def setup(app):
    app.add_config_value("mathml_macros", {}, "html")
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    app.connect("doctree-resolved", keep_punctuation)
    app.connect("html-page-context", preload_font)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
