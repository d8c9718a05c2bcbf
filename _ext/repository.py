"""Where the book is published: its address, and launch, edit and issue buttons, for books that know it.

CI sets GITHUB_REPOSITORY to owner/name, so every fork links to itself; without it there are no such buttons.
"""

import os


def repository():
    """owner/name, or "" for a book that does not know where it is published."""
    return os.environ.get("GITHUB_REPOSITORY", "")


def address():
    """The URL of the published book with a slash at its end, or ""."""
    if not repository():
        return ""
    owner, name = repository().split("/")
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def add_buttons(app, config):
    if not repository():
        return
    config.html_baseurl = address()
    config.html_theme_options |= {
        "repository_url": f"https://github.com/{repository()}",
        "repository_branch": "main",
        "use_repository_button": True,
        "use_edit_page_button": True,
        "use_issues_button": True,
        "launch_buttons": {
            "notebook_interface": "jupyterlab",
            "binderhub_url": "https://mybinder.org",
            "colab_url": "https://colab.research.google.com",
        },
    }


def open_filled_notebooks(app, pagename, templatename, context, doctree):
    """Point Colab at the branch whose notebooks know the address that their first cell installs from."""
    for group in context.get("header_buttons", []):
        for button in group.get("buttons", []):
            if "colab" in button.get("url", ""):
                button["url"] = button["url"].replace("/blob/main/", "/blob/notebooks/")


def setup(app):
    app.connect("config-inited", add_buttons)
    app.connect("html-page-context", open_filled_notebooks, priority=900)  # after the theme has made the buttons
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
