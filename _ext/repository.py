"""Launch, edit and issue buttons, for books that know where they are published.

CI sets GITHUB_REPOSITORY to owner/name, so every fork links to itself; without it there are no such buttons.
"""

import os


def add_buttons(app, config):
    repository = os.environ.get("GITHUB_REPOSITORY")
    if not repository:
        return
    config.html_theme_options |= {
        "repository_url": f"https://github.com/{repository}",
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
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
