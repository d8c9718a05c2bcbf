"""What the theme's pages hold that no reader needs, taken out; what they forget, put in.

`scripts`, `styles` and `fonts` see to what a page loads.
Whatever is not found as expected raises an error: a new theme release then asks for a look at these files.
"""

import hashlib
import re
from pathlib import Path

from sphinx.errors import ExtensionError
from sphinx.util.images import get_image_size

PX_PER_UNIT = {"pt": 4 / 3, "px": 1, "": 1}
LOGO_SIZE = 'width="16" height="16" style="width: auto"'
# Names, punctuation and spaces have the color of all code: a quarter of a chapter's tags say nothing.
PLAIN_TOKENS = ("n", "p", "w")


def replace(pattern, replacement, text):
    text, count = re.subn(pattern, replacement, text)
    if not count:
        raise ExtensionError(f"slim: the theme's pages no longer contain {pattern!r}")
    return text


def svg_size(path):
    """Width and height in CSS pixels, which let the browser keep the room free before the file arrives."""
    tag = re.search(r"<svg\b[^>]*>", path.read_text(encoding="utf-8"))
    found = [tag and re.search(rf'\b{side}="([\d.]+)(pt|px|)"', tag[0]) for side in ("width", "height")]
    if not all(found):
        raise ExtensionError(f"slim: no width and height in {path}")
    return [round(float(match[1]) * PX_PER_UNIT[match[2]]) for match in found]


def image_size(path):
    size = svg_size(path) if path.suffix == ".svg" else get_image_size(path)
    if not size:
        raise ExtensionError(f"slim: no width and height in {path}")
    return 'width="{}" height="{}"'.format(*size)


def slim_page(html, figures):
    """`figures` maps the names of files in `_images` to their sources."""
    html = replace(r"\s*<script[^>]*fontawesome\.js[^>]*></script>", "", html)
    html = replace(r'(<[a-z]+ id="pst-primary-sidebar")', r'\1 role="complementary" aria-label="Book"', html)
    # Names other than what is shown ("Search Ctrl+K", "Show code cell source") fail those who steer by voice.
    html = replace(r'(<button[^>]*search-button-field[^>]*) aria-label="Search"', r"\1", html)
    html = html.replace('<summary aria-label="Toggle hidden content">', "<summary>")
    # A list whose children are no list items is read out as empty.
    html = html.replace('role="doc-biblioentry"', 'role="listitem"')
    html = re.sub(rf'<span class="(?:{"|".join(PLAIN_TOKENS)})">([^<]*)</span>', r"\1", html)

    def size_image(match):
        # The styles give the logos of the launch buttons the height of a line.
        size = LOGO_SIZE if match[1] == "_static/images" else image_size(figures[match[2]])
        size = "" if re.search(r"\b(?:width|height)=", match[0]) else f"{size} "
        return f'<img loading="lazy" {size}{match[0].removeprefix("<img ")}'

    return re.sub(r'<img [^>]*\bsrc="[^"]*(_images|_static/images)/([^"]+)"[^>]*>', size_image, html)


def edit_pages(app, edit, builders=("html",)):
    """Let `edit(app, html, context)` change each page when its template has been filled."""

    def wrap_render(app):
        render = app.builder.templates.render

        def render_edited(template, context):
            html = render(template, context)
            return edit(app, html, context) if "</html>" in html else html

        app.builder.templates.render = render_edited

    app.connect("builder-inited", lambda app: wrap_render(app) if app.builder.name in builders else None)


def pages_of(app):
    return sorted(path for path in Path(app.outdir).rglob("*.html") if "_static" not in path.parts)


def stamp(files, address, content):
    """Let the address of a file change with its content, or a reader's browser shows the one of last year."""
    digest = hashlib.sha256(content).hexdigest()[:8]
    links = re.compile(rf"{re.escape(address)}(?:\?v=\w*)?(?=[\"')])")
    for path in files:
        text = path.read_text(encoding="utf-8")
        if stamped := links.sub(f"{address}?v={digest}", text) if address in text else "":
            path.write_text(stamped, encoding="utf-8")


def edit(app, html, context):
    return slim_page(html, {name: Path(app.srcdir, source) for source, name in app.builder.images.items()})


def color_of(theme, token, css):
    selector = re.escape(f'html[data-theme="{theme}"] .highlight{token} {{')
    rule = re.search(rf"{selector}[^}}]*?(?<![-\w])color: *([^; }}]+)", css)
    if not rule:
        raise ExtensionError(f"slim: no color of .highlight{token} in {theme} mode")
    return rule[1]


def check_tokens(app, exception):
    if exception or app.builder.name != "html":
        return
    css = Path(app.outdir, "_static/pygments.css").read_text(encoding="utf-8")
    for theme in ("light", "dark"):
        colors = {color_of(theme, token, css) for token in ("", *(f" .{name}" for name in PLAIN_TOKENS))}
        if len(colors) > 1:
            raise ExtensionError(f"slim: {theme} code without marks would lose one of its colors {colors}")


def setup(app):
    # Jupyter Book always sets it, whether or not the extension that reads it is there.
    app.add_config_value("comments_config", {}, "")
    edit_pages(app, edit, builders=("html", "singlehtml"))
    app.connect("build-finished", check_tokens, priority=550)  # the theme writes this sheet at 500
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
