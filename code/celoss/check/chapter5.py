"""The identity, the loss of probabilities taken for logits, the class axis, and a step of training."""

import numpy as np

import celoss
from celoss.check._core import Check, number
from celoss.check._values import Refused
from celoss.check.chapter4 import WRONG_MEANS, WRONG_PICKS, averaged, reduced


def nll(log_probs=celoss.log_softmax, loss=celoss.nll_loss):
    """The loss from two steps, of which one may be wrong."""
    return lambda logits, target: loss(log_probs(logits), target)


def shifted_lse(logits, shift):
    """Log-sum-exp of each row less `shift`: right if the shift is added back and nothing overflows."""
    return np.log(np.exp(logits - shift).sum(axis=1, keepdims=True))


def naive(logits):
    """The logarithms of probabilities, nan where exp overflows or every term of its sum is 0."""
    return np.log(np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True))


def top(logits):
    return logits.max(axis=1, keepdims=True)


def at_target(logits, target):
    return np.take_along_axis(logits, target[:, None], axis=1)


def others(logits, target):
    """The sum of the exponentials of all classes but the true one, in the form of its logarithm."""
    return celoss.logsumexp(np.where(np.arange(logits.shape[1]) == target[:, None], -np.inf, logits), keepdims=True)


def binary_losses(logits, target):
    """The mean loss and, added to it, minus log(1 - p) of the classes that are not the target."""
    wrong = np.arange(logits.shape[1]) != target[:, None]
    return celoss.cross_entropy(logits, target) - (np.log1p(-celoss.softmax(logits)) * wrong).sum(axis=1).mean()


def rows_and_columns_mixed(logits, target):
    """The largest scores, of shape (N,), are taken from the columns of an array (N, C)."""
    top = logits.max(axis=1)
    lse = top + np.log(np.exp(logits - top).sum(axis=1))
    return (lse - logits[np.arange(len(target)), target]).mean()


WRONG_SHIFTS = {
    "exp of 1000 overflows, and exp of -1000 is 0: subtract each row's largest score first.": (
        nll(lambda logits: logits - shifted_lse(logits, 0))
    ),
    "exp of 1000 overflows, and inf / inf is nan: compute no probability, and subtract each row's largest score.": (
        nll(naive)
    ),
    **{
        f"exp of 1000 overflows, and nan_to_num {how}: subtract each row's largest score first.": (
            nll(lambda logits, values=values: np.nan_to_num(naive(logits), **values))
        )
        for how, values in {
            "hides it": {"posinf": 0, "neginf": 0},
            "hides it, in part": {},
            "hides it here and there": {"neginf": -np.inf},
        }.items()
    },
    "In a row far below 0 every exp rounds to 0: subtract the row's own largest score, in every row.": (
        nll(lambda logits: logits - logits.max() - shifted_lse(logits, logits.max()))
    ),
    "The smallest score is subtracted, and exp of the largest overflows: subtract the largest.": (
        nll(lambda z: z - z.min(axis=1, keepdims=True) - shifted_lse(z, z.min(axis=1, keepdims=True)))
    ),
    "The largest score is subtracted, and not added back to the logarithm.": (
        nll(lambda logits: logits - shifted_lse(logits, top(logits)))
    ),
    "The largest score is added back to the log-sum-exp, but not to the true logit: treat both alike.": (
        nll(lambda logits: celoss.log_softmax(logits) - top(logits))
    ),
    "The largest scores, of shape (N,), are subtracted from the columns: keep their axis.": rows_and_columns_mixed,
    "This is the log-sum-exp of the whole array: each row has its own.": (
        nll(lambda logits: logits - celoss.logsumexp(logits.ravel()))
    ),
    "The exponentials of all rows are summed: each row has a sum of its own, along axis 1.": (
        nll(lambda logits: logits - top(logits) - np.log(np.exp(logits - top(logits)).sum()))
    ),
    **{
        f"With {epsilon:g} in the logarithm, or as least p, no loss exceeds {-np.log(epsilon):.1f}: keep to logits.": (
            nll(lambda logits, epsilon=epsilon: np.log(celoss.softmax(logits) + epsilon))
        )
        for epsilon in (*(10.0**-n for n in range(5, 17)), 1e-20, 1e-30, 1e-300)
    },
    **{
        f"Logits beyond {bound} are cut off: a shift leaves the loss as it is, a cut does not.": (
            nll(lambda logits, bound=bound: celoss.log_softmax(np.clip(logits, -bound, bound)))
        )
        for bound in (20, 30, 50, 80, 88, 100, 500, 600, 700, 709)
    },
    **{
        f"What lies {bound} or more below the largest score is cut off there: the true logit may be far below.": (
            nll(lambda logits, bound=bound: celoss.log_softmax(np.maximum(logits - top(logits), -bound)))
        )
        for bound in (20, 30, 50, 80, 88, 100, 500, 600, 700, 709)
    },
}

