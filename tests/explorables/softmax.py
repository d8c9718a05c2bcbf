"""What the explorable `softmax` must show, by celoss."""

import re
from itertools import pairwise

import numpy as np

from celoss import cross_entropy, cross_entropy_gradient, softmax


def numbers(z, y, T, **rest):
    logits = np.array(z)
    return {
        "logits": logits,
        "probs": softmax(logits / T),
        "loss": cross_entropy(logits / T, np.array(y)),
        "gradient": cross_entropy_gradient(logits / T, np.array(y)) / T,
    }


def read(page, key):
    """The texts of the numbers that are marked with a key."""
    return page.element.locator(f"[data-number='{key}'], [data-number^='{key}.']").all_inner_texts()


def loss(page):
    return float(read(page, "loss")[0].replace("\N{MINUS SIGN}", "-"))


def unfold(page):
    page.element.locator("summary", has_text="More to move").click()


def press(page, name, times=1):
    for _ in range(times):
        page.element.get_by_role("button", name=name, exact=True).click()


def type_logit(page, name, text):
    entry = page.element.get_by_role("textbox", name=f"logit of {name}")
    entry.fill(text)
    entry.press("Enter")
    return entry


def steps_drawn(page):
    """How many losses the curve shows: those of the steps, and the one before them."""
    return page.element.locator(".x-softmax-loss circle").count()


def operate_steps_lower_the_loss(page):
    assert loss(page) == round(float(numbers(**page.state())["loss"]), 3) == 1.417
    for count in range(1, 8):
        before, z = loss(page), np.array(page.state()["z"])
        gradient = numbers(**page.state())["gradient"]
        press(page, "Take a gradient step")
        np.testing.assert_allclose(page.state()["z"], z - page.state()["rate"] * gradient, rtol=1e-12)
        assert loss(page) == round(float(numbers(**page.state())["loss"]), 3) < before
        assert steps_drawn(page) == count + 1


def operate_an_arrow_ends_where_the_step_does(page):
    arrows = [node.get_attribute("d") for node in page.element.locator(".x-arrow").all()]
    tips = [float(re.search(r"V([\d.]+)", drawn)[1]) for drawn in arrows]
    press(page, "Take a gradient step")
    ends = [float(node.get_attribute("y1")) for node in page.element.locator(".x-edge").all()]
    assert len(tips) == 2  # the third is too short to be drawn
    np.testing.assert_allclose(ends[:2], tips, rtol=1e-9)


def operate_a_change_by_hand_starts_the_steps_anew(page):
    changes = [
        lambda: type_logit(page, "cat", "3"),
        lambda: page.element.get_by_role("slider", name="logit of dog").press("ArrowDown"),
        lambda: page.element.get_by_role("radio", name="bird").check(),
        lambda: page.element.get_by_role("slider", name="temperature").press("ArrowRight"),
        lambda: press(page, "Add 1 to every logit"),
        lambda: press(page, "One class more"),
        lambda: press(page, "Reset"),
    ]
    unfold(page)
    for change in changes:
        press(page, "Take a gradient step", 3)
        page.set_viewport_size({"width": 500, "height": 844})  # this is no change
        assert steps_drawn(page) == 4
        change()
        assert steps_drawn(page) == 1
        page.set_viewport_size({"width": 390, "height": 844})


def operate_the_same_number_added_to_all_moves_the_logits_alone(page):
    keys = ("probs", "loss", "gradient")
    for name, limit, by in [("Add 1 to every logit", 6, 1), ("Subtract 1 from every logit", -6, -1)]:
        before, z = [read(page, key) for key in keys], np.array(page.state()["z"])
        bars = [node.bounding_box()["y"] for node in page.element.locator(".x-edge").all()]
        press(page, name)
        assert [read(page, key) for key in keys] == before
        np.testing.assert_allclose(page.state()["z"], z + by)
        edges = page.element.locator(".x-edge").all()
        assert all((node.bounding_box()["y"] - y) * by < -5 for node, y in zip(edges, bars, strict=True))
        while page.element.get_by_role("button", name=name).is_enabled():
            press(page, name)
        assert limit in page.state()["z"]
        assert [read(page, key) for key in keys] == before
        np.testing.assert_allclose(np.diff(page.state()["z"]), np.diff(z), atol=1e-11)


