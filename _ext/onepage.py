"""The book on one page, as it is printed: for Jupyter Book's builder ``singlehtml`` alone.

Paper cannot unfold. Solutions move to an appendix, a check is the one line that says what was checked, and code
that draws a figure is left out. A title page and a table of contents come first, chapters are headings of the first
order, and every anchor is unique: Sphinx joins pages without asking whether two of them have the same.
`tools/pdf.py` prints the page and fills in the numbers of pages, which stand here as 000.
"""

import re
from collections import Counter
from importlib.metadata import version

from docutils import nodes
from myst_nb.core.config import NbParserConfig
from sphinx.addnodes import start_of_file
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_design.shared import is_component

EXERCISE = re.compile(r"Exercise (\d+\.\d+)")
# Code under one of these prompts is not printed.
UNPRINTED = {"Show the code", "Show the imports", NbParserConfig().code_prompt_show}
NOTE = (
    "This is the book in print. Solutions of the exercises stand in an appendix. "
    "The pages and the notebooks also hold the code that draws the figures, and the code of each check "
    "(here a line, \u201cChecked\u201d); what moves or can be pressed is on the pages alone."
)


class OnePage(SphinxPostTransform):
    builders = ("singlehtml",)
    default_priority = 150  # references are resolved, folds not yet made

    def run(self, **kwargs):
        lift_chapters(self.document)
        make_anchors_unique(self.document, self.env)
        solutions = solution_section(self.document)
        unfold(self.document)
        appendices = [child for child in self.document if name_of(child) == "chapters/bibliography"]
        self.document.insert(self.document.index(appendices[0]) if appendices else len(self.document), solutions)
        front = [title_page(self.document, self.config), contents(self.document, self.env)]
        self.document.insert(0, front)


def name_of(child):
    """The page that a child of the document was."""
    return child["docname"] if isinstance(child, start_of_file) else "index"


def lift_chapters(document):
    """Out of the section of the front page, where Sphinx nests all others: it becomes a preface."""
    for chapter in list(document.findall(start_of_file)):
        wrapper = chapter.parent
        wrapper.remove(chapter)
        document.append(chapter)
    preface = next(document.findall(nodes.section))
    preface.next_node(nodes.title).children = [nodes.Text("Preface")]


def make_anchors_unique(document, env):
    """An anchor that several pages have gets its page's name before it, and so does all that leads to it."""
    pages = [(name_of(child), child) for child in document.children if isinstance(child, nodes.Element)]
    anchors = {}
    for name, page in pages:
        anchors.setdefault(name, set()).update(anchor for node in elements(page) for anchor in node.get("ids", []))
    count = Counter(anchor for own in anchors.values() for anchor in own)
    renamed = {
        name: {anchor: f"{name.split('/')[-1]}-{anchor}" for anchor in own if count[anchor] > 1}
        for name, own in anchors.items()
    }

    def unique(name, anchor):
        return renamed.get(name, {}).get(anchor, anchor)

    for name, page in pages:
        for node in elements(page):
            for key in ("ids", "backrefs"):
                if node.get(key):
                    node[key] = [unique(name, anchor) for anchor in node[key]]
            if "refid" in node:
                node["refid"] = unique(name, node["refid"])
            if match := re.fullmatch(r"#(?:document-([^#]+))?(?:#(.+)|)", node.get("refuri", "")):
                target, anchor = match[1] or name, match[2]
                node["refuri"] = f"#{unique(target, anchor)}" if anchor else node["refuri"]
    # The writer looks numbers up under their anchors.
    for name, numbers in env.toc_secnumbers.items():
        env.toc_secnumbers[name] = {key and f"#{unique(name, key[1:])}": count for key, count in numbers.items()}
    for name, kinds in env.toc_fignumbers.items():
        for kind, numbers in kinds.items():
            kinds[kind] = {unique(name, anchor): number for anchor, number in numbers.items()}


def elements(node):
    return node.findall(nodes.Element)


def cells(node):
    return [child for child in elements(node) if child.get("nb_element") == "cell_code"]


def part(cell, kind):
    """The source or the output of a cell, if it has one."""
    return next((child for child in cell if child.get("nb_element") == f"cell_code_{kind}"), None)


def graded(cell):
    return cell["cell_metadata"].get("nbgrader", {})


def solution_section(document):
    """The solutions of all exercises, taken out of them; each exercise says on which page its solution is."""
    section = nodes.section("", nodes.title("", "Solutions"), ids=["solutions"])
    for chapter in document.findall(start_of_file):
        solved = [pair for exercise in exercises(chapter) if (pair := (exercise, answers(exercise)))[1]]
        if not solved:
            continue
        title = next(chapter.findall(nodes.title)).astext()
        number = EXERCISE.match(solved[0][0].next_node(nodes.title).astext())[1].split(".")[0]
        group = nodes.section("", nodes.title("", f"{number}. {title}"), ids=[f"solutions-{number}"])
        group += [solution(exercise, parts) for exercise, parts in solved]
        section += group
    return section