WRONG_TERMS = {
    "Softmax is applied twice: the formula wants the logits themselves.": (
        nll(lambda logits: celoss.log_softmax(celoss.softmax(logits)))
    ),
    "These are the logits, negated: the log-sum-exp is missing.": nll(np.asarray),
    "Exponentials are summed over the examples: the classes are axis 1.": nll(lambda z: celoss.log_softmax(z, 0)),
    "Probabilities round to 0, and log 0 is infinite: keep to logits.": nll(lambda z: np.log(celoss.softmax(z))),
    "This is the distance to the largest logit: the log-sum-exp is more than its largest term.": (
        nll(lambda logits: logits - top(logits))
    ),
    "The exponentials are averaged: log-sum-exp takes their sum.": (
        nll(lambda logits: celoss.log_softmax(logits) + np.log(logits.shape[1]))
    ),
    "A 1 is added to the sum of the exponentials, by log1p or by hand: it is not one of them.": (
        nll(lambda z: z - top(z) - np.log1p(np.exp(z - top(z)).sum(axis=1, keepdims=True)))
    ),
    "The logarithm is to base 10: the loss is in nats.": nll(lambda logits: celoss.log_softmax(logits) / np.log(10)),
    "The true logit is added: it is taken off the log-sum-exp.": (
        lambda logits, target: (celoss.logsumexp(logits, keepdims=True) + at_target(logits, target)).mean()
    ),
    "The true class is left out of the log-sum-exp: the sum runs over all classes.": (
        lambda logits, target: (others(logits, target) - at_target(logits, target)).mean()
    ),
    "These are squared differences of probabilities, the Brier score: the loss is a logarithm.": (
        lambda z, y: ((celoss.softmax(z) - np.eye(z.shape[1])[y]) ** 2).sum(axis=1).mean()
    ),
    "The other classes pay log(1 - p) too, as in a yes-or-no loss: only the true class pays.": binary_losses,
    "The sign is the wrong way round: a loss is not negative.": lambda *given: -celoss.cross_entropy(*given),
    "This averages N times C numbers: there are N losses.": lambda z, y: celoss.cross_entropy(z, y) / z.shape[1],
    "This divides by the number of classes: there are N losses.": (
        lambda logits, target: celoss.cross_entropy(logits, target, reduction="sum") / logits.shape[1]
    ),
    "The number of classes is taken from the targets: it is logits.shape[1].": (
        nll(loss=lambda z, y: -(np.eye(max(y) + 1)[y] * z).sum() / len(y))
    ),
}

