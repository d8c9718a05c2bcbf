"""On the page a check cell is one line that says what was checked; unfolded it shows how. Notebooks keep it open.

A check cell has the tag ``check`` and begins with a comment, the sentence that the folded line shows.
"""

import json
import re

CELL = re.compile(r"^```\{code-cell\} ipython3\n:tags: \[check\]\n\n# (.*)\n+", re.MULTILINE)


def fold(app, name, source):
    source[0] = CELL.sub(folded, source[0])


def folded(match):
    line = json.dumps(f"Checked: {match[1]}", ensure_ascii=False)
    return (
        "```{code-cell} ipython3\n---\ntags: [check, hide-input]\n"
        f"mystnb: {{code_prompt_show: {line}, code_prompt_hide: {line}}}\n---\n"
    )


def setup(app):
    app.connect("source-read", fold)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
