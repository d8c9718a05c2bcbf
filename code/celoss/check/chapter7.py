"""Ignored targets, batches of nothing else, gradient accumulation, and perplexity from totals."""

import numpy as np

import celoss
from celoss.check._core import Check
from celoss.check._values import Refused, gradients


def marked(logits, target, ignore_index):
    return {"logits": logits, "target": np.array(target), "ignore_index": ignore_index}


def marked_cross_entropy(logits, target, ignore_index, reduction="mean"):
    return celoss.cross_entropy(logits, target, ignore_index=ignore_index, reduction=reduction)


def looked_up(logits, target):
    """The losses of the places; -1 looks up the last class, and -100 is an error."""
    return -celoss.log_softmax(logits, 1)[np.arange(len(target)), target]


def as_class_0(logits, target, ignore_index):
    return looked_up(logits, np.where(target == ignore_index, 0, target))


def not_zero(losses):
    """The mean of the losses that are not 0."""
    return losses[losses != 0].mean()


def keeping(rule):
    """The mean over the places that ``rule(target, index)`` keeps."""

    def mean(logits, target, index):
        kept = rule(target, index)
        return looked_up(logits[kept], target[kept]).mean()

    return mean


def class_removed(logits, target, index):
    return marked_cross_entropy(np.where(np.arange(logits.shape[1]) == index, -np.inf, logits), target, index)


def first_rows(logits, target, index):
    kept = target[target != index]
    return looked_up(logits[: len(kept)], kept).mean()


ignore_index = Check(
    "my_mean",
    cases=lambda rng: {
        "nothing is ignored": marked(rng.normal(size=(3, 3)), [0, 1, 2], -100),
        "two of five are ignored": marked(rng.normal(size=(5, 3)), [2, -100, 0, -100, 0], -100),
        "-1 is ignored": marked(rng.normal(size=(4, 3)), [-1, 1, -1, 0], -1),
        "a real class is ignored": marked(rng.normal(size=(4, 3)), [2, 0, 1, 0], 0),
        "nan in an ignored row": marked(np.vstack([rng.normal(size=(4, 3)), 3 * [np.nan]]), [1, 2, 0, 2, -1], -1),
        "scores of a thousand": marked(1000 * np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 0.0]]), [0, 0, -1], -1),
    },
    reference=marked_cross_entropy,
    diagnoses={
        "The divisor counts the ignored places too: divide by the number of kept ones.": (
            lambda *case: marked_cross_entropy(*case, "none").mean()
        ),
        "This is the sum: divide by the number of kept places.": lambda *case: marked_cross_entropy(*case, "sum"),
        "Nothing is dropped: an ignored target is looked up like a class.": keeping(lambda *_: slice(None)),
        "-100 is looked up before it is dropped: that is an error here, and works with 100 classes or more.": (
            lambda logits, target, index: looked_up(logits, target)[target != index].mean()
        ),
        "This ignores -100, whatever the ignore_index.": keeping(lambda target, index: target != -100),
        "This ignores negative targets, whatever the ignore_index.": keeping(lambda target, index: target >= 0),
        "The ignore_index is a value in the target, not a position.": (
            keeping(lambda target, index: np.arange(len(target)) != index)
        ),
        "The ignored places are scored, as class 0, and counted.": (lambda *case: as_class_0(*case).mean()),
        "0 times nan is nan: leave the ignored rows out, or set their losses to 0 with np.where.": (
            lambda logits, target, index: np.average(as_class_0(logits, target, index), weights=target != index)
        ),
        "A kept place may have a loss of 0: it is the target that says which places are kept.": (
            lambda *case: not_zero(marked_cross_entropy(*case, "none"))
        ),
        "The ignored class still competes in the softmax of the others: leave its logits in.": class_removed,
        "The ignored targets are dropped, but not their rows of logits: the rest is out of step.": first_rows,
    },
)


def batch(rng, target, reduction):
    return {"logits": rng.normal(size=(len(target), 3)), "target": np.array(target), "reduction": reduction}


def loss_and_gradient(my_loss, logits, target, reduction):
    """The loss and, unless it is the mean of nothing, the gradient of its sum."""
    loss = my_loss(logits.requires_grad_(), target, reduction)
    if loss is None or loss is ... or (reduction == "mean" and (target == -100).all()):
        return loss
    return {"loss": loss, "gradient": gradients(loss.sum() if hasattr(loss, "sum") else loss, logits)}


def torch_loss(logits, target, reduction):
    import torch

    return torch.nn.functional.cross_entropy(logits, target, reduction=reduction)


def constant(logits):
    return logits.detach().sum() * 0