cross_entropy = Check(
    "my_cross_entropy",
    cases=lambda rng: {
        "three examples of the classes 0, 1 and 2": {"logits": rng.normal(size=(3, 3)), "target": np.arange(3)},
        "six examples, four classes": {"logits": rng.normal(size=(6, 4)), "target": np.array([0, 3, 3, 0, 2, 3])},
        "a last class without examples": {"logits": rng.normal(size=(2, 4)), "target": np.array([2, 0])},
        "a thousand for the true class": {"logits": np.array([[1000.0, 0], [0, 1000]]), "target": np.array([0, 1])},
        "scores of a thousand": {"logits": np.array([[1000.0, 0, 0], [0, 0, 1000]]), "target": np.array([1, 2])},
        "rows far apart": {"logits": np.array([[0.0, 1.0], [-1024.0, -1025.0]]), "target": np.array([0, 1])},
    },
    reference=celoss.cross_entropy,
    diagnoses=WRONG_TERMS
    | WRONG_SHIFTS
    | {hint: nll(loss=averaged(pick)) for hint, pick in WRONG_PICKS.items()}
    | {hint: nll(loss=reduced(mean)) for hint, mean in WRONG_MEANS.items()},
)


HIGH = np.log(99 + np.e)
LOW = HIGH - 1


def bounds(classes):
    """The bounds for another number of classes."""
    return np.log(classes - 1 + np.e) - 1, np.log(classes - 1 + np.e)


ONE_BOUND = {
    "The upper bound is right. A loss of 0 needs a true class far ahead: how far ahead can an output be?": (0, HIGH),
    "The upper bound is right. Equal outputs, with the loss log C, are not the best that a model can do.": (
        (np.log(100), HIGH)
    ),
    "The lower bound is right. Equal outputs, with the loss log C, are not the worst that a model can do.": (
        (LOW, np.log(100))
    ),
    "The lower bound is right. Can an output of softmax be as far behind as you like?": (LOW, np.inf),
    "The lower bound is right. The outputs sum to 1: how many of the 99 others can be 1 at once?": (
        (LOW, np.log(1 + 99 * np.e))
    ),
}

softmax_twice = number(
    "my_bounds",
    (LOW, HIGH),
    diagnoses=ONE_BOUND
    | {
        "These are the bounds for logits: outputs of softmax are at most 1 apart.": (0, np.inf),
        "A loss of 0 needs a true class far ahead of the others: how far ahead can an output of softmax be?": (
            (0, np.log(100))
        ),
        "log C is the loss of equal outputs: look at a model that is certain, rightly or wrongly.": (
            (np.log(100) - 1, np.log(100))
        ),
        "That is log C, less and more 1: look at a model that is certain, rightly or wrongly.": (
            (np.log(100) - 1, np.log(100) + 1)
        ),
        "Between these lie the outputs of softmax: what does the loss make of them?": (0, 1),
        "Between these lies minus an output of softmax: the loss takes log_softmax of the outputs first.": (-1, 0),
        "These are probabilities, after the second softmax: the loss is minus their logarithm.": (
            (np.exp(-HIGH), np.exp(-LOW))
        ),
        "These are minus the losses, log-probabilities: a loss is not negative, and the order turns around.": (
            (-HIGH, -LOW)
        ),
        "Besides the true class there are 99 others, not 100.": bounds(101),
        "Besides the true class there are 99 others; where one of them is 1, the rest is 98.": bounds(99),
        "These are the bounds for the ten classes of the text.": bounds(10),
        "These are the bounds for two classes: here are 100.": bounds(2),
        "The lower bound comes first.": (HIGH, LOW),
        "These are bits: PyTorch takes the natural logarithm.": (LOW / np.log(2), HIGH / np.log(2)),
        "The logarithm is to base 10: PyTorch takes the natural one.": (LOW / np.log(10), HIGH / np.log(10)),
    },
    tolerance=3e-4,  # three decimals, rounded or cut off
)


def examples(rng, *shape):
    """Logits of a shape, and targets of that shape without the class axis."""
    logits = rng.normal(size=shape)
    axis = class_axis(logits)
    return {"logits": logits, "target": np.asarray(rng.integers(shape[axis], size=np.delete(shape, axis)))}


