"""The renderer of formulas: small Sphinx builds with the book's own extension."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("math_core", reason="the book's tools are not installed")
pytest.importorskip("sphinx", reason="the book's tools are not installed")

EXTENSIONS = Path(__file__).parents[1] / "_ext"

CONF = f"""
import sys
sys.path.insert(0, {str(EXTENSIONS)!r})
extensions = ["myst_parser", "mathml"]
myst_enable_extensions = ["amsmath", "dollarmath"]
html_math_renderer = "mathml"
html_theme = "basic"
mathml_macros = {{"lse": r"\\operatorname{{lse}}"}}
"""


@pytest.fixture
def build(tmp_path):
    """Build a page as the book is built; return the exit status, what was printed, and the page."""

    def build_page(markdown):
        (tmp_path / "conf.py").write_text(CONF)
        (tmp_path / "index.md").write_text(f"# Page\n\n{markdown}\n")
        command = [
            sys.executable,
            "-m",
            "sphinx",
            "-W",
            "-n",
            "--keep-going",
            "-q",
            "--no-color",
            tmp_path,
            tmp_path / "out",
        ]
        done = subprocess.run(command, capture_output=True, text=True)
        return done.returncode, done.stderr, (tmp_path / "out/index.html").read_text(encoding="utf-8")

    return build_page


def test_inline_and_display_formulas_become_mathml(build):
    status, printed, page = build("The scores $z$ give\n\n$$p_k = \\frac{e^{z_k}}{\\sum_j e^{z_j}}$$\n")
    assert (status, printed) == (0, "")
    assert '<math data-tex="z"><mi>z</mi></math>' in page
    assert re.search(r'<math data-tex="[^"]+" display="block">', page)
    assert "<mfrac>" in page
    assert page.count("\\frac") == 1  # in data-tex alone


def test_equation_has_number_permalink_and_reference(build):
    status, printed, page = build("$$a = b$$ (eq-first)\n\n$$c = d$$ (eq-second)\n\nSee {eq}`eq-second`.\n")
    assert (status, printed) == (0, "")
    assert 'id="equation-eq-second"' in page
    assert '<span class="eqno">(2)<a class="headerlink" href="#equation-eq-second"' in page
    assert 'href="#equation-eq-second">(2)</a>' in page


def test_unknown_command_fails_the_build_and_names_the_line(build):
    status, printed, page = build("Fine: $a$.\n\nWrong: $\\sotfmax(z)$.\n")
    assert status == 1
    assert "index.md:5: WARNING: cannot convert the formula \\sotfmax(z)" in printed
    assert 'class="formula-error"' in page


def test_unbalanced_display_formula_fails_the_build(build):
    status, printed, _ = build("Text.\n\n$$\n\\begin{aligned} a &= b\n$$\n")
    assert status == 1
    assert "index.md:5: WARNING: cannot convert the formula \\begin{aligned}" in printed


def test_reference_to_no_equation_fails_the_build(build):
    status, printed, _ = build("$$a = b$$ (eq-first)\n\nSee {eq}`eq-frist`.\n")
    assert status == 1
    assert "eq-frist" in printed


def test_amsmath_environment_is_numbered_once(build):
    status, _, page = build("\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}\n")
    assert status == 0
    assert page.count('class="eqno"') == 1
    assert "<mtext>(1)" not in page


def test_lines_without_environment_are_aligned(build):
    _, _, page = build("$$\na &= b \\\\\nc &= d\n$$\n")
    assert page.count("<mtr>") == 2


def test_punctuation_stays_with_its_formula(build):
    _, _, page = build("It is ($p - y$), or $z$.\n")
    assert '>(<math data-tex="p - y"><mi>p</mi><mo>\N{MINUS SIGN}</mo><mi>y</mi></math>),</span> or <span' in page
    assert '<math data-tex="z"><mi>z</mi></math>.</span></p>' in page


def test_punctuation_is_escaped(build):
    _, _, page = build("It is $z$&lt;b&gt;.\n")
    assert "</math>&lt;b&gt;.</span>" in page


def test_box_and_macro(build):
    status, _, page = build("$\\boxed{\\lse(z)}$\n")
    assert status == 0
    assert '<mrow class="formula-box">' in page
    assert "<mi>lse</mi>" in page
    assert "menclose" not in page


def test_formula_text_is_escaped_in_errors(build):
    _, _, page = build("$\\nosuch a<b>c$\n")
    assert "<b>" not in page


def test_page_with_formulas_preloads_the_font(build):
    _, _, page = build("$z$\n")
    assert '<link rel="preload" href="_static/fonts/book-math.woff2"' in page
    _, _, page = build("No formula.\n")
    assert "preload" not in page


def test_sign_before_text_keeps_its_room(build):
    _, _, page = build("$$T = \\text{one-hot}$$\n")
    assert '<mo form="infix">=</mo><mtext>one-hot</mtext>' in page
