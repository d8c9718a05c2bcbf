"""Ignored targets, batches of nothing else, gradient accumulation, and perplexity from totals."""

import numpy as np

import celoss
from celoss.check._core import Check
from celoss.check._values import Refused, gradients


def marked(logits, target, ignore_index):
    return {"logits": logits, "target": np.array(target), "ignore_index": ignore_index}


def marked_cross_entropy(logits, target, ignore_index, reduction="mean"):
    return celoss.cross_entropy(logits, target, ignore_index=ignore_index, reduction=reduction)


def looked_up(log_probs, target):
    """The losses of the places; -1 looks up the last class, and -100 is an error."""
    return -log_probs[np.arange(len(target)), target]


def as_class_0(logits, target, index):
    return looked_up(celoss.log_softmax(logits), np.where(target == index, 0, target))


def not_zero(losses):
    """The mean of the losses that are not 0."""
    return losses[losses != 0].mean()


def keeping(rule=np.not_equal, log_probs=celoss.log_softmax, mean=lambda *kept: looked_up(*kept).mean()):
    """The mean over the places that ``rule(target, index)`` keeps, in three steps of which one may be wrong."""

    def answer(logits, target, index):
        kept = rule(target, index)
        return mean(log_probs(logits[kept]), target[kept])

    return answer


def class_removed(logits, target, index):
    return marked_cross_entropy(np.where(np.arange(logits.shape[1]) == index, -np.inf, logits), target, index)


def first_rows(logits, target, index):
    kept = target[target != index]
    return looked_up(celoss.log_softmax(logits[: len(kept)]), kept).mean()


def one_shift(logits):
    """log_softmax with the largest score of all rows, which underflows where a row is far below."""
    return logits - logits.max() - np.log(np.exp(logits - logits.max()).sum(axis=1, keepdims=True))


WRONG_LOSSES = {
    "[:, target] reads every row at every target: each row has one.": keeping(mean=lambda lp, y: -lp[:, y].mean()),
    "These are probabilities, negated: the logarithm is missing.": keeping(log_probs=celoss.softmax),
    "These are 1 minus the probabilities: a loss is minus their logarithm.": (
        keeping(log_probs=lambda logits: celoss.softmax(logits) - 1)
    ),
    "These are the logits, negated: log_softmax is missing.": keeping(log_probs=np.asarray),
    "Softmax is applied twice: log_softmax takes the logits.": (
        keeping(log_probs=lambda logits: celoss.log_softmax(celoss.softmax(logits)))
    ),
    "The exponentials are summed over the places: the classes are axis 1.": (
        keeping(log_probs=lambda logits: celoss.log_softmax(logits, 0))
    ),
    "A probability underflows to 0 before its logarithm: take log_softmax in one step.": (
        keeping(log_probs=lambda logits: np.log(celoss.softmax(logits)))
    ),
    "The largest score of all rows is subtracted: each row needs its own.": keeping(log_probs=one_shift),
    "These are bits: nats take the natural logarithm.": keeping(mean=lambda lp, y: looked_up(lp, y).mean() / np.log(2)),
    "This is one logarithm, of the mean probability: the mean is over the losses.": (
        keeping(mean=lambda *kept: -np.log(np.exp(-looked_up(*kept)).mean()))
    ),
    "The number of classes is taken from the targets: it is logits.shape[1].": (
        keeping(mean=lambda lp, y: -(np.eye(max(y) + 1)[y] * lp).sum() / len(y))
    ),
} | {
    f"With {epsilon:g} inside the logarithm no loss exceeds {-np.log(epsilon):.1f}: take log_softmax in one step.": (
        keeping(log_probs=lambda logits, epsilon=epsilon: np.log(celoss.softmax(logits) + epsilon))
    )
    for epsilon in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)
}