def exercises(chapter):
    return [
        section for section in chapter.findall(nodes.section) if EXERCISE.match(section.next_node(nodes.title).astext())
    ]


def answers(exercise):
    """What solves an exercise: code, the verdict on it, and words; cut out of the exercise."""
    found = []
    for cell in cells(exercise):
        if cell.get("hide_mode") == "all" and graded(cell).get("solution"):
            cell.parent.remove(cell)
            del cell["hide_mode"]
            found.append(cell)
        elif graded(cell).get("grade") and (verdict := part(cell, "output")):
            cell.remove(verdict)
            found.append(nodes.container("", verdict, classes=["cell"]))
    for fold in list(exercise.findall(lambda node: is_component(node, "dropdown"))):
        fold.parent.remove(fold)
        found += fold.children[1:] if fold["has_title"] else fold.children
    return found


def solution(exercise, parts):
    title = exercise.next_node(nodes.title)
    anchor = f"solution-{exercise['ids'][0]}"
    exercise += see("A solution", anchor)
    words = [child.deepcopy() for child in title]
    words[0] = nodes.Text(words[0].astext().replace("Exercise", "Solution", 1))
    back = see("The exercise", exercise["ids"][0])
    return nodes.section("", nodes.title("", "", *words), back, *parts, ids=[anchor])


def see(what, anchor):
    number = nodes.inline("", "000", classes=["page-of"])
    page = nodes.reference("", "", nodes.Text("page\u00a0"), number, refid=anchor, internal=True)
    return nodes.paragraph("", "", nodes.Text(f"{what} is on "), page, nodes.Text("."), classes=["see"])


def unfold(document):
    for cell in cells(document):
        if "hide_mode" not in cell:
            continue
        code = part(cell, "source")
        if "tag_check" in cell["classes"]:
            cell.replace(code, nodes.paragraph("", cell["prompt_show"], classes=["checked"]))
        elif cell["prompt_show"] in UNPRINTED:
            cell.remove(code)
        del cell["hide_mode"]
        if not cell.children:
            cell.parent.remove(cell)


def title_page(document, config):
    subject = next((meta["content"] for meta in document.findall(nodes.meta) if meta["name"] == "description"), "")
    lines = [
        nodes.paragraph("", config.html_title or config.project, classes=["book-title"]),
        nodes.paragraph("", subject, classes=["book-subject"]),
        nodes.paragraph("", config.author, classes=["book-author"]),
        nodes.paragraph("", NOTE, classes=["book-note"]),
        nodes.paragraph("", f"Version {version('celoss')}. \u00a9 {config.copyright}.", classes=["book-note"]),
    ]
    return nodes.container("", *lines, classes=["title-page"])


def contents(document, env):
    """Chapters under the names of their parts, and their sections; subsections are in the outline alone."""
    parts = env.config.external_site_map.root.subtrees
    first_of = {part.items[0].removesuffix(".md"): part.caption for part in parts}
    listing = nodes.bullet_list(classes=["contents-list"])
    for child in document.children:
        section = child if isinstance(child, nodes.section) else next(child.findall(nodes.section), None)
        if section is None:
            continue
        name = name_of(child)
        if name in first_of:
            listing += nodes.list_item("", nodes.paragraph("", first_of[name], classes=["part"]))
        number = "".join(f"{count}. " for count in env.toc_secnumbers.get(name, {}).get("") or ())
        listing += entry(section, "chapter", number)
        listing += [entry(inner, "section") for inner in section if is_listed(inner)]
    return nodes.section("", nodes.title("", "Contents"), listing, ids=["contents"])


def is_listed(section):
    """A section of its own line: not references, and of the exercises the first alone."""
    if not isinstance(section, nodes.section):
        return False
    title = section.next_node(nodes.title).astext()
    exercise = EXERCISE.match(title)
    return exercise[1].endswith(".1") if exercise else title != "References"


def entry(section, kind, number=""):
    title = [nodes.Text(number), *[child.deepcopy() for child in section.next_node(nodes.title)]]
    if EXERCISE.match(section.next_node(nodes.title).astext()):
        title = [nodes.Text("Exercises")]
    line = nodes.reference("", "", refid=section["ids"][0], internal=True)
    line += [nodes.inline("", "", *title, classes=["name"]), nodes.inline("", "", classes=["leader"])]
    line += nodes.inline("", "000", classes=["page-of"])
    return nodes.list_item("", nodes.paragraph("", "", line), classes=[kind])


def setup(app):
    app.add_post_transform(OnePage)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
