"""How a verdict reads: as HTML in a notebook, as plain text elsewhere."""

import dataclasses
import html
import textwrap

COLORS = {"passed": "#1a7f4b", "not yet": "#c2570c", "not attempted yet": "#767676", "no verdict": "#767676"}


class NotPassed(AssertionError):
    """Under ``CELOSS_STRICT=1``: an answer that has not passed."""


@dataclasses.dataclass
class Verdict:
    """What a check says; true only when the answer has passed."""

    status: str  # "passed", "not yet", "not attempted yet", or "no verdict" where the check itself fails
    summary: str
    case: str = ""  # the first that fails
    got: str = ""
    expected: str = ""
    hint: str = ""

    def __bool__(self):
        return self.status == "passed"

    def rows(self):
        return [(label, text) for label in ("case", "got", "expected", "hint") if (text := getattr(self, label))]

    def __repr__(self):
        rows = [f"  {label:10}" + textwrap.indent(text, " " * 12).lstrip() for label, text in self.rows()]
        return "\n".join([f"{self.status.capitalize()}: {self.summary}", *rows])

    def _repr_html_(self):
        font = "font-family: monospace; white-space: pre; overflow-x: auto; "
        rows = "".join(
            f'<dt>{label}</dt><dd style="{font * (label != "hint")}margin: 0 0 0.4em 1em">{html.escape(text)}</dd>'
            for label, text in self.rows()
        )
        return (
            f'<div class="check" style="border-left: 0.4em solid {COLORS[self.status]}; padding-left: 0.8em">'
            f"<strong>{self.status.capitalize()}:</strong> {html.escape(self.summary)}"
            f"{f'<dl>{rows}</dl>' if rows else ''}</div>"
        )
