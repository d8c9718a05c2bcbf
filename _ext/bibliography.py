"""The bibliography names its entries as the text does, by authors and year, not by keys such as [Bri90].

An entry begins with what a sentence cites, so that it needs no label, and it ends with a link to the work.
"""

from collections import Counter

from docutils import nodes
from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.template import field, href, names, sentence, words


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
    default_name_style = "lastfirst"

    def format_entry(self, label, entry, bib_data=None):
        """Put the year after the authors, where the label has it: the templates would put it at the end."""
        people = dict(entry.persons.items())
        people["author"] = [person for person in people["author"] if person.last_names != ["others"]]
        others = "et al." if len(people["author"]) < len(entry.persons["author"]) else ""
        fields = {**entry.fields, "year": "", "others": others, "issued": f"({label.rpartition(', ')[2]})"}
        shown = Entry(entry.type, fields, people)
        shown.key = entry.key
        return super().format_entry(label, shown, bib_data)

    def format_names(self, role, as_sentence=True):
        listed = names(role, sep="; ", sep2=" and ", last_sep=" and ")
        if role == "author":
            listed = words[listed, field("others"), field("issued")]
        return sentence[listed] if as_sentence else listed

    def format_title(self, entry, which_field, as_sentence=True):
        # As it stands in the file: the templates would make German nouns small.
        return sentence[field(which_field)] if as_sentence else field(which_field)

    def format_url(self, entry):
        url = entry.fields.get("url", "")
        return href(field("url", raw=True))[url.removeprefix("https://").removeprefix("www.").rstrip("/")]


def drop_labels(app, doctree, docname):
    for citation in doctree.findall(nodes.citation):
        citation.children = [child for child in citation.children if not isinstance(child, nodes.label)]


def setup(app):
    register_plugin("pybtex.style.formatting", "author_year", AuthorYearStyle)
    app.connect("doctree-resolved", drop_labels)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
