"""Every number in the prose is computed near it: in a cell of its section, or of one that the paragraph links to.

What this does not see: small whole numbers without a unit ("two rows"), fractions in words ("a third"), comparisons
without a number, and whether the constant of a cell means what the sentence says. A number that a cell is given, such
as the logits of an example, counts like one that it computes.
"""

import ast
import functools
import re
from pathlib import Path

import nbformat
import pytest

from cells import cells, code, run

ROOT = Path(__file__).parent.parent
CHAPTERS = sorted((ROOT / "chapters").glob("[0-9][0-9]-*.md"))
PROSE = [
    ROOT / "index.md",
    ROOT / "README.md",
    ROOT / "chapters/notation.md",
    ROOT / "chapters/questions.md",
    ROOT / "chapters/exercises.md",
    ROOT / "chapters/writing-an-exercise.md",
    *CHAPTERS,
]

# Numbers in the prose that no cell of the same page computes, with the reason.
ALLOWED = {
    "index.md": {},
    "README.md": {3.14: "a Python version"},
    "01-why-cross-entropy.md": {},
    "02-softmax.md": {},
    "03-log-softmax.md": {},
    "04-negative-log-likelihood.md": {},
    "05-cross-entropy.md": {4.3: "a section of a book"},
    "06-class-weights.md": {},
    "07-ignore-index.md": {},
    "08-soft-targets.md": {1.1: "PyTorch 1.10"},
    "09-backpropagation.md": {0.001: "the default rtol of gradcheck"},
    "10-pytorch.md": {3: "how often a network is trained", 32: "the end of an axis"},
    "exercises.md": {},
    "notation.md": {},
    "questions.md": {},
    "writing-an-exercise.md": {},
}


@functools.cache
def executed(path):
    """The cells of a page in order, each with its code and what that prints, or with "" for a cell of Markdown."""
    text = path.read_text(encoding="utf-8")
    if "{code-cell}" not in text:
        return [(nbformat.v4.new_markdown_cell(text), "")]
    printed = run(path)
    return [(cell, next(printed)[1] if cell.cell_type == "code" else "") for cell in cells(path)]


def sections(path):
    """Heading -> (prose, cells): the cells are (code, printed). A page without headings is one section."""
    found = {"": ([], [])}
    heading = ""
    for cell, printed in executed(path):
        if cell.cell_type == "code":
            found[heading][1].append((code(cell.source), printed))
            settings = cell.metadata.get("mystnb", {})
            if "figure" in settings:
                found[heading][0].append(f"{settings['figure']['caption']}\n{settings['image']['alt']}")
            continue
        text = re.sub(r"^```.*?^```$", "", cell.source, flags=re.MULTILINE | re.DOTALL)  # directives, shown code
        for part in re.split(r"^(?=##+ )", text, flags=re.MULTILINE):
            if match := re.match(r"##+ (.*)", part):
                heading = match[1]
                found.setdefault(heading, ([], []))
            found[heading][0].append(part)
    return found


HIDDEN = [
    r"\{[\w:]+\}`[^`]*`",  # roles
    r"`[^`]*`",
    r"\]\([^)]*\)",  # link targets
    r"https?://\S+",
    r"^\(exercise-[\w-]+\)=$",
    r"([Ee]xercises?|[Cc]hapters?|[Ff]igures?|PyTorch|Python|NumPy|torch) \d+(\.\d+)*((,| and|,? to) \d+(\.\d+)?)*",
    r"\(eq-[\w-]+\)",
    r"\b(8|16|32|64|128)(-bit| bits)",
    r"^\*[^*]* about \d+ minutes\.\*$",  # how long an exercise takes
]
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITS = r"percent|%|times|digits?|nats?|bits?|orders|fold"
POWER = r"10\^\{?([-\u2212]?\d+)\}?"
NUMBER = re.compile(
    rf"(?<![\w.,^{{])(\d{{1,3}}(?:,\d{{3}})+|\d+\.\d+|\d+)(?:\s*(?:\\cdot|\u00d7)\s*{POWER})?(?!\w|\.\d|\^)|{POWER}"
)