WRONG_PLACES = {
    "Class 0 is left out too: only the ignore_index is.": (
        keeping(lambda target, index: (target != index) & (target != 0))
    ),
    "Nothing is dropped: an ignored target is looked up like a class.": keeping(lambda *_: slice(None)),
    "-100 is looked up before it is dropped: that is an error here, and works with 100 classes or more.": (
        lambda logits, target, index: looked_up(celoss.log_softmax(logits), target)[target != index].mean()
    ),
    "This ignores -100, whatever the ignore_index.": keeping(lambda target, index: target != -100),
    "This ignores negative targets, whatever the ignore_index.": keeping(lambda target, index: target >= 0),
    "An ignore_index of 0 is taken for none: `or` and `if` hold 0 for false.": (
        keeping(lambda target, index: target != (index or -100))
    ),
    "Only targets greater than the ignore_index are kept: a class below it counts too.": keeping(np.greater),
    "The mask is the wrong way round: these are the ignored places.": keeping(np.equal),
    "The ignore_index is a value in the target, not a position.": (
        keeping(lambda target, index: np.arange(len(target)) != index)
    ),
    "This reads up to the first ignored place: kept ones may follow.": (
        keeping(lambda target, index: np.cumsum(target == index) == 0)
    ),
    "The ignored places are scored, as class 0, and counted.": lambda *case: as_class_0(*case).mean(),
    "The ignored places are scored, as class 0, though not counted.": (
        lambda logits, target, index: as_class_0(logits, target, index).sum() / sum(target != index)
    ),
    "The ignored targets are dropped, but not their rows of logits: the rest is out of step.": first_rows,
    "A kept place may have a loss of 0: it is the target that says which places are kept.": (
        lambda *case: not_zero(marked_cross_entropy(*case, "none"))
    ),
}

ignore_index = Check(
    "my_mean",
    cases=lambda rng: {
        "nothing is ignored": marked(rng.normal(size=(3, 3)), [0, 1, 2], -100),
        "two of five are ignored": marked(rng.normal(size=(5, 3)), [2, -100, 0, -100, 0], -100),
        "-1 is ignored": marked(rng.normal(size=(4, 3)), [-1, 1, -1, 0], -1),
        "a real class is ignored": marked(rng.normal(size=(4, 3)), [2, 0, 1, 0], 0),
        "255 is ignored": marked(rng.normal(size=(4, 3)), [1, 255, 0, 255], 255),
        "nan in an ignored row": marked(np.vstack([rng.normal(size=(4, 3)), 3 * [np.nan]]), [1, 2, 0, 2, -1], -1),
        "scores of a thousand": marked(
            np.array([[0.0, 1000.0], [1000.0, 0.0], [-1024.0, -1025.0], [1000.0, 0.0]]), [0, 0, 1, -1], -1
        ),
    },
    reference=marked_cross_entropy,
    diagnoses={
        "The divisor counts the ignored places too: divide by the number of kept ones.": (
            lambda *case: marked_cross_entropy(*case, "none").mean()
        ),
        "This is the sum: divide by the number of kept places.": lambda *case: marked_cross_entropy(*case, "sum"),
        "0 times nan is nan: leave the ignored rows out, or set their losses to 0 with np.where.": (
            lambda logits, target, index: np.average(as_class_0(logits, target, index), weights=target != index)
        ),
        "The ignored class still competes in the softmax of the others: leave its logits in.": class_removed,
    }
    | WRONG_LOSSES
    | WRONG_PLACES,
)


def batch(rng, target, reduction):
    return {"logits": rng.normal(size=(len(target), 3)), "target": np.array(target), "reduction": reduction}


def loss_and_gradient(my_loss, logits, target, reduction):
    """The loss and, unless it is the mean of nothing, the gradient of its sum."""
    loss = my_loss(logits.requires_grad_(), target, reduction)
    if loss is None or loss is ... or (reduction == "mean" and (target == -100).all()):
        return loss
    return {"loss": loss, "gradient": gradients(loss.sum() if hasattr(loss, "sum") else loss, logits)}


def tensor_loss(logits, target, reduction):
    return celoss.cross_entropy(logits, target, reduction=reduction)