def class_axis(logits):
    return min(1, logits.ndim - 1)


def with_log_probs(log_probs, axis=None, of=celoss.nll_loss):
    """The mean loss from ``log_probs(logits, axis)``, along another axis than the class axis for more than one."""
    return lambda z, y: of(log_probs(z, class_axis(z) if axis is None or z.ndim == 1 else axis), y)


def along(axis):
    """The mean loss with the classes on another axis, where the target's entry is looked up too: mostly an error."""

    def loss(logits, target):
        axis_now = axis if logits.ndim > 1 else 0
        log_probs = celoss.log_softmax(logits, axis_now)
        return -np.take_along_axis(log_probs, np.expand_dims(target, axis_now), axis=axis_now).mean()

    return loss


def flat(logits, target, move=lambda logits: logits, order="C", order_of_target="C"):
    """The mean loss of the batch that a reshape makes, for logits without a batch too."""
    classes = logits.shape[class_axis(logits)]
    return celoss.cross_entropy(
        move(logits).reshape(-1, classes, order=order), target.reshape(-1, order=order_of_target)
    )


def from_memory(order, order_of_target):
    """The mean loss of numbers in an order of their place in memory, which copies keep."""

    def loss(logits, target):
        if logits.ndim == 1:
            return celoss.cross_entropy(logits, target)
        read = np.ravel(logits, order).reshape(*logits.shape[:2], -1)
        return celoss.cross_entropy(read, np.ravel(target, order_of_target).reshape(len(logits), -1))

    return loss


def summed(over):
    """The sum of the losses over a number that may be wrong."""
    return lambda logits, target: celoss.cross_entropy(logits, target, reduction="sum") / over(logits, target)


def losses_at(which):
    """The mean of some of the losses, or what becomes of all of them."""
    return lambda logits, target: which(celoss.cross_entropy(logits, target, reduction="none"))


WRONG_ORDER = {
    "reshape takes the numbers with the last index fastest: the class axis has to be moved to the end first.": flat,
    "reshape(C, -1) fills a row with numbers of several classes: the class axis has to be moved first.": (
        lambda z, y: celoss.cross_entropy(z.reshape(z.shape[class_axis(z)], -1).T, y.reshape(-1))
    ),
    "An exchange of two axes turns the positions around too: move the class axis, and leave the others in order.": (
        lambda logits, target: flat(logits, target, lambda z: z.swapaxes(class_axis(z), -1))
    ),
    "The logits are turned around whole, and the targets are not: move the class axis alone.": (
        lambda logits, target: flat(logits, target, lambda z: z.T if z.ndim > 2 else z)
    ),
    **{
        f"Order {order!r} reads {what} as the memory lies: in transposed ones the indices have another order.": (
            from_memory(order, order_of_target)
        )
        for order in "AK"
        for what, order_of_target in {"both arrays": order, "the logits": "C"}.items()
    },
    "The logits are flattened in one order, the targets in another.": (
        lambda z, y: flat(z, y, lambda z: np.moveaxis(z, class_axis(z), -1), order_of_target="F")
    ),
}

