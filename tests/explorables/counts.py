"""What the explorable `counts` must show, by PyTorch and celoss on logits that give its losses."""

import numpy as np
import torch
from torch.nn import functional as F

from celoss import cross_entropy, cross_entropy_gradient
from celoss.targets import target_mass


def logits_of(losses, classes):
    """Three classes: the true one has the loss, the two others share the rest."""
    logits = np.log(-np.expm1(-losses) / 2)[:, None].repeat(3, axis=1)
    logits[np.arange(len(classes)), classes] = -losses
    return logits


def mean_of(logits, target, weight):
    """The mean of PyTorch, which celoss must share, with its gradient."""
    leaf = torch.tensor(logits, requires_grad=True)
    loss = F.cross_entropy(leaf, torch.tensor(target), torch.tensor(weight))
    loss.backward()
    np.testing.assert_allclose(cross_entropy(logits, target, weight), loss.item(), rtol=1e-12)
    gradient = cross_entropy_gradient(logits, target, weight)
    if leaf.grad.isnan().any():  # torch's alone, where all weights are 0
        assert (target != -100).any()
        assert not weight[target[target != -100]].any()
    else:
        np.testing.assert_allclose(gradient, leaf.grad.numpy(), rtol=1e-9, atol=1e-15)
    return loss.item(), gradient


def numbers(loss, y, w, keep, cut):
    classes, weight = np.array(y), np.array(w, float)
    target = np.where(keep, classes, -100)
    logits = logits_of(np.array(loss, float), classes)
    plain = cross_entropy_gradient(logits, classes, reduction="none")
    mean, gradient = mean_of(logits, target, weight)
    parts = np.split(np.arange(len(y)), np.flatnonzero(cut) + 1)
    means, gradients = zip(*[mean_of(logits[part], target[part], weight) for part in parts], strict=True)
    return {
        "numerator": cross_entropy(logits, target, weight, reduction="sum"),
        "divisor": target_mass(logits, target, weight)[1],
        "divisors": [target_mass(logits[part], target[part], weight)[1] for part in parts],
        "mean": mean,
        "means": means,
        "mean_of_means": np.mean(means),
        "shares": (gradient / plain)[:, 0],
        "shares_of_means": (np.concatenate(gradients) / len(parts) / plain)[:, 0],
    }


def shown(page, key):
    return page.element.locator(f"[data-number='{key}']").inner_text()


def operate_cuts_and_marks(page):
    """A token alone in its micro-batch counts as much as four others; without the cut the two means are one."""
    assert [shown(page, key) for key in ("mean", "mean_of_means")] == ["1.300", "2.125"]
    assert [shown(page, f"shares.{n}") for n in (0, 4, 5)] == ["0.20", "0.20", "0.00"]
    assert [shown(page, f"shares_of_means.{n}") for n in (0, 4, 5)] == ["0.13", "0.50", "0.00"]
    assert "token e counts 2.50 times" in page.element.inner_text()
    cut = page.element.get_by_role("button", name="cut between d and e")
    assert cut.get_attribute("aria-pressed") == "true"
    cut.click()
    assert cut.get_attribute("aria-pressed") == "false"
    assert not page.element.locator("[data-number=mean_of_means]").is_visible()
    assert "All tokens that count at all count the same: 0.20." in page.element.inner_text()


def operate_a_batch_of_which_nothing_is_kept(page):
    page.element.get_by_label("e", exact=True).press("Space")
    assert [shown(page, key) for key in ("mean", "mean_of_means")] == ["0.750", "nan"]
    assert shown(page, "shares_of_means.0") == "0.13"
    assert "0.50 instead of 1" in page.element.inner_text()
    for name in "abcd":
        page.element.get_by_label(name, exact=True).uncheck()
    assert shown(page, "mean") == "nan"
    assert "No token is kept" in page.element.inner_text()


def operate_classes_and_weights(page):
    page.element.locator("summary", has_text="weights").click()
    page.element.get_by_role("textbox", name="weight of class 2").fill("10")
    page.element.get_by_role("textbox", name="weight of class 2").press("Enter")
    assert shown(page, "divisor") == "14.0"
    page.element.get_by_role("button", name="class of token a: 0").click()
    page.element.get_by_role("button", name="class of token a: 1").press("Enter")
    assert page.state()["y"][0] == 2
    assert shown(page, "divisor") == "23.0"


def operate_a_kept_token_of_weight_0_does_not_count_the_same(page):
    page.element.get_by_role("button", name="cut between d and e").click()
    page.element.evaluate("element => element.explorable.set({ w: [1, 0, 1] })")
    assert "The largest share is 0.25; token a has it." in page.element.inner_text()