def constant(logits):
    return logits.detach().sum() * 0


def with_nothing_kept(**values):
    """An answer that gives ``values[reduction](logits)`` where every target is ignored, and is right elsewhere."""

    def loss(logits, target, reduction):
        if reduction in values and (target == -100).all():
            return values[reduction](logits)
        return tensor_loss(logits, target, reduction)

    return loss


NOTHING_KEPT = {
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
}


def reduced(losses_of, kept_of=lambda target: target != -100):
    """An answer from ``losses_of(logits, target)``, where ignored targets are 0, and from the places that are kept."""

    def loss(logits, target, reduction):
        kept = kept_of(target)
        losses = losses_of(logits, target.clamp(0)).where(kept, 0)
        return losses if reduction == "none" else losses.sum() / (kept.sum() if reduction == "mean" else 1)

    return loss


def at_target(scores, target):
    return -scores.gather(1, target[:, None])[:, 0]


OTHER_LOSSES = {
    "The exponentials overflow, or underflow to 0: subtract the largest logit of the row, or use log_softmax.": (
        reduced(lambda logits, target: logits.exp().sum(1).log() + at_target(logits, target))
    ),
    "A probability underflows to 0 before its logarithm: use log_softmax.": (
        reduced(lambda logits, target: -(logits.softmax(1).gather(1, target[:, None])[:, 0].log()))
    ),
    "The largest logit of all rows is subtracted: each row needs its own.": (
        reduced(lambda z, y: (z - z.detach().max()).exp().sum(1).log() + at_target(z - z.detach().max(), y))
    ),
    "These are probabilities, negated: the logarithm is missing.": reduced(lambda z, y: at_target(z.softmax(1), y)),
    "These are the logits, negated: log_softmax is missing.": reduced(at_target),
    "The exponentials are summed over the places: the classes are axis 1.": (
        reduced(lambda z, y: at_target(z.log_softmax(0), y))
    ),
    "Class 0 is left out: only -100 is ignored.": reduced(lambda z, y: tensor_loss(z, y, "none"), lambda y: y > 0),
    "The mask is the wrong way round: these are the ignored places.": (
        reduced(lambda z, y: tensor_loss(z, y, "none"), lambda y: y == -100)
    ),
    "The mean runs over the classes too: a place has one loss.": lambda logits, target, reduction: (
        tensor_loss(logits, target, reduction) / (logits.shape[1] if reduction == "mean" else 1)
    ),
    "Losses of shape (N, 1) meet a mask of shape (N,), and every loss meets every mask.": (
        reduced(lambda z, y: tensor_loss(z, y, "none")[:, None])
    ),
    "The number of classes is taken from the targets: it is logits.shape[1].": (
        reduced(lambda z, y: -(z.new_zeros(len(z), max(y) + 1).scatter(1, y[:, None], 1) * z.log_softmax(1)).sum(1))
    ),
}

THOUSANDS = np.array([[1000.0, 0.0, 0.0], [0.0, 1000.0, 0.0], [-1024.0, -1023.0, -1025.0], [0.0, 0.0, 1.0]])

