"""Each page loads the scripts that it can use, and none of them before it is drawn.

The theme sends every page the search index, Bootstrap's script and a script for tabs; most pages have none of these.
`assets/menus.js` does for the menus and tooltips what Bootstrap's script did.
"""

import re
from pathlib import Path

import sphinx
from sphinx.errors import ExtensionError

from slim import edit_pages, replace

OPTIONS = Path(sphinx.__file__).parent / "themes/basic/static/documentation_options.js.jinja"

# A script (by the end of its address), and what a page holds that needs it.
NEEDED_BY = {
    "searchindex.js": 'id="search-results"',
    "searchtools.js": 'id="search-results"',
    "language_data.js": 'id="search-results"',
    "design-tabs.js": "sd-tab-set",
    "togglebutton.js": r'class="(?:[^"]* )?(?:toggle|admonition (?:[^"]* )?dropdown)[ "]',
    "copybutton.js": '<div class="highlight',
    "clipboard.min.js": '<div class="highlight',
}
# These words of a page are lent to one script.
WORDS_OF = {"togglebutton.js": r"(?:let toggle\w+|var togglebuttonSelector) = '[^']*';"}
# What Bootstrap's script does for a page, beyond the menus and tooltips of `menus.js`.
OTHER_BEHAVIORS = r'data-bs-toggle="(?!tooltip|dropdown)[^"]*"|data-bs-ride|id="pst-collapse-sidebar-button"'

# The theme finds out late whether the system is dark: a flash of white. In a page without scripts it never does.
COLORS = """\
    {
      const page = document.documentElement.dataset;
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      let mode;
      try { mode = localStorage.getItem("mode"); } catch {}
      page.mode = mode || "auto";
      page.theme = mode === "light" || mode === "dark" ? mode : dark ? "dark" : "light";
    }
"""


def tag_of(script):
    return rf'\s*<script [^>]*\bsrc="[^"]*\b{re.escape(script)}(?:\?[^"]*)?"[^>]*></script>'


def drop_scripts(html):
    if found := re.search(OTHER_BEHAVIORS, html):
        raise ExtensionError(f"scripts: {found[0]} needs Bootstrap's script, which the pages do not load")
    html = replace(tag_of("bootstrap.js"), "", html)
    html = replace(r'\s*<link rel="preload" as="script"[^>]*>', "", html)
    body = html[html.index("<body") :]
    for script, sign in NEEDED_BY.items():
        if not re.search(sign, body):
            html = replace(tag_of(script), "", html)
            if words := WORDS_OF.get(script):
                html = replace(rf"\s*<script>{words}</script>", "", html)
    return html


def defer_scripts(html, options):
    """No script is waited for: the one whose fields the page sets is written into it."""
    html = replace(tag_of("documentation_options.js"), lambda _: f"\n    <script>{options}</script>", html)
    return replace(r"<script (?![^>]*\b(?:defer|async)\b)([^>]*\bsrc=)", r"<script defer \1", html)


def set_colors(html):
    html = replace(r'(<html[^>]*) data-theme="auto"', r'\1 data-theme="light"', html)
    line = r"[ \t]*document\.documentElement\.dataset\.{0} = localStorage\.getItem\(\"{0}\"\) \|\| \"auto\";\s*?\n"
    return replace(line.format("mode") + line.format("theme"), COLORS, html)


def edit(app, html, context):
    options = app.builder.templates.render_string(OPTIONS.read_text(encoding="utf-8"), context)
    return set_colors(defer_scripts(drop_scripts(html), options))


def remove_files(app, exception):
    if exception or app.builder.format != "html":
        return
    for name in ("scripts/bootstrap.js", "documentation_options.js"):
        Path(app.outdir, "_static", name).unlink(missing_ok=True)


def setup(app):
    app.add_js_file("menus.js", defer="defer")
    edit_pages(app, edit)
    app.connect("build-finished", remove_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