def numbers(text):
    """The numbers of a text that must be backed: (value, decimals).

    All of ten and more, all with a decimal point, powers of ten, and before a unit ("three digits", "2 percent") the
    small ones and the words too.
    """
    for hidden in HIDDEN:
        text = re.sub(hidden, " ", text, flags=re.MULTILINE | re.DOTALL)
    found = set()
    for match in NUMBER.finditer(text):
        digits, times, power = match.groups()
        if power:
            found.add((10.0 ** int(power.replace("\u2212", "-")), None))
            continue
        value, exponent = float(digits.replace(",", "")), int((times or "0").replace("\u2212", "-"))
        decimals = len(digits.partition(".")[2])
        unit = re.match(rf"[\s-]*(?:{UNITS})\b|\s*%", text[match.end() :])
        if "." in digits or times or value >= 10 or unit:
            found.add((value * 10.0**exponent, decimals if not times else None))
    for word in re.findall(rf"\b({'|'.join(WORDS)})[\s-](?:{UNITS})\b", text, re.IGNORECASE):
        found.add((float(WORDS.index(word.lower())), 0))
    return found


def computed(cells):
    """The numbers in the code of cells and in what they print."""
    found = set()
    for source, printed in cells:
        for node in ast.walk(ast.parse(source)):
            value = getattr(node, "value", None)
            if isinstance(value, int | float):
                found.add(abs(float(value)))
            elif isinstance(value, str):
                printed += f" {value}"
        found |= {abs(float(n.replace(",", ""))) for n in re.findall(PRINTED, printed)}
    return found


PRINTED = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+\.?\d*(?:e[-+]?\d+)?"


def backs(value, number):
    """Whether a computed value is the number that the prose gives, rounded as there; a share may be a percentage."""
    wanted, decimals = number
    if decimals is None:
        return abs(value - wanted) <= 0.05 * wanted
    return any(abs(round(scale * value, decimals) - wanted) < 1e-9 for scale in (1, 100))


def linked(text, path):
    """The cells of the sections that a text links to; of the whole chapter if it links to that."""
    found = []
    for page, anchor in re.findall(r"\]\(([\w./-]*\.md)?(?:#([\w-]*))?\)", text):
        target = (path.parent / page).resolve() if page else path
        if not target.exists() or "{code-cell}" not in target.read_text(encoding="utf-8"):
            continue
        for heading, (_, its_cells) in sections(target).items():
            slug = re.sub(r"[^\w\s-]", "", heading.lower()).replace(" ", "-")
            if not anchor or anchor == slug:
                found += its_cells
    return found


def unbacked(path):
    """The numbers of a page that no cell of their section computes, nor one of a section that the paragraph links to.

    What to remember may repeat what is asserted anywhere on the page.
    """
    found = set()
    parts = sections(path)
    asserted = [
        (ast.unparse(node), "")
        for _, its_cells in parts.values()
        for source, _ in its_cells
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and ".testing." in ast.unparse(node.func))
    ]
    printed = [("", text) for _, its_cells in parts.values() for _, text in its_cells]
    for heading, (texts, its_cells) in parts.items():
        its_cells = asserted + printed if heading == "What to remember" else its_cells
        values = computed(its_cells)
        for paragraph in "\n\n".join(texts).split("\n\n"):
            wanted = numbers(paragraph)
            near = values | computed(linked(paragraph, path)) if wanted else values
            found |= {number for number in wanted if not any(backs(value, number) for value in near)}
    return {value for value, _ in found} - set(ALLOWED[path.name])


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_every_number_in_the_prose_is_computed_near_it(path):
    assert unbacked(path) == set()
    mentioned = {value for texts, _ in sections(path).values() for value, _ in numbers("\n\n".join(texts))}
    assert set(ALLOWED[path.name]) <= mentioned, "an exception that nothing needs any more"


def test_a_number_that_no_cell_near_it_computes_is_found(tmp_path, monkeypatch):
    page = tmp_path / "page.md"
    header = CHAPTERS[0].read_text(encoding="utf-8").split("myst:")[0] + "---\n\n"
    cell = "```{{code-cell}} ipython3\n{}\n```\n\n"
    page.write_text(
        header
        + "# Page\n\nIt is 0.1234, not 0.5678 or 1,234, in two percent of 40 cases, and three times.\n\n"
        + cell.format("assert f'{0.12341:.4f}' == '0.1234'\nprint(0.02)")
        + "## Next\n\nIt is 0.1234 and $10^{-9}$; [before](#page) it was 0.1234. Chapter 12 has 64-bit numbers.\n\n"
        + cell.format("print(1.2e-5, 7 * 8)")
        + "It is $1.2 \\cdot 10^{-5}$ or 56.\n\n## What to remember\n\n0.1234, and 0.02.\n",
        encoding="utf-8",
    )
    monkeypatch.setitem(ALLOWED, "page.md", {})
    assert unbacked(page) == {0.5678, 1234.0, 40.0, 3.0, 0.1234, 1e-9}
