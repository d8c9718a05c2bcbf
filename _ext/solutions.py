"""On the page a solution is folded code: the marks that cut it out of the student's notebook are not shown."""

import re


def drop_marks(app, name, source):
    if not re.match(r"chapters/\d", name):
        return  # the page on writing an exercise shows the marks
    source[0] = re.sub(r"^[ \t]*### (?:BEGIN|END) SOLUTION\n", "", source[0], flags=re.MULTILINE)


def setup(app):
    app.connect("source-read", drop_marks)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
