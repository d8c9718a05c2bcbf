"""What the explorable `mass` must show, by celoss and PyTorch."""

import numpy as np
import torch
from torch.nn import functional as F

from celoss import cross_entropy, cross_entropy_gradient, entropy, log_softmax
from celoss.targets import target_mass


def numbers(z, eps, kind, y, t, w):
    logits, weight = np.array(z, float), np.array(w, float)
    target = np.array(t, float) if kind == "soft" else np.array(y)
    options = {"label_smoothing": eps, "reduction": "none"}
    mass, _ = target_mass(logits, target, weight, label_smoothing=eps)
    loss = cross_entropy(logits, target, weight, **options)
    gradient = cross_entropy_gradient(logits, target, weight, **options)
    same_as_torch(logits, target, weight, options, loss, gradient)
    total, log_probs = mass.sum(), log_softmax(logits)
    log_best = np.log(mass / total) if total else log_probs
    # The floor is the loss of the best logits, and the entropy of the mass; a mass of 0 has the best logit -inf.
    floor = cross_entropy(log_best, target, weight, **options)
    if total:
        np.testing.assert_allclose(floor, total * entropy(mass / total), rtol=1e-9, atol=1e-12)
    assert loss >= floor - 1e-12
    some = np.isfinite(log_best)
    return {
        "mass": mass,
        "total": total,
        "probs": np.exp(log_probs),
        "loss": loss,
        "floor": floor,
        "excess": loss - floor,
        "best": log_best + (logits - log_best)[some].mean(),
        "best_probs": np.exp(log_best),
        "gradient": gradient,
    }


def same_as_torch(logits, target, weight, options, loss, gradient):
    leaf = torch.tensor(logits, requires_grad=True)
    theirs = F.cross_entropy(leaf, torch.tensor(target), torch.tensor(weight), **options)
    theirs.backward()
    np.testing.assert_allclose(loss, theirs.item(), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(gradient, leaf.grad.numpy(), rtol=1e-9, atol=1e-12)


def shown(page, key):
    return page.element.locator(f"[data-number='{key}']").inner_text()


def go(page):
    page.element.get_by_role("button", name="Go to the best logits").press("Enter")


def operate_the_best_logits(page):
    """Too sure costs; at the best logits the loss is the floor, and the gradient 0."""
    assert [shown(page, key) for key in ("loss", "floor", "gradient.0")] == ["0.405", "0.291", "0.062"]
    assert "a gradient step lowers its logit" in page.element.inner_text()
    go(page)
    assert [shown(page, key) for key in ("loss", "excess", "gradient.0")] == ["0.291", "0.000", "0.000"]
    z = page.state()["z"]
    np.testing.assert_allclose(z[0] - np.array(z[1:]), np.log(0.9 * 3 / 0.1 + 1))
    assert "at its floor" in page.element.inner_text()


def operate_a_floor_that_is_approached(page):
    """Without smoothing the best logits of the other classes are -infinity, and the floor is 0."""
    page.element.get_by_role("textbox", name="label smoothing").fill("0")
    page.element.get_by_role("textbox", name="label smoothing").press("Enter")
    assert [shown(page, key) for key in ("floor", "best.1", "best_probs.1")] == ["0.000", "\u2212∞", "0.000"]
    go(page)
    assert page.state()["z"] == [5, -10, -10]
    assert 0 < page.numbers()["excess"] < 1e-6
    assert "as near to the floor as you like" in page.element.inner_text()


def operate_probabilities_as_target(page):
    assert not page.element.get_by_role("slider", name="target probability of class 2").is_visible()
    page.element.get_by_label("probabilities", exact=True).and_(page.element.locator("input")).check()
    handle = page.element.get_by_role("slider", name="target probability of class 2")
    handle.press("PageUp")
    np.testing.assert_allclose(page.state()["t"], [0.7, 0.2, 0.2])
    assert page.element.get_by_role("textbox", name="target probability of class 2").input_value() == "0.2"
    assert shown(page, "mass.2") == "0.213"


def operate_without_mass_any_logits_are_the_best(page):
    page.element.evaluate("element => element.explorable.set({ w: [0, 0, 0] })")
    assert page.element.locator("[data-number^=best]").count() == 0
    assert page.element.get_by_text("any", exact=True).count() == 6
    page.element.get_by_role("button", name="Reset").click()
    assert shown(page, "best_probs.0") == "0.933"
