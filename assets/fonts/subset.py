"""Make book-math.woff2: `python subset.py texgyretermes-math.otf` (needs fonttools and brotli)."""

import re
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

here = Path(__file__).parent
font = TTFont(sys.argv[1])

# Browsers do not ask for the shapes meant for scripts, and TeX has primes in scripts alone. The overline is a macron.
for table in font["cmap"].tables:
    if table.isUnicode() and table.format != 14:
        table.cmap.update({0x2032: "minute.st", 0x2033: "uni2033.st", 0x203E: table.cmap[0x00AF]})

# TeX moves the script of a single letter by a fixed amount; browsers measure every base, so p_k sank below a_k.
constants = font["MATH"].table.MathConstants
constants.SubscriptBaselineDropMin.Value = 0
constants.SuperscriptBaselineDropMax.Value = 380

# The font's license asks for another name for a changed font.
for record in font["name"].names:
    if record.nameID in (1, 3, 4, 6):
        record.string = "BookMath" if record.nameID == 6 else "Book Math"

characters = set()
for line in (here / "characters.txt").read_text().splitlines():
    for first, last in re.findall(r"([0-9A-F]{4,5})(?:-([0-9A-F]{4,5}))?", line.partition("#")[0]):
        characters |= set(range(int(first, 16), int(last or first, 16) + 1))

# The MATH table and the taller variants of braces, roots and sums stay. All shapes for scripts would double the size.
subsetter = Subsetter(Options(hinting=False, desubroutinize=True, layout_features=[]))
subsetter.populate(unicodes=characters)
subsetter.subset(font)
font.flavor = "woff2"
font.save(here / "book-math.woff2")