WRONG_AXES = {
    "One example, of shape (C), has its classes on axis 0.": (
        lambda logits, target: celoss.cross_entropy(np.moveaxis(logits, 1, 1), target)
    ),
    "The exponentials are summed along the last axis: the classes are the second.": (
        with_log_probs(celoss.log_softmax, -1)
    ),
    "The exponentials are summed along the first axis: the classes are the second.": (
        with_log_probs(celoss.log_softmax, 0)
    ),
    "The classes are looked for on the last axis: they are on the second.": along(-1),
    "The classes are looked for on the first axis: they are on the second.": along(0),
    "The logits are cut into rows along the last axis: the classes are on the second.": (
        lambda z, y: -celoss.log_softmax(z.reshape(-1, z.shape[-1]))[np.arange(y.size), y.reshape(-1)].mean()
    ),
    "squeeze drops every axis of length 1, that of a batch of one too, and the classes move.": (
        lambda logits, target: along(class_axis(np.squeeze(logits)))(np.squeeze(logits), np.squeeze(target))
    ),
    "The exponentials of all positions are summed: each position has its own sum, over the classes.": (
        with_log_probs(
            lambda z, axis: z - celoss.logsumexp(z.reshape(*z.shape[:axis], -1), -1).reshape(-1, *[1] * (z.ndim - 1))
        )
    ),
    "The number of classes is taken from the targets: it is the length of the second axis, or of the only one.": (
        lambda z, y: (
            -(np.eye(y.max() + 1)[y] * np.moveaxis(celoss.log_softmax(z, class_axis(z)), class_axis(z), -1))
            .sum(-1)
            .mean()
        )
    ),
}

WRONG_SUMS = {
    "This divides by the number of examples: the mean is over the positions of all examples.": (
        summed(lambda logits, target: len(np.atleast_1d(target)))
    ),
    "This divides by the length of the first axis: the mean is over the positions of all examples.": (
        summed(lambda logits, target: len(logits))
    ),
    "This is the sum: the mean over all positions is wanted.": summed(lambda *_: 1),
    "This averages over the classes too: each position has one loss.": summed(lambda logits, target: logits.size),
    "This divides by the number of positions of one example: the mean is over those of all examples.": (
        summed(lambda logits, target: np.prod(logits.shape[2:]))
    ),
    "These are the losses of the positions: one number is asked for, their mean.": losses_at(np.asarray),
    "These are the mean losses of the examples: one number is asked for.": (
        losses_at(lambda losses: losses.mean(axis=tuple(range(1, losses.ndim))))
    ),
    "Only the first example counts here: is something returned too early?": (
        losses_at(lambda losses: losses[0].mean() if losses.ndim else losses)
    ),
    "The targets are looked up in the numbers from the start: each position has its own. (take reads a flat array.)": (
        with_log_probs(celoss.log_softmax, of=lambda log_probs, target: -np.take(log_probs, target).mean())
    ),
    "Only the first position of each example counts here: the mean is over all.": (
        losses_at(lambda losses: losses[(slice(None), *[0] * (losses.ndim - 1))[: losses.ndim]].mean())
    ),
    "Only the last position of each example counts here: the mean is over all.": (
        losses_at(lambda losses: losses[(slice(None), *[-1] * (losses.ndim - 1))[: losses.ndim]].mean())
    ),
    "exp of 1000 overflows: subtract the largest score of each position first, or use log_softmax.": (
        with_log_probs(lambda z, axis: z - np.log(np.exp(z).sum(axis=axis, keepdims=True)))
    ),
    "Probabilities round to 0, and log 0 is infinite: keep to logits.": (
        with_log_probs(lambda z, axis: np.log(celoss.softmax(z, axis)))
    ),
    "At a position far below 0 every exp rounds to 0: subtract its own largest score, at every position.": (
        with_log_probs(lambda z, axis: z - z.max() - np.log(np.exp(z - z.max()).sum(axis=axis, keepdims=True)))
    ),
    "Softmax is applied twice: the loss takes the logits themselves.": (
        with_log_probs(lambda z, axis: celoss.log_softmax(celoss.softmax(z, axis), axis))
    ),
    "These are probabilities, negated: the logarithm is missing.": with_log_probs(celoss.softmax),
    "These are the logits, negated: the log-sum-exp is missing.": with_log_probs(lambda z, axis: z),
    "The sign is the wrong way round: a loss is not negative.": lambda *given: -celoss.cross_entropy(*given),
}

