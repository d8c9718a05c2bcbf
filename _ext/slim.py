"""What the theme sends that no reader needs, taken out; what it forgets, put in.

Four fifths of a default page is Font Awesome, twice: 1.5 MB of SVG drawn by a script, and three whole fonts.
The fonts alone draw every icon, and a subset of about thirty glyphs is enough.
Whatever is not found as expected raises an error: a new theme release then asks for a look at this file.
"""

import re
from pathlib import Path

import pydata_sphinx_theme
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from sphinx.errors import ExtensionError

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme/static"
CSS = "styles/pydata-sphinx-theme.css"
WEBFONTS = "vendor/fontawesome/webfonts"
PX_PER_UNIT = {"pt": 4 / 3, "px": 1, "": 1}


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


def slim_page(html, figures):
    """`figures` maps the names of files in `_images` to their sources."""
    html = replace(r"\s*<script[^>]*fontawesome\.js[^>]*></script>", "", html)
    # Scripts inside the page set fields of DOCUMENTATION_OPTIONS, so that one file must run at once.
    now = r"\b(?:defer|async|documentation_options)\b"
    html = replace(rf"<script (?![^>]*{now})([^>]*\bsrc=)", r"<script defer \1", html)
    html = replace(r'(<[a-z]+ id="pst-primary-sidebar")', r'\1 role="complementary" aria-label="Book"', html)
    # Names other than what is shown ("Search Ctrl+K", "Show code cell source") fail those who steer by voice.
    html = replace(r'(<button[^>]*search-button-field[^>]*) aria-label="Search"', r"\1", html)
    html = html.replace('<summary aria-label="Toggle hidden content">', "<summary>")
    # A list whose children are no list items is read out as empty.
    html = html.replace('role="doc-biblioentry"', 'role="listitem"')

    def size_figure(match):
        source = figures[match[1]]
        size = 'width="{}" height="{}" '.format(*svg_size(source)) if source.suffix == ".svg" else ""
        return f'<img loading="lazy" {size}'

    return re.sub(r'<img (?=[^>]*\bsrc="[^"]*_images/([^"]+)")', size_figure, html)


def wrap_templates(app):
    if app.builder.format != "html":
        return
    render = app.builder.templates.render

    def render_slim(template, context):
        html = render(template, context)
        figures = {name: Path(app.srcdir, source) for source, name in app.builder.images.items()}
        return slim_page(html, figures) if "</html>" in html else html

    app.builder.templates.render = render_slim


def used_icons(pages, css):
    """Code points of the icons that pages name by class, and of those that the theme draws by CSS variable."""
    classes = set(re.findall(r"\bfa-[a-z0-9-]+", pages))
    rules = re.findall(r"((?:\.fa-[a-z0-9-]+:before,?)+)\{content:\"([^\"]+)\"\}", css)
    icons = {code for selectors, code in rules if classes & set(re.findall(r"fa-[a-z0-9-]+", selectors))}
    icons |= set(re.findall(r"--pst-icon-[\w-]+:\"([^\"]+)\"", css)) | {r"\f107"}
    return {int(icon[1:], 16) if icon.startswith("\\") else ord(icon) for icon in icons}


def slim_theme(app, exception):
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    css = (THEME / CSS).read_text(encoding="utf-8")
    pages = "".join(path.read_text(encoding="utf-8") for path in Path(app.outdir).rglob("*.html"))
    icons = used_icons(pages + (THEME / "scripts/pydata-sphinx-theme.js").read_text(encoding="utf-8"), css)
    if len(icons) < 20:
        raise ExtensionError(f"slim: only {len(icons)} icons found, so the theme names them in a new way")
    # TrueType only: writing WOFF2 would need one more package for a file of 6 KB.
    css = replace(rf"url\([./]*{WEBFONTS}/fa-[\w-]+\.woff2\) format\(\"woff2\"\),", "", css)
    (static / CSS).write_text(css, encoding="utf-8")
    for source in (THEME / WEBFONTS).glob("*.ttf"):
        font = TTFont(source)
        subsetter = Subsetter(Options(hinting=False, layout_features=[], notdef_outline=False))
        subsetter.populate(unicodes=icons)
        subsetter.subset(font)
        font.save(static / WEBFONTS / source.name)
    for pattern in ("*.map", "fontawesome.js*", "fa-*.woff2"):
        for path in static.rglob(pattern):
            path.unlink()


def setup(app):
    # Jupyter Book always sets it, whether or not the extension that reads it is there.
    app.add_config_value("comments_config", {}, "")
    app.connect("builder-inited", wrap_templates)
    app.connect("build-finished", slim_theme)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
