"""Errors of losses and gradients against float64, PyTorch's and ours."""

import torch
import torch.nn.functional as F
from cases import loss_named

NAMES = "torch", "celoss"


def measure_errors(shape=(2048, 32768)):
    """Relative errors of a mean and its gradient; of the gradient also over all but the targets' entries."""
    target = torch.randint(shape[1], shape[:1], generator=torch.Generator().manual_seed(0))
    rows = torch.arange(shape[0])
    for dtype, autocast in [("float32", False), ("bfloat16", False), ("bfloat16", True)]:
        torch.manual_seed(0)
        logits = (3 * torch.randn(shape)).to(getattr(torch, dtype)).requires_grad_()
        exact = logits.detach().double().requires_grad_()
        loss = F.cross_entropy(exact, target)
        (gradient,) = torch.autograd.grad(loss, exact)
        del exact
        for name in NAMES:
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=autocast):
                value = loss_named(name)(logits, target)
            wrong = torch.autograd.grad(value, logits)[0].double() - gradient
            whole = (wrong.norm() / gradient.norm()).item()
            others = gradient.clone()
            others[rows, target] = wrong[rows, target] = 0
            row = {"dtype": dtype, "autocast": autocast, "loss of": name, "shape": shape, "gradient": whole}
            row["others"] = (wrong.norm() / others.norm()).item()
            yield rounded(row | {"loss": abs((value.double() - loss) / loss).item()})


def measure_confident():
    """Relative errors, of the worst example, where each gives its target about 0.85: of many small terms and one large.

    Of the loss, of the target's entry of the gradient, p - 1, and of the gradient's other entries.
    """
    for shape in (512, 32768), (4, 32768, 128):
        torch.manual_seed(0)
        logits = 3 * torch.randn(shape)
        target = torch.randint(shape[1], (shape[0], *shape[2:]))
        index = target.unsqueeze(1)
        likely = logits.scatter(1, index, -torch.inf).double().logsumexp(1, keepdim=True)  # as likely as all others
        share = torch.empty(index.shape).uniform_(0.82, 0.88).logit()
        logits = logits.scatter(1, index, (likely + share).float()).requires_grad_()
        exact = of_each(F.cross_entropy, logits.detach().double().requires_grad_(), target)
        for name in NAMES:
            worst = [
                ((found.double() - right).norm(dim=1) / right.norm(dim=1)).max().item()
                for found, right in zip(of_each(loss_named(name), logits, target), exact, strict=True)
            ]
            row = {"dtype": "float32", "loss of": name, "shape": shape}
            yield rounded(row | dict(zip(("loss", "target", "others"), worst, strict=True)))


def of_each(loss, logits, target):
    """Of each example the loss, the target's entry of the gradient, and the other entries; all of shape (N, ., ...)."""
    value = loss(logits, target, reduction="none")
    (gradient,) = torch.autograd.grad(value.sum(), logits)
    index = target.unsqueeze(1)
    return value.detach().unsqueeze(1), gradient.gather(1, index), gradient.scatter(1, index, 0)


def rounded(row):
    return {name: float(f"{value:.3g}") if isinstance(value, float) else value for name, value in row.items()}