k_dimensions = Check(
    "my_cross_entropy_nd",
    cases=lambda rng: {
        "a batch of four": examples(rng, 4, 3),
        "one example": examples(rng, 3),
        "four positions": examples(rng, 2, 3, 4),
        "an image": examples(rng, 1, 2, 3, 4),
        "an image that was transposed": {
            name: array.swapaxes(-1, -2) for name, array in examples(rng, 1, 2, 4, 3).items()
        },
        "all axes in reverse order in memory": {
            "logits": rng.normal(size=(3, 2, 4, 2)).T,
            "target": rng.integers(4, size=(3, 2, 2)).T,
        },
        "four axes of positions": examples(rng, 1, 3, 2, 2, 1, 3),
        "a last class without positions, scores of a thousand": {
            "logits": np.array([[[0.0, 1000.0, 3.0], [1000.0, -1000.0, 4.0], [0.0, 0.0, 2.0]]]),
            "target": np.array([[0, 0, 1]]),
        },
        "positions far apart": {
            "logits": np.array([[[-1024.0, 0.0], [-1025.0, 1.0]]]),
            "target": np.array([[1, 0]]),
        },
    },
    reference=celoss.cross_entropy,
    diagnoses=WRONG_AXES | WRONG_ORDER | WRONG_SUMS,
)


def batches(rng, learning_rate=0.5, momentum=0.0, old_gradient=0.0):
    """Two batches, of four and of two examples, for a linear model of two features and three classes."""
    x = [rng.normal(size=(4, 2)), rng.normal(size=(2, 2))]
    y = [rng.integers(3, size=len(batch)) for batch in x]
    case = {"x": x, "y": y, "weight": rng.normal(size=(3, 2)), "bias": rng.normal(size=3)}
    return case | {"learning_rate": learning_rate, "momentum": momentum, "old_gradient": old_gradient}


def two_steps(step, x, y, weight, bias, learning_rate, momentum, old_gradient):
    """The losses of a step on each batch, and where the two steps have taken a linear model."""
    import torch

    model = torch.nn.Sequential(torch.nn.utils.skip_init(torch.nn.Linear, 2, 3))  # draws no random numbers
    model[0].weight, model[0].bias = map(torch.nn.Parameter, (weight.clone(), bias.clone()))
    for parameter in model.parameters():
        parameter.grad = torch.full_like(parameter, old_gradient)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    try:
        first = step(model, optimizer, x[0], y[0])
    except NotImplementedError as error:
        if "not implemented for" not in str(error):
            raise
        # The error of torch where a float belongs and an integer came: it is not that the answer has gaps.
        raise Refused(f"{error}: integers came where the logits belong. The loss takes the logits first.") from None
    if torch.equal(model[0].weight, weight):
        gradient = model[0].weight.grad
        if gradient is not None and gradient.any():
            raise Refused("The weights do not move, though they have a gradient: is step called, and after backward?")
        raise Refused(
            "The weights do not move: a step needs a backward before it, no zero_grad between the two, and a loss that"
            " is not detached from the model."
        )
    second = step(model, optimizer, x[1], y[1])
    if getattr(first, "requires_grad", False):
        raise Refused(
            "The loss is returned with its graph, which then lives as long as the loss does: return its item()."
        )
    losses = {"loss of the first batch": first, "loss of the second batch": second}
    return losses | {"weights": model[0].weight.detach(), "biases": model[0].bias.detach()}


def stepping(loss_of=celoss.cross_entropy, moves=("zero_grad", "backward", "step"), backward_of=None):
    """A step of training with a loss, with moves, or with another loss for the gradient, that may be wrong."""

    def step(model, optimizer, x, y):
        logits = model(x)
        loss = loss_of(logits, y)
        down = (backward_of or loss_of)(logits, y)
        for move in moves:
            ({"backward": down.backward, "climb": (-down).backward}.get(move) or getattr(optimizer, move))()
        return loss.item()

    return step