def with_nothing_kept(**values):
    """An answer that gives ``values[reduction](logits)`` where every target is ignored, and is right elsewhere."""

    def loss(logits, target, reduction):
        if reduction in values and (target == -100).all():
            return values[reduction](logits)
        return torch_loss(logits, target, reduction)

    return loss


def as_a_column(logits, target, reduction):
    kept = target != -100
    losses = torch_loss(logits, target.clamp(0), "none")[:, None] * kept
    return losses if reduction == "none" else losses.sum() / (sum(kept) if reduction == "mean" else 1)


all_ignored = Check(
    "my_loss",
    cases=lambda rng: {
        **{f"one of four is ignored, {how}": batch(rng, [2, 0, -100, 2], how) for how in ("mean", "sum", "none")},
        **{f"all are ignored, {how}": batch(rng, [-100, -100], how) for how in ("mean", "sum", "none")},
    },
    reference=torch_loss,
    diagnoses={
        "The mean of nothing is 0 / 0, which is nan: do not replace the divisor.": (
            with_nothing_kept(mean=lambda logits: 0 * logits.sum())
        ),
        "The sum of nothing is a constant here, and backward refuses it: let its 0 come from the logits.": (
            with_nothing_kept(sum=constant)
        ),
        "With nothing kept the zeros are constants here, and backward refuses them: let them come from the logits.": (
            with_nothing_kept(sum=constant, none=constant)
        ),
        "With nothing kept this gives one constant 0, whatever the reduction.": (
            with_nothing_kept(mean=constant, sum=constant, none=constant)
        ),
        "The sum of nothing is nan here: it was divided by 0 on the way.": (
            with_nothing_kept(sum=lambda logits: np.nan + 0 * logits.sum())
        ),
        "An ignored place keeps its place under the reduction none, with the loss 0.": (
            lambda logits, target, reduction: torch_loss(logits[target != -100], target[target != -100], reduction)
        ),
        "The divisor of the mean counts the ignored places too.": (
            lambda *case: torch_loss(*case[:2], "none").mean() if case[2] == "mean" else torch_loss(*case)
        ),
        "The sum is divided too: only the mean has a divisor.": (
            lambda logits, target, reduction: torch_loss(logits, target, reduction.replace("sum", "mean"))
        ),
        "Losses of shape (N, 1) meet a mask of shape (N,), and every loss meets every mask.": as_a_column,
        "The ignored places are scored, as class 0.": lambda *case: torch_loss(case[0], case[1].clamp(0), case[2]),
        "-100 is looked up as if it were a class.": lambda logits, target, reduction: [][0],
    },
    probe=loss_and_gradient,
    tensors=True,
)


def micro_batches(rng, *targets, grad=None):
    """A linear model with two inputs and three classes, and a micro-batch for each list of targets."""
    case = {"weight": rng.normal(size=(3, 2)), "weight.grad": grad}
    for n, target in enumerate(targets, start=1):
        case |= {f"x{n}": rng.normal(size=(len(target), 2)), f"y{n}": np.array(target)}
    return case


def gradient_left(my_accumulate, weight, grad, *batches):
    """The gradient that is left in a linear model, and the loss that came back."""
    import torch

    model = torch.nn.utils.skip_init(torch.nn.Linear, 2, 3, bias=False)  # draws no random numbers
    model.weight = torch.nn.Parameter(weight.clone())
    model.weight.grad = None if grad is None else grad.clone()
    loss = my_accumulate(model, list(zip(batches[::2], batches[1::2], strict=True)))
    if loss is None or loss is ...:
        return loss
    if model.weight.grad is None:
        raise Refused("The parameters have no gradient: does every micro-batch call backward?")
    return {"gradient": model.weight.grad, "loss": loss}


def accumulated(reduction, factor, zeroed=lambda n: n == 0):
    """An answer: micro-batch n adds its reduced loss, ``factor(n, kept, sizes)`` times."""

    def accumulate(model, batches):
        import torch

        sizes, kept = zip(*((len(y), int((y != -100).sum())) for _, y in batches), strict=True)
        total = 0.0
        for n, (x, y) in enumerate(batches):
            if zeroed(n):
                model.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x), y, reduction=reduction) * factor(n, kept, sizes)
            loss.backward()
            total += loss.item()
        return total

    return accumulate


def share(n, kept, sizes):
    return 1 / sum(kept)


def alike(n, kept, sizes):
    return 1 / len(kept)