all_ignored = Check(
    "my_loss",
    cases=lambda rng: {
        "one of four is ignored, mean": batch(rng, [2, 0, -100, 2], "mean"),
        "one of four is ignored, sum": batch(rng, [1, 0, -100, 1], "sum"),
        "one of four is ignored, none": batch(rng, [2, 0, -100, 2], "none"),
        **{f"all are ignored, {how}": batch(rng, [-100, -100], how) for how in ("mean", "sum", "none")},
        "scores of a thousand": batch(rng, [1, 0, 0, -100], "mean") | {"logits": THOUSANDS},
    },
    reference=tensor_loss,
    without=("cross_entropy", "nll_loss", "cross_entropy_loss"),
    diagnoses={
        "An ignored place keeps its place under the reduction none, with the loss 0.": (
            lambda logits, target, reduction: tensor_loss(logits[target != -100], target[target != -100], reduction)
        ),
        "The divisor of the mean counts the ignored places too.": (
            lambda *case: tensor_loss(*case[:2], "none").mean() if case[2] == "mean" else tensor_loss(*case)
        ),
        "The sum is divided too: only the mean has a divisor.": (
            lambda logits, target, reduction: tensor_loss(logits, target, reduction.replace("sum", "mean"))
        ),
        "The mean is not divided: it is the sum over the number of kept places.": (
            lambda logits, target, reduction: tensor_loss(logits, target, reduction.replace("mean", "sum"))
        ),
        "The ignored places are scored, as class 0.": lambda *case: tensor_loss(case[0], case[1].clamp(0), case[2]),
        "-100 is looked up as if it were a class.": lambda logits, target, reduction: [][0],
    }
    | NOTHING_KEPT
    | OTHER_LOSSES,
    probe=loss_and_gradient,
    tensors=True,
)


def micro_batches(rng, *targets, old_gradient=None):
    """A linear model with two inputs and three classes, and a micro-batch for each list of targets."""
    case = {"weight": rng.normal(size=(3, 2)), "bias": rng.normal(size=3), "old_gradient": old_gradient}
    for n, target in enumerate(targets, start=1):
        case |= {f"x{n}": rng.normal(size=(len(target), 2)), f"y{n}": np.array(target)}
    return case


def gradient_left(my_accumulate, weight, bias, old_gradient, *batches):
    """The gradients that are left in a linear model, and the loss that came back."""
    import torch

    model = torch.nn.Sequential(torch.nn.utils.skip_init(torch.nn.Linear, 2, 3))  # draws no random numbers
    model[0].weight, model[0].bias = map(torch.nn.Parameter, (weight.clone(), bias.clone()))
    for parameter in model.parameters():
        parameter.grad = None if old_gradient is None else torch.full_like(parameter, old_gradient)
    backwards = []
    model[0].weight.register_hook(backwards.append)
    loss = my_accumulate(model, list(zip(batches[::2], batches[1::2], strict=True)))
    if loss is None or loss is ...:
        return loss
    if not (model[0].weight.equal(weight) and model[0].bias.equal(bias)):
        raise Refused("The parameters have moved: only their gradients are to be filled.")
    if any(parameter.grad is None for parameter in model.parameters()):
        raise Refused(
            "A parameter has no gradient in the end: does every micro-batch call backward, and zero_grad come before?"
        )
    if getattr(loss, "requires_grad", False):
        raise Refused("The loss is returned with its graph: a number is wanted, such as its item().")
    with_targets = sum(count(y) > 0 for y in batches[1::2])
    return {
        "gradient of the weight": model[0].weight.grad,
        "gradient of the bias": model[0].bias.grad,
        "loss": loss,
        "micro-batches that went backward": min(len(backwards), with_targets),
    }


def count(y):
    return int((y != -100).sum())


def accumulated(reduction, factor, zeroed=lambda n: n == 0, count=count, result=lambda parts, *_: sum(parts)):
    """An answer: micro-batch n adds its reduced loss, ``factor(n, kept, sizes)`` times.

    It returns ``result(parts, kept)`` of these losses. Gradients are set to zero before micro-batch n if ``zeroed(n)``.
    """

    def accumulate(model, batches):
        import torch

        sizes, kept = zip(*((len(y), count(y)) for _, y in batches), strict=True)
        parts = []
        for n, (x, y) in enumerate(batches):
            if zeroed(n):
                model.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x), y, reduction=reduction) * factor(n, kept, sizes)
            if loss:
                loss.backward()
            parts.append(loss.item())
        return result(parts, kept)

    return accumulate


def share(n, kept, sizes):
    return 1 / sum(kept)


def alike(n, kept, sizes):
    return 1 / len(kept)