def against_the_gradient(rate=None):
    """A step straight against the gradient, whatever the optimizer would make of it."""

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        loss = celoss.cross_entropy(model(x), y)
        loss.backward()
        for parameter in model.parameters():
            parameter.data -= (rate or optimizer.param_groups[0]["lr"]) * parameter.grad
        return loss.item()

    return step


def at_rate(rate):
    """A step of the optimizer with another learning rate than its own."""

    def step(model, optimizer, x, y):
        optimizer.param_groups[0]["lr"] = rate
        return stepping()(model, optimizer, x, y)

    return step


def clipped(model, optimizer, x, y):
    """A step whose gradients have the length 1 at most."""
    import torch

    optimizer.zero_grad()
    loss = celoss.cross_entropy(model(x), y)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def empty_some(which):
    """An answer that empties the gradients of some parameters only."""

    def step(model, optimizer, x, y):
        for parameter in which(list(model.parameters())):
            parameter.grad = None
        return stepping(moves=("backward", "step"))(model, optimizer, x, y)

    return step


def loss_after(model, optimizer, x, y):
    stepping()(model, optimizer, x, y)
    return celoss.cross_entropy(model(x), y).item()


def one_hot(logits, target):
    return logits.new_zeros(logits.shape).scatter(1, target[:, None], 1)


def summed_loss(logits, target):
    return celoss.cross_entropy(logits, target, reduction="sum")


def torch_loss_of_one_hot(logits, target):
    from torch.nn import functional

    return functional.cross_entropy(logits, functional.one_hot(target).to(logits.dtype))


OTHER_LOSSES = {
    "Softmax comes before the loss, which applies its own: the loss takes logits.": (
        lambda logits, target: celoss.cross_entropy(logits.softmax(1), target)
    ),
    "This loss is minus the true logit: log_softmax is missing.": celoss.nll_loss,
    "This loss is minus the true class's probability: the logarithm is missing.": (
        lambda logits, target: celoss.nll_loss(logits.softmax(1), target)
    ),
    "The logits go through a sigmoid before the loss, which takes them as they are.": (
        lambda logits, target: celoss.cross_entropy(logits.sigmoid(), target)
    ),
    "Only the first example of the batch counts: the mean is over all.": (
        lambda logits, target: celoss.cross_entropy(logits[:1], target[:1])
    ),
    "A probability rounds to 0 before its logarithm is taken: keep to logits, or use log_softmax.": (
        lambda logits, target: celoss.nll_loss(logits.softmax(1).log(), target)
    ),
    "The loss is summed over the batch: the mean is wanted.": summed_loss,
    "The mean is divided by the size of the batch once more.": (
        lambda logits, target: celoss.cross_entropy(logits, target) / len(target)
    ),
    "The mean runs over the classes too: an example has one loss.": (
        lambda logits, target: celoss.cross_entropy(logits, target) / logits.shape[1]
    ),
    "The target is the model's own prediction: the labels are y.": (
        lambda logits, target: celoss.cross_entropy(logits, logits.argmax(1))
    ),
    "The exponentials are summed over the examples: the classes are axis 1.": (
        lambda logits, target: celoss.nll_loss(logits.log_softmax(0), target)
    ),
    "The loss is the squared error of the logits: a classifier's is the cross-entropy.": (
        lambda logits, target: ((logits - one_hot(logits, target)) ** 2).mean()
    ),
    "The loss is the squared error of the probabilities: the cross-entropy is wanted.": (
        lambda logits, target: ((logits.softmax(1) - one_hot(logits, target)) ** 2).mean()
    ),
    "Each class is asked its own yes-or-no question: in the cross-entropy the classes compete.": (
        lambda logits, target: (logits.logaddexp(0 * logits) - one_hot(logits, target) * logits).mean()
    ),
    "The loss is the hinge: the cross-entropy is wanted.": (
        lambda z, y: ((z - z.gather(1, y[:, None]) + 1).clamp(0).sum(1) - 1).mean() / z.shape[1]
    ),
    "The number of classes is taken from the targets: it is that of the model's outputs.": (
        lambda logits, target: -(one_hot(logits[:, : max(target) + 1], target) * logits.log_softmax(1)).sum(1).mean()
    ),
    "one_hot takes the number of classes from the targets: it is that of the model's outputs.": torch_loss_of_one_hot,
    "The targets are smoothed: the loss of the labels as they are is wanted.": (
        lambda logits, target: celoss.cross_entropy(logits, target, label_smoothing=0.1)
    ),
}

