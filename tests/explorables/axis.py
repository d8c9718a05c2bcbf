"""What the explorable `axis` must show: torch runs the calls, and its gradients say who is mixed with whom."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from celoss import cross_entropy

WAYS = "plain", "transpose", "reshape", "view", "dim0", "dim1", "dim2"


def seen(way, block):
    """The block (N, L, C) as the way hands it over, and the axis that softmax runs along."""
    n, length, classes = block.shape
    if way == "view":
        return block.contiguous().view(n, classes, length), 1
    if way == "reshape":
        return block.reshape(-1, classes), 1
    if way == "transpose":
        return block.transpose(1, 2), 1
    return block, int(way[3]) if way.startswith("dim") else 1


def loss_of(way, z, y):
    handed, axis = seen(way, z)
    if way.startswith("dim"):
        return F.nll_loss(F.log_softmax(z, dim=axis).transpose(1, 2), y)
    return F.cross_entropy(handed, y.flatten() if way == "reshape" else y)


def numbers(way, L, cell, z, y):
    length = int(L)
    z = torch.tensor(z, dtype=torch.float64).view(2, 4, 4)[:, :length].clone().requires_grad_()
    y = torch.tensor(y).view(2, 4)[:, :length]
    places = torch.arange(z.numel()).view(z.shape)
    handed, axis = seen(way, z)
    positions = seen(way, places)[0]
    try:
        loss, raised = loss_of(way, z, y).item(), 0
    except RuntimeError:
        loss, raised = torch.nan, 1
    probs = torch.zeros(z.numel(), dtype=torch.float64)
    probs[positions.flatten()] = F.softmax(handed, dim=axis).detach().flatten()

    # The members of a softmax are those on whose logits the logarithm of its probability depends.
    log_probs = F.log_softmax(handed, dim=axis).flatten()
    log_probs = log_probs[positions.flatten().argsort()]
    groups, names = [], []
    for each in log_probs:
        (slope,) = torch.autograd.grad(each, z, retain_graph=True)
        members = slope.flatten().nonzero().flatten().tolist()
        names += [] if members in names else [members]
        groups.append(names.index(members))
    here = places[cell // 16, cell % 16 // 4, cell % 4].item()

    # NLLLoss takes the same entries of the places as of the log-probabilities.
    chosen = []
    if not raised:
        if way == "reshape":
            chosen = positions.gather(1, y.reshape(-1, 1)).flatten().tolist()
        else:
            second = positions.transpose(1, 2) if way.startswith("dim") else positions
            chosen = second.gather(1, y.unsqueeze(1)).flatten().tolist()
    return {
        "probs": probs.tolist(),
        "sums": probs.view(-1, 4).sum(dim=1).tolist(),
        "groups": groups,
        "members": names[groups[here]],
        "truth": places.gather(2, y.unsqueeze(2)).flatten().tolist(),
        "chosen": chosen,
        "raised": raised,
        "loss": loss,
        "right": cross_entropy(z.detach().transpose(1, 2), y),
    }


def radio(page, label):
    return page.element.get_by_role("radio", name=label, exact=True)


def verdict(page):
    return page.element.locator(".x-big").inner_text()


def operate_fourth_token(page):
    """With as many tokens as classes the error of the block as it is goes, and a wrong loss comes."""
    with pytest.raises(RuntimeError) as error:
        F.cross_entropy(torch.zeros(2, 3, 4), torch.zeros(2, 3, dtype=torch.int64))
    assert verdict(page) == f"✗ error: {error.value}"
    radio(page, "4").check()
    state = page.state()
    z = torch.tensor(state["z"], dtype=torch.float64).view(2, 4, 4)
    y = torch.tensor(state["y"]).view(2, 4)
    silent, right = F.cross_entropy(z, y), F.cross_entropy(z.transpose(1, 2), y)
    assert verdict(page) == f"✗ loss {silent:.3f}, and no error. Right is {right:.3f}."
    assert silent - right > 0.3
    for name in ("z.transpose(1, 2)", "z.reshape(-1, C)", "dim=2"):
        radio(page, name).check()
        assert verdict(page) == f"✓ loss {right:.3f}, right"
    for name in ("z.view(N, C, L)", "dim=0", "dim=1", "z"):
        radio(page, name).check()
        assert verdict(page).startswith("✗ loss")
    radio(page, "3").check()
    assert "error" in verdict(page)


def operate_groups(page):
    """A number that is touched, hovered or reached by the arrows lights its softmax up, in each way."""
    radio(page, "4").check()
    places = np.arange(32).reshape(2, 4, 4)
    lit = """[...document.querySelectorAll('.x-axis-block label')].flatMap((label, k) =>
        label.classList.contains('x-axis-lit') ? [k] : [])"""
    due = {
        "z": places[0, :, 2],
        "z.transpose(1, 2)": places[0, 1],
        "z.view(N, C, L)": places[0].reshape(4, 4)[:, 2],
        "dim=0": places[:, 1, 2],
        "dim=1": places[0, :, 2],
        "dim=2": places[0, 1],
    }
    cell = page.element.locator(".x-axis-block input").nth(6)
    cell.click()
    for name, members in due.items():
        radio(page, name).check()
        assert page.evaluate(lit) == members.tolist()
        letters = page.element.locator(".x-axis-mark").all_inner_texts()
        assert [k for k, text in enumerate(letters) if text[0] == letters[6][0]] == members.tolist()
    page.element.locator(".x-axis-block input").nth(20).hover()
    assert page.evaluate(lit) == places[1, 1].tolist()
    page.element.locator(".x-title").hover()
    assert page.evaluate(lit) == places[0, 1].tolist()
    cell.focus()
    for key, place in {"ArrowDown": 10, "ArrowRight": 11, "ArrowUp": 7}.items():
        page.keyboard.press(key)
        assert page.state()["cell"] == place
        assert page.evaluate(lit) == places[0, place // 4].tolist()