accumulation = Check(
    "my_accumulate",
    cases=lambda rng: {
        "two equal micro-batches": micro_batches(rng, [0, 1], [2, 0]),
        "a smaller last one": micro_batches(rng, [2, 0, 1], [1]),
        "padding, in one more than in the other": micro_batches(rng, [0, -100, -100], [2, -100, 1]),
        "a micro-batch of padding alone": micro_batches(rng, [1, 2], [-100, -100], [0, 1]),
        "a gradient from before": micro_batches(rng, [0, 1], [2, 0], grad=np.ones((3, 2))),
    },
    reference=accumulated("sum", share),
    diagnoses={
        "This is the mean of means: every micro-batch weighs alike, whatever it keeps.": accumulated("mean", alike),
        "The sums are divided by the number of micro-batches, not by that of kept targets.": accumulated("sum", alike),
        "The means of the micro-batches are added up, without a divisor.": accumulated("mean", lambda *_: 1),
        "The gradient is set to zero between micro-batches: only the last one is left.": (
            accumulated("sum", share, zeroed=lambda n: True)
        ),
        "The gradient from before is still there: start with zero_grad.": (
            accumulated("sum", share, zeroed=lambda n: False)
        ),
        "The divisor counts the ignored targets too.": accumulated("sum", lambda n, kept, sizes: 1 / sum(sizes)),
        "Each mean is weighted by all rows of its micro-batch: by its kept ones would be right.": (
            accumulated("mean", lambda n, kept, sizes: sizes[n] / sum(sizes))
        ),
        "The mean of no targets is nan, and nan times 0 too: add up sums.": (
            accumulated("mean", lambda n, kept, sizes: kept[n] / sum(kept))
        ),
        "Every micro-batch is taken to keep as many targets as the first one.": (
            accumulated("sum", lambda n, kept, sizes: 1 / (kept[0] * len(kept)))
        ),
        "A micro-batch that is smaller than the first is left out.": accumulated(
            "sum", lambda n, kept, sizes: (sizes[n] == sizes[0]) / (sum(kept) - kept[-1] * (sizes[-1] < sizes[0]))
        ),
    },
    probe=gradient_left,
    tensors=True,
)


def text(logits, target):
    return {"logits": logits, "target": np.array(target)}


def of_losses(rule):
    """An answer from the losses of the tokens, 0 where they are ignored, and from which are kept: both (N, L)."""
    return lambda logits, target: rule(celoss.cross_entropy(logits, target, reduction="none"), target != -100)


def mean(losses, kept):
    return losses.sum() / kept.sum()


def exp_mean(logits, target):
    return np.exp(celoss.cross_entropy(logits, target))


perplexity = Check(
    "my_perplexity",
    cases=lambda rng: {
        "every character alike": text(np.zeros((2, 4, 3)), [[0, 1, 2], [3, 0, 1]]),
        "a long and a short line": text(rng.normal(size=(2, 3, 4)), [[0, 2, 1, 1], [2, -100, -100, -100]]),
        "scores of a thousand": text(np.array([[[1000.0, 0.0], [0.0, 0.0]]]), [[0, 1]]),
    },
    reference=exp_mean,
    diagnoses={
        "2 to the power of nats: e belongs to nats, 2 to bits.": of_losses(lambda *both: 2 ** mean(*both)),
        "This is the exp of the sum, not of the mean.": of_losses(lambda losses, kept: np.exp(losses.sum())),
        "The divisor is the number of lines.": of_losses(lambda losses, kept: np.exp(losses.sum() / len(losses))),
        "This is the mean loss in nats: the exp is missing.": of_losses(mean),
        "The sign is turned: this is 1 over it.": of_losses(lambda *both: np.exp(-mean(*both))),
        "The exp of every token is averaged: average the losses, then take one exp.": (
            of_losses(lambda losses, kept: np.exp(losses[kept]).mean())
        ),
        "This is 1 over the mean probability: average the log-probabilities.": (
            of_losses(lambda losses, kept: 1 / np.exp(-losses[kept]).mean())
        ),
        "The perplexities of the lines are averaged: take one exp, of the total over the number of tokens.": (
            of_losses(lambda losses, kept: np.exp(losses.sum(1) / kept.sum(1)).mean())
        ),
        "Every line weighs alike here, the short one too: add up all losses before you divide.": (
            of_losses(lambda losses, kept: np.exp((losses.sum(1) / kept.sum(1)).mean()))
        ),
        "The divisor counts the padding.": of_losses(lambda losses, kept: np.exp(losses.mean())),
        "The padding is scored, as class 0: leave it out.": lambda logits, target: exp_mean(logits, target.clip(0)),
        "A token may have a loss of 0: it is the target that says which tokens count.": (
            of_losses(lambda losses, kept: np.exp(not_zero(losses)))
        ),
        "The targets are shifted once more: the logits at place t are for the target at place t.": (
            lambda logits, target: exp_mean(logits[..., :-1], target[:, 1:])
        ),
        "The softmax runs over the places of a line; the classes are axis 1.": (
            lambda logits, target: np.exp(celoss.nll_loss(celoss.log_softmax(logits, -1), target))
        ),
    },
)
