"""What the explorable `price` must show, by celoss; the cheapest forecasts by linear algebra."""

from itertools import combinations

import numpy as np

from celoss import cross_entropy_of, entropy


def distribution(borders):
    return np.diff([0, *borders, 1])


def brier(p, q):
    return p @ ((np.eye(3) - q) ** 2).sum(axis=1)


def quadratic(p, q):
    return p @ (1 - q) ** 2


def least_quadratic(p):
    """The smallest mean price: the minimum over the forecasts of each set of classes, if it is a forecast."""
    found = []
    for size in (1, 2, 3):
        for classes in map(list, combinations(range(3), size)):
            # The slopes 2 p (q - 1) are one number, the sum of q is 1.
            ones = np.ones((1, size))
            equations = np.block([[np.diag(2 * p[classes]), ones.T], [ones, np.zeros((1, 1))]])
            q = np.zeros(3)
            q[classes] = np.linalg.lstsq(equations, [*(2 * p[classes]), 1], rcond=None)[0][:-1]
            if (q >= -1e-12).all() and abs(q.sum() - 1) < 1e-9:
                found.append(quadratic(p, q))
    return min(found)


def numbers(truth, forecast):
    truth, forecast = distribution(truth), distribution(forecast)
    return {
        "truth": truth,
        "forecast": forecast,
        "yours": [
            cross_entropy_of(truth, forecast),
            truth @ (1 - forecast),
            quadratic(truth, forecast),
            brier(truth, forecast),
        ],
        "honest": [entropy(truth), truth @ (1 - truth), quadratic(truth, truth), brier(truth, truth)],
        "least": [entropy(truth), 1 - truth.max(), least_quadratic(truth), brier(truth, truth)],
    }


def card(page, k):
    return page.element.locator(".x-price-card").nth(k)


def operate_lie_pays_under_two_prices_and_not_under_the_surprise(page):
    told = [card(page, k).inner_text() for k in range(3)]
    assert [name in text for name, text in zip(("surprise", "linear", "quadratic"), told, strict=True)] == [True] * 3
    assert ["Your lie saves" in text for text in told] == [False, True, True]
    assert ["No lie pays" in text for text in told] == [True, False, False]
    page.get_by_role("button", name="Be honest").click()
    assert page.state()["forecast"] == page.state()["truth"]
    assert page.element.get_by_text("Your forecast is honest.").count() == 4  # one of them is folded away


def operate_cheapest_forecast_is_announced(page):
    for k in range(3):
        card(page, k).get_by_role("button").click()
        found = page.numbers()
        np.testing.assert_allclose(found["yours"][k], found["least"][k], atol=1e-6)
    np.testing.assert_allclose(found["forecast"], (0.613, 0.355, 0.032), atol=5e-4)


def operate_shaded_are_the_lies_that_cost_less(page):
    """In the triangle of the surprise and of the Brier score nothing is shaded, wherever the truth is."""
    shaded = "[...document.querySelectorAll('.x-price-map')].map(map => map.querySelectorAll('.x-price-lies').length)"
    for truth, wanted in [
        ([0.5, 0.8], [0, 1, 1, 0]),
        ([0.2, 0.3], [0, 1, 1, 0]),
        ([0.7, 1], [0, 1, 0, 0]),  # two classes: the quadratic price is honest
        ([1, 1], [0, 0, 0, 0]),
    ]:
        page.element.evaluate("(element, truth) => element.explorable.set({ truth })", truth)
        assert page.evaluate(shaded) == wanted


def operate_border_pushes_the_other(page):
    borders = page.get_by_role("slider", name="forecast: border")
    box = borders.nth(0).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(1000, y)
    page.mouse.up()
    assert page.state()["forecast"] == [1, 1]
    assert "∞" in card(page, 0).inner_text()
    page.mouse.move(page.viewport_size["width"] - 24, y)
    page.mouse.down()
    page.mouse.move(40, y)
    page.mouse.up()
    assert max(page.state()["forecast"]) < 0.2


def operate_point_in_a_triangle_is_the_forecast(page):
    points = page.element.locator(".x-price-map .x-handle")
    before = points.nth(0).bounding_box()
    page.mouse.move(before["x"] + 14, before["y"] + 14)
    page.mouse.down()
    page.mouse.move(before["x"] + 24, before["y"] + 4)
    page.mouse.up()
    after = points.nth(0).bounding_box()
    assert abs(after["x"] - before["x"] - 10) < 2
    assert abs(after["y"] - before["y"] + 10) < 2