WRONG_MOVES = {
    "Each backward adds to the gradients that are there: zero_grad is missing.": stepping(moves=("backward", "step")),
    "The first step follows the gradients from before as well: zero_grad has to come before backward.": (
        stepping(moves=("backward", "step", "zero_grad"))
    ),
    "Only some of the parameters lose the gradients from before: zero_grad empties all.": empty_some(
        lambda parameters: parameters[:1]
    ),
    "Only the bias loses its gradient from before: zero_grad empties those of all parameters.": empty_some(
        lambda parameters: parameters[1:]
    ),
    "The step goes up the gradient: the loss grows.": stepping(moves=("zero_grad", "climb", "step")),
    "This takes two steps: one is wanted.": stepping(moves=("zero_grad", "backward", "step", "step")),
    "The gradient is doubled: is backward called twice, or the loss added to itself?": (
        stepping(backward_of=lambda logits, target: 2 * celoss.cross_entropy(logits, target))
    ),
    "The loss that is returned is the one after the step: compute it once, before.": loss_after,
    "The momentum is lost: let the optimizer that is given make each step, not your own update or a new one.": (
        against_the_gradient()
    ),
    **{
        f"The learning rate is {rate:g} here, whatever the optimizer's{besides}: let the optimizer step.": step(rate)
        for rate in (1.0, 0.5, 0.1, 0.01, 0.001)
        for besides, step in {"": at_rate, ", and its momentum is lost": against_the_gradient}.items()
    },
    "The gradients are clipped: the step is to follow them as they are.": clipped,
}

WRONG_RETURNS = {
    "The gradient is that of the sum, and the mean is returned: the step belongs to the mean.": (
        stepping(backward_of=summed_loss)
    ),
    "The gradient is that of the mean, and the sum is returned: return the mean loss.": (
        stepping(summed_loss, backward_of=celoss.cross_entropy)
    ),
    "The mean is divided by the size of the batch once more before it is returned.": (
        stepping(lambda z, y: celoss.cross_entropy(z, y) / len(y), backward_of=celoss.cross_entropy)
    ),
    "The loss is divided by the size of the batch before backward: a mean is divided already.": (
        stepping(backward_of=lambda z, y: celoss.cross_entropy(z, y) / len(y))
    ),
    "The accuracy is returned: return the loss.": (
        stepping(lambda z, y: (z.argmax(1) == y).double().mean(), backward_of=celoss.cross_entropy)
    ),
    "The step is right, and minus the loss is returned.": (
        stepping(lambda z, y: -celoss.cross_entropy(z, y), backward_of=celoss.cross_entropy)
    ),
}

training_step = Check(
    "my_step",
    cases=lambda rng: {
        "two batches, no momentum": batches(rng),
        "gradients left over from before": batches(rng, learning_rate=0.25, old_gradient=10.0),
        "with momentum": batches(rng, learning_rate=0.125, momentum=0.9),
        "inputs of a thousand": batches(rng)
        | {
            "x": [np.array([[1000.0, 0.0], [0.0, 1000.0]]), np.array([[0.0, 1000.0]])],
            "y": [np.array([1, 1]), np.array([0])],
            "weight": np.eye(3, 2),
        },
    },
    reference=stepping(),
    probe=two_steps,
    tensors=True,
    diagnoses=WRONG_MOVES | WRONG_RETURNS | {hint: stepping(loss) for hint, loss in OTHER_LOSSES.items()},
)