def operate_what_is_typed_is_read_or_refused(page):
    for typed, wanted, seen in [("9" * 50, 6, "6"), ("-1e99", -6, "\N{MINUS SIGN}6"), ("0,25", 0.25, "0.25")]:
        entry = type_logit(page, "cat", typed)
        assert page.state()["z"][0] == wanted
        assert entry.input_value() == seen
    entry = type_logit(page, "cat", "much")
    assert entry.get_attribute("aria-invalid") == "true"
    assert page.state()["z"][0] == 0.25
    entry.blur()
    assert entry.input_value() == "0.25"


def operate_a_bar_moves_by_keyboard(page):
    bar = page.element.get_by_role("slider", name="logit of bird")
    for key, wanted in [("ArrowUp", 0.2), ("PageUp", 1.2), ("ArrowLeft", 1.1), ("End", 6), ("Home", -6)]:
        bar.press(key)
        assert page.state()["z"] == [2, 1, wanted]
        assert float(bar.get_attribute("aria-valuenow")) == wanted


def operate_the_loss_is_that_of_the_true_class(page):
    for k, name in enumerate(["cat", "dog", "bird"]):
        page.element.get_by_role("radio", name=name).check()
        assert loss(page) == round(float(-np.log(softmax(np.array([2, 1, 0.1]))[k])), 3)
        assert [text.startswith("\N{MINUS SIGN}") for text in read(page, "gradient")] == [k == j for j in range(3)]
    page.wait_for_function(
        "[...document.querySelectorAll('[aria-live]')].some(node => /^bird has/.test(node.textContent))"
    )


def operate_the_point_in_the_triangle_is_dragged(page):
    unfold(page)
    page.element.get_by_role("radio", name="a point in a triangle").check()
    point = page.element.locator("circle.x-handle")

    def center():
        box = point.bounding_box()
        return np.array([box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])

    outline = page.element.locator(".x-outline").bounding_box()
    corners = np.array([[0, 1], [1, 1], [0.5, 0]]) * [outline["width"], outline["height"]]
    corners += [outline["x"], outline["y"]]
    for wanted in ([0.1, 0.2, 0.7], [0.8, 0.15, 0.05], [1 / 3, 1 / 3, 1 / 3]):
        place = np.array(wanted) @ corners
        page.mouse.move(*center())
        page.mouse.down()
        page.mouse.move(*place, steps=3)
        page.mouse.up()
        assert abs(center() - place).max() < 2
        np.testing.assert_allclose(numbers(**page.state())["probs"], wanted, atol=0.02)
    page.mouse.move(*center())
    page.mouse.down()
    page.mouse.move(5, 5)  # far outside
    page.mouse.up()
    assert np.isfinite(numbers(**page.state())["loss"])
    press(page, "Take a gradient step", 4)
    assert page.element.locator("circle:not(.x-handle)").count() == 2 * 5  # in the triangle and in the curve
    press(page, "One class more")
    assert page.state()["view"] == "bars"


def operate_six_classes_fit_a_small_phone(page):
    unfold(page)
    page.set_viewport_size({"width": 320, "height": 700})
    press(page, "One class more", 3)
    assert page.element.get_by_role("textbox", name="logit of bee").input_value() == "0"
    for T in (1, 0.1):
        page.element.evaluate("(node, T) => node.explorable.set({ z: [6, -6, -6, -6, -6, -5.5], y: 1, T })", T)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        for key in ("probs", "gradient"):
            boxes = [node.bounding_box() for node in page.element.locator(f"[data-number^='{key}.']").all()]
            for left, right in pairwise(boxes):
                assert left["x"] + left["width"] <= right["x"], read(page, key)
    assert not page.element.get_by_role("button", name="One class more").is_enabled()


def operate_the_equation_of_the_loss_holds_as_it_is_shown(page):
    for z in ([2, 1, 0.1], [3, -4, 1.3], [6, -6, -6], [-1, 6, 0], [-6, 6, -6], [0, 0, 0]):
        page.element.evaluate("(element, z) => element.explorable.set({ z })", z)
        text = page.element.locator(".x-big").inner_text().replace("\N{MINUS SIGN}", "-").replace("\xa0", " ")
        p, result = re.fullmatch(r"loss = -log (.+) = (\S+) nats", text).groups()
        missing = re.fullmatch(r"\(1 - (.+)\)", p)
        shown = -np.log1p(-float(missing[1])) if missing else -np.log(float(p))
        np.testing.assert_allclose(shown, float(result), **({"rtol": 0.05} if missing else {"atol": 0.0005}))
