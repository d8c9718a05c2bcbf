"""The students' notebooks in the built book: one click from their pages, with a line that says how to run them.

`notebooks.zip` holds all of them with the package, so that they run wherever the book is read, published or not.
"""

import re
import zipfile
from pathlib import Path

from repository import repository

ARCHIVE = "notebooks.zip"
FOLDER = "cross-entropy"
# Beside the notebooks: what their first cell says to install.
PARTS = ["pyproject.toml", "README.md", "LICENSE", "code/**/*.*"]

LINE = """<div class="notebook d-print-none">
<a href="{name}.ipynb" download>Download this page as a notebook</a>
<details><summary>How to run it</summary>
{online}<p>On your computer, with Python 3.11 or later: unpack <a href="{link}" download>{archive}</a>
(all notebooks and the package) and run in its folder</p>
<div class="highlight"><pre>pip install -e '.[lab]'
jupyter lab chapters/{name}.ipynb</pre></div>
</details>
</div>
"""
ONLINE = '<p>With nothing to install: open it in <a href="{colab}">Colab</a> or <a href="{binder}">Binder</a>.</p>\n'


def twin(app, pagename):
    """The notebook of a page, if it has one that runs without the rest of the book's folder."""
    path = Path(app.srcdir, f"{pagename}.ipynb")
    return path if path.exists() and "../tests" not in path.read_text(encoding="utf-8") else None


def offer(app, pagename, templatename, context, doctree):
    if app.builder.name != "html":
        return
    buttons = {group["label"]: group["buttons"] for group in context["header_buttons"] if group.get("buttons")}
    downloads = buttons.get("download-buttons", [])
    # Where the theme offers a notebook it is the executed one, with the solutions.
    downloads[:] = [button for button in downloads if button["label"] != "download-notebook-button"]
    launchers = buttons.get("launch-buttons", [])
    if not (path := twin(app, pagename)):
        launchers[:] = [button for button in launchers if button["text"] != "Colab"]  # which has one file alone
        return
    downloads.insert(
        0,
        {
            "type": "link",
            "url": path.name,
            "text": ".ipynb",
            "icon": "fas fa-code",
            "tooltip": "Download notebook file",
            "label": "download-notebook-button",
        },
    )
    launch = {button["text"]: button["url"] for button in launchers}
    online = ONLINE.format(colab=launch["Colab"], binder=launch["Binder"]) if launch else ""
    line = LINE.format(name=path.stem, archive=ARCHIVE, link=context["pathto"](ARCHIVE, 1), online=online)
    heading, end, rest = context["body"].partition("</h1>\n")
    context["body"] = heading + end + line + rest


def filled(path):
    """The text of a notebook whose first cell knows the address that it installs from."""
    text = path.read_text(encoding="utf-8")
    return text.replace(r"repository = \"\"", rf"repository = \"{repository()}\"")


def publish(app, exception):
    if exception or app.builder.name != "html":
        return
    source, out = Path(app.srcdir), Path(app.outdir)
    for path in out.glob("_sources/**/*.ipynb"):
        path.unlink()
    twins = {page: twin(app, page) for page in sorted(app.env.found_docs)}
    with zipfile.ZipFile(out / ARCHIVE, "w", zipfile.ZIP_DEFLATED) as archive:
        for page, path in twins.items():
            if path:
                Path(out, f"{page}.ipynb").write_text(filled(path), encoding="utf-8")
                archive.writestr(f"{FOLDER}/{page}.ipynb", filled(path))
        for pattern in PARTS:
            for path in sorted(source.glob(pattern)):
                if not re.search(r"__pycache__|egg-info", str(path)):
                    archive.write(path, f"{FOLDER}/{path.relative_to(source)}")


def setup(app):
    app.connect("html-page-context", offer, priority=950)  # after the buttons, and after their addresses are right
    app.connect("build-finished", publish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
