"""The bibliography names its entries as the text does, by authors and year, not by keys such as [Bri90]."""

from collections import Counter

from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style
from pybtex.style.labels import BaseLabelStyle


def authors(entry):
    names = [" ".join([*person.prelast_names, *person.last_names]) for person in entry.persons["author"]]
    named = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    return named.replace("{", "").replace("}", "")


class AuthorYear(BaseLabelStyle):
    def format_labels(self, sorted_entries):
        labels = [f"{authors(entry)}, {entry.fields['year']}" for entry in sorted_entries]
        seen, several = Counter(), Counter(labels)
        for label in labels:
            seen[label] += 1
            yield f"{label}{' abcdef'[seen[label]] if several[label] > 1 else ''}"


class AuthorYearStyle(Style):
    default_label_style = AuthorYear


def setup(app):
    register_plugin("pybtex.style.formatting", "author_year", AuthorYearStyle)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