WRONG_FACTORS = {
    "This is the mean of means: every micro-batch weighs alike, whatever it keeps.": accumulated("mean", alike),
    "The sums are divided by the number of micro-batches, not by that of kept targets.": accumulated("sum", alike),
    "This is the mean of means, with 0 for that of padding: weigh each by what it keeps.": (
        accumulated("sum", lambda n, kept, sizes: 1 / max(kept[n], 1) / len(kept))
    ),
    "This is the mean of the means that are not empty: weigh each by what it keeps.": (
        accumulated("sum", lambda n, kept, sizes: 1 / max(kept[n], 1) / np.count_nonzero(kept))
    ),
    "The means of the micro-batches are added up, without a divisor.": accumulated("mean", lambda *_: 1),
    "The divisor counts the ignored targets too.": accumulated("sum", lambda n, kept, sizes: 1 / sum(sizes)),
    "Targets of class 0 are not counted: only -100 is ignored.": (
        accumulated("sum", share, count=lambda y: int((y > 0).sum()))
    ),
    "Targets of class 0 are not counted, and those that are ignored are: count what is not -100.": (
        accumulated("sum", share, count=lambda y: int((y != 0).sum()))
    ),
    "Each mean is divided by the number of all kept targets: that is the divisor of a sum.": accumulated("mean", share),
    "The divisor is the number kept so far: every part needs that of all micro-batches.": (
        accumulated("sum", lambda n, kept, sizes: 1 / sum(kept[: n + 1]))
    ),
    "Each mean is weighted by all rows of its micro-batch, ignored ones too.": (
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
}


def zeroed_at_the_end(model, batches):
    loss = accumulated("sum", share)(model, batches)
    model.zero_grad(set_to_none=False)
    return loss


def all_at_once(model, batches):
    """An answer that holds the graphs of all micro-batches until the end."""
    import torch

    model.zero_grad()
    x, y = map(torch.cat, zip(*batches, strict=True))
    loss = torch.nn.functional.cross_entropy(model(x), y)
    loss.backward()
    return loss.item()


def right_gradient(result):
    """An answer that goes wrong only in the loss that it returns."""
    return accumulated("sum", share, result=result)


WRONG_RESULTS = {
    "The gradient is right. The loss that is returned is the sum over all kept targets: the mean is wanted.": (
        right_gradient(lambda parts, kept: sum(parts) * sum(kept))
    ),
    "The gradient is right. The loss that is returned is that of the last micro-batch alone.": (
        right_gradient(lambda parts, kept: parts[-1])
    ),
    "The gradient is right. The parts add up to the mean: do not divide the returned loss once more.": (
        right_gradient(lambda parts, kept: sum(parts) / len(parts))
    ),
    "The gradient is right. The loss that is returned is the mean of the micro-batches' means.": (
        right_gradient(lambda parts, kept: np.mean(np.divide(parts, kept) * sum(kept)))
    ),
}

accumulation = Check(
    "my_accumulate",
    cases=lambda rng: {
        "two equal micro-batches": micro_batches(rng, [0, 1], [2, 0]),
        "a smaller last one": micro_batches(rng, [2, 0, 1], [1]),
        "padding, in one more than in the other": micro_batches(rng, [0, -100, -100], [2, -100, 1]),
        "a micro-batch of padding alone": micro_batches(rng, [1, 2], [-100, -100], [0, 1]),
        "a gradient from before": micro_batches(rng, [0, 1], [2, 0], old_gradient=1.0),
    },
    reference=accumulated("sum", share),
    diagnoses={
        "Only the gradient of the last micro-batch is left: is it set to zero, or replaced, in between?": (
            accumulated("sum", share, zeroed=lambda n: True)
        ),
        "The gradient from before is still there: start with zero_grad.": (
            accumulated("sum", share, zeroed=lambda n: False)
        ),
        "The numbers are right, but all micro-batches go backward at once: one after another is what saves memory.": (
            all_at_once
        ),
        "This is the sum over all kept targets, with its gradient: the mean is wanted.": (
            accumulated("sum", lambda *_: 1)
        ),
        "The gradient is that of the sum: divide each part before backward, not the number that is returned.": (
            accumulated("sum", lambda *_: 1, result=lambda parts, kept: sum(parts) / sum(kept))
        ),
        "The gradient is set to zero after the last backward: it should stay.": zeroed_at_the_end,
    }
    | WRONG_FACTORS
    | WRONG_RESULTS,
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


def reshaped(logits, target, move=lambda logits: logits):
    """An answer from flat arrays, made of the logits as they lie."""
    return exp_mean(move(logits).reshape(-1, logits.shape[1]), target.reshape(-1))


WRONG_TOKENS = {
    "The divisor is the number of lines.": of_losses(lambda losses, kept: np.exp(losses.sum() / len(losses))),
    "The divisor is the length of a line.": of_losses(lambda losses, kept: np.exp(losses.sum() / losses.shape[1])),
    "The divisor counts the padding.": of_losses(lambda losses, kept: np.exp(losses.mean())),
    "The padding is scored, as class 0: leave it out.": lambda logits, target: exp_mean(logits, target.clip(0)),
    "The padding is scored, as class 0, though not counted: leave it out.": lambda logits, target: np.exp(
        celoss.cross_entropy(logits, target.clip(0), reduction="sum") / (target != -100).sum()
    ),
    "Class 0 is left out: only -100 is padding.": (
        lambda logits, target: exp_mean(logits, np.where(target == 0, -100, target))
    ),
    "A token may have a loss of 0: it is the target that says which tokens count.": (
        of_losses(lambda losses, kept: np.exp(not_zero(losses)))
    ),
    "Only the first line counts here: is there a return inside of the loop?": (
        lambda logits, target: exp_mean(logits[:1], target[:1])
    ),
    "The targets are shifted once more: the logits at place t are for the target at place t.": (
        lambda logits, target: exp_mean(logits[..., :-1], target[:, 1:])
    ),
    "The softmax runs over the places of a line; the classes are axis 1.": (
        lambda logits, target: np.exp(celoss.nll_loss(celoss.log_softmax(logits, -1), target))
    ),
    "reshape(-1, C) takes the numbers as they lie: the class axis has to be moved to the end first.": reshaped,
    "-100 is looked up as if it were a class: leave it out first.": (
        lambda logits, target: np.exp(-np.take_along_axis(celoss.log_softmax(logits, 1), target[:, None], 1).mean())
    ),
}

perplexity = Check(
    "my_perplexity",
    cases=lambda rng: {
        "every character alike": text(np.zeros((2, 4, 3)), [[0, 1, 2], [3, 0, 1]]),
        "a long and a short line": text(rng.normal(size=(2, 3, 4)), [[0, 2, 1, 1], [2, -100, -100, -100]]),
        "many tokens": text(rng.normal(size=(4, 30, 80)), rng.integers(30, size=(4, 80))),
        "scores of a thousand": text(np.array([[[1000.0, 0.0], [0.0, 0.0]]]), [[0, 1]]),
    },
    reference=exp_mean,
    diagnoses={
        "2 to the power of nats: e belongs to nats, 2 to bits.": of_losses(lambda *both: 2 ** mean(*both)),
        "e to the power of bits: e belongs to nats, 2 to bits.": of_losses(
            lambda *both: np.exp(mean(*both) / np.log(2))
        ),
        "This is the exp of the sum, not of the mean.": of_losses(lambda losses, kept: np.exp(losses.sum())),
        "This is the mean loss in nats: the exp is missing.": of_losses(mean),
        "This is the mean loss in bits: the power is missing.": of_losses(lambda *both: mean(*both) / np.log(2)),
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
        "The product of many probabilities underflows, or its inverse overflows: add up logarithms.": (
            of_losses(lambda losses, kept: np.prod(np.exp(losses)) ** (1 / kept.sum()))
        ),
    }
    | WRONG_TOKENS,
)
