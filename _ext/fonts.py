"""The fonts hold the shapes that the book shows: of a thousand icons about thirty, of the mathematics what is used.

They are made from whole fonts each time the book is built, so that a page that needs another shape gets it.
"""

import html
import logging
import re
import unicodedata
from pathlib import Path

import pydata_sphinx_theme
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from sphinx.errors import ExtensionError

from slim import pages_of, stamp
from styles import BUNDLE

WEBFONTS = "vendor/fontawesome/webfonts"
THEME = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme/static"
MATH = "fonts/book-math.woff2"
logging.getLogger("fontTools").setLevel(logging.WARNING)


def shrink(source, target, characters, **options):
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(Options(hinting=False, layout_features=[], **options))
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def icons(css):
    """Characters that the styles draw, as `content` or by a custom property."""
    found = "".join(re.findall(r"(?:content|--[\w-]*(?:icon|fa)[\w-]*):\s*[\"']([^\"']+)[\"']", css))
    return set(re.sub(r"\\([0-9a-fA-F]{1,6}) ?", lambda code: chr(int(code[1], 16)), found))


def formula_characters(text):
    formulas = re.findall(r"<math\b.*?</math>", text, re.DOTALL)
    return set(html.unescape(re.sub("<[^>]*>", "", "".join(formulas)))) - set("\n")


def with_italics(characters):
    """The characters, and those drawn for variables: a letter alone in <mi> becomes a mathematical italic."""
    italics = map(chr, [0x210E, *range(0x1D434, 0x1D468), *range(0x1D6A4, 0x1D6A6), *range(0x1D6E2, 0x1D71C)])
    return characters | {each for each in italics if unicodedata.normalize("NFKC", each) in characters}


def shrink_fonts(app, exception):
    if exception or app.builder.name != "html":
        return
    static, pages = Path(app.outdir, "_static"), pages_of(app)
    css = (static / BUNDLE).read_text(encoding="utf-8")
    if len(icons(css)) < 15:
        raise ExtensionError(f"fonts: only {len(icons(css))} icons found, so the theme draws them in a new way")
    for source in sorted((THEME / WEBFONTS).glob("*.ttf")):
        font = f"{WEBFONTS}/{source.stem}.woff2"
        shrink(source, static / font, icons(css), notdef_outline=False)
        (static / font).with_suffix(".ttf").unlink(missing_ok=True)
        stamp([static / BUNDLE], font, (static / font).read_bytes())
    # Scripts may write formulas too: letters and digits are there for them.
    characters = {chr(code) for code in range(0x20, 0x7F)}
    for path in pages + sorted(static.rglob("*.js")):
        characters |= formula_characters(path.read_text(encoding="utf-8"))
    shrink(Path(app.srcdir, "assets", MATH), static / MATH, with_italics(characters), desubroutinize=True)
    stamp([static / BUNDLE, *pages], MATH, (static / MATH).read_bytes())


def remove_files(app, exception):
    """What the theme draws icons with otherwise: a script of 1.5 MB."""
    if not exception and app.builder.name == "html":
        for pattern in ("*.map", "fontawesome.js*"):
            for path in Path(app.outdir, "_static").rglob(pattern):
                path.unlink()


def setup(app):
    app.connect("build-finished", shrink_fonts, priority=700)
    app.connect("build-finished", remove_files, priority=700)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
