"""What the explorable `backward` must show, by PyTorch's autograd and celoss."""

import torch

from celoss import cross_entropy, cross_entropy_gradient, softmax
from celoss.gradients import softmax_backward

FORWARD = ["logits", "shifted", "exps", "total", "probs", "picked", "loss"]


def numbers(z, y, add, **rest):
    logits = torch.tensor(z, dtype=torch.float64, requires_grad=True)
    values = {"logits": logits + add}
    values["shifted"] = values["logits"] - values["logits"].max()
    values["exps"] = torch.exp(values["shifted"])
    values["total"] = values["exps"].sum()
    values["probs"] = values["exps"] / values["total"]
    values["picked"] = values["probs"][y]
    values["loss"] = -torch.log(values["picked"])
    gradients = torch.autograd.grad(values["loss"], [values[name] for name in FORWARD])
    found = {name: value.detach().numpy() for name, value in values.items()}
    found |= {f"by_{name}": gradient.numpy() for name, gradient in zip(FORWARD, gradients, strict=True)}
    # The way from the probabilities to the exponentials that does not lead through their sum.
    exps, total = values["exps"].detach().requires_grad_(), values["total"].detach().requires_grad_()
    into = torch.autograd.grad(exps / total, [exps, total], torch.tensor(found["by_probs"]))
    found["direct"], found["by_total"] = (gradient.numpy() for gradient in into)
    jacobians = torch.autograd.functional.jacobian(torch.div, (exps, total))
    found["inverse"], found["local_total"] = jacobians[0][0, 0].numpy(), jacobians[1].numpy()
    found["shares"] = found["by_probs"] * found["local_total"]
    found["gradient"] = found.pop("by_logits")
    return found | by_celoss(logits.detach() + add, y, found["by_probs"])


def by_celoss(logits, y, by_probs):
    """The loss, its gradient and its Hessian in closed form; autograd's Hessian must have the same eigenvalues."""
    target = torch.tensor(y)
    probs = softmax(logits)
    gradient = cross_entropy_gradient(logits, target)
    torch.testing.assert_close(softmax_backward(torch.tensor(by_probs), probs, 0), gradient, rtol=0, atol=1e-12)
    hessian = torch.autograd.functional.hessian(lambda z: cross_entropy(z, target), logits)
    return {
        "loss": cross_entropy(logits, target).numpy(),
        "gradient": gradient.numpy(),
        "hessian": (torch.diag(probs) - torch.outer(probs, probs)).numpy(),
        "eigenvalues": torch.linalg.eigvalsh(hessian).numpy(),
    }


def operate_six_steps_lead_from_one_to_probabilities_minus_truth(page):
    back = page.element.get_by_role("button", name="One step back")
    cells = page.element.locator(".x-backward-gradient output")
    counts = []
    for _ in range(6):
        counts.append(cells.count())
        back.click()
    assert counts == [1, 2, 5, 9, 9, 12]
    assert back.is_disabled()
    assert page.state()["step"] == 6
    numbers = page.numbers()
    assert numbers["by_picked"] < -400  # the chapter says so
    shown = [float(text.replace("\N{MINUS SIGN}", "-")) for text in cells.all_inner_texts()[:3]]
    expected = [p - (k == 2) for k, p in enumerate(numbers["probs"])]
    assert max(abs(a - b) for a, b in zip(shown, expected, strict=True)) <= 0.0005
    page.element.get_by_role("button", name="One step forward").click()
    assert page.state()["step"] == 5


def operate_one_over_p_is_boxed_until_it_has_met_its_p(page):
    boxed = page.element.locator(".x-backward-gradient", has=page.locator(".x-backward-meets"))
    found = []
    for step in range(7):
        found.append(boxed.count())
        if step < 6:
            page.element.get_by_role("button", name="One step back").click()
    assert found == [0, 1, 2, 3, 3, 3, 3]  # p_y, p, e; not S, not u, not z


def operate_a_click_in_the_bowl_moves_the_point_and_a_shift_nothing_else(page):
    page.element.get_by_text("the loss over two logits").click()
    stage = page.element.locator("svg").nth(1)
    box = stage.bounding_box()
    stage.click(position={"x": box["width"] / 2, "y": box["height"] / 3})
    z = page.state()["z"]
    assert z[:2] != [4, 1]
    before = page.numbers()
    page.element.evaluate("element => element.explorable.set({add: 1.5})")
    after = page.numbers()
    assert after["logits"] == [value + 1.5 for value in z]
    for key in ("probs", "eigenvalues", "gradient"):
        assert max(abs(a - b) for a, b in zip(after[key], before[key], strict=True)) < 1e-12
