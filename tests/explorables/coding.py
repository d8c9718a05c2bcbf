"""What the explorable `coding` must show, by celoss; its table of English against the text that chapter 1 counts."""

import contextlib
import io
import re
import string
from codecs import decode
from pathlib import Path
from pydoc_data.topics import topics

import numpy as np

from celoss import cross_entropy_of, entropy, kl_divergence

SOURCE = Path(__file__).parents[2] / "assets/explorables/coding.js"
TABLE = re.search(r"const ENGLISH = \[(.*?)\]", SOURCE.read_text(encoding="utf-8"), re.DOTALL)[1]
ENGLISH = np.array([int(count) for count in TABLE.split(",") if count.strip()])
ENGLISH = ENGLISH / ENGLISH.sum()


def count(text):
    return np.array([text.lower().count(letter) for letter in string.ascii_lowercase])


def numbers(text, shift):
    counts = count(text)
    told = {"letters": counts.sum(), "characters": len(text)}
    if not counts.any():
        return {**told, "own": np.nan, "english": np.nan, "extra": np.nan, "equal": np.nan}
    shares = np.roll(counts / counts.sum(), -shift)
    found = {
        "own": entropy(shares),
        "english": cross_entropy_of(shares, ENGLISH),
        "extra": kl_divergence(shares, ENGLISH),
        "equal": entropy(np.full(26, 1 / 26)),
    }
    return {**told, "shares": shares, **{key: nats / np.log(2) for key, nats in found.items()}}


def operate_table_of_english_is_that_of_the_chapter(page):
    """The reference changes a little with Python's version; 0.001 nats a letter are allowed for that."""
    counts = count("".join(topics.values()))
    assert 250_000 < counts.sum() < 350_000
    np.testing.assert_allclose(ENGLISH, counts / counts.sum(), atol=1e-3)
    assert kl_divergence(counts / counts.sum(), ENGLISH) < 1e-3


def operate_cipher_is_read_where_english_is_cheapest(page):
    costs = []
    slider = page.element.get_by_role("slider", name="places that the letters are moved back")
    for _ in range(26):
        costs.append(page.numbers()["english"])
        slider.press("ArrowRight")
    assert np.argmin(costs) == 13
    slider.fill("13")
    assert page.element.get_by_text("Beautiful is better than ugly").is_visible()
    assert page.numbers()["own"] < page.numbers()["english"] < page.numbers()["equal"] < costs[0]
    assert decode(page.state()["text"], "rot13").startswith("The Zen of Python, by Tim Peters")
    # What the chapter says of these lines and of the whole poem.
    with contextlib.redirect_stdout(io.StringIO()):
        from this import s as poem
    assert poem.startswith(page.state()["text"])
    assert f"{page.numbers()['extra']:.2f} {numbers(poem, 13)['extra']:.2f}" == "0.30 0.04"


def operate_typed_texts_are_counted_as_it_says(page):
    area = page.element.get_by_role("textbox")
    for typed, said in [
        ("Aa Bb, 12", "4 of 9 characters"),
        ("Ça va 😀", "3 of 7 characters"),
        ("x" * 450, "400 of 400 characters"),
    ]:
        area.fill(typed)
        assert page.element.get_by_text(said).is_visible()
    area.fill("aabb")
    assert page.element.locator("[data-number=own]").inner_text() == "1.00"
    for typed in ("", "1" * 50, "中文", "😀 😀"):
        area.fill(typed)
        assert page.element.get_by_text("there is nothing to code").is_visible()
        assert not page.element.locator("[data-number=own]").is_visible()
