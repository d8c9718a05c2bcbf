"""The identity, the loss of probabilities taken for logits, the class axis, and a step of training."""

import numpy as np

import celoss
from celoss.check._core import Check, number
from celoss.check._values import Refused


def picked(log_probs, target):
    """Minus the mean of each example's entry at its target."""
    return -log_probs[np.arange(len(target)), target].mean()


def nll(log_probs=celoss.log_softmax, pick=picked):
    """The loss from two steps, of which one may be wrong."""
    return lambda logits, target: pick(log_probs(logits), target)


def shifted_lse(logits, shift):
    """Log-sum-exp of each row less `shift`: right if the shift is added back and nothing overflows."""
    return np.log(np.exp(logits - shift).sum(axis=1, keepdims=True))


def binary_losses(logits, target):
    """The mean loss and, added to it, minus log(1 - p) of the classes that are not the target."""
    others = np.arange(logits.shape[1]) != target[:, None]
    return celoss.cross_entropy(logits, target) - (np.log1p(-celoss.softmax(logits)) * others).sum(axis=1).mean()


def rows_and_columns_mixed(logits, target):
    """The largest scores, of shape (N,), are taken from the columns of an array (N, C)."""
    top = logits.max(axis=1)
    lse = top + np.log(np.exp(logits - top).sum(axis=1))
    return (lse - logits[np.arange(len(target)), target]).mean()


WRONG_SHIFTS = {
    "exp of 1000 overflows, and exp of -1000 is 0: subtract each row's largest score first.": (
        nll(lambda logits: logits - shifted_lse(logits, 0))
    ),
    "The largest score of the whole array is subtracted; each row needs its own.": (
        nll(lambda logits: logits - logits.max() - shifted_lse(logits, logits.max()))
    ),
    "The largest score is subtracted, and not added back to the logarithm.": (
        nll(lambda logits: logits - shifted_lse(logits, logits.max(axis=1, keepdims=True)))
    ),
    "The largest score is added back to the log-sum-exp, but not to the true logit: treat both alike.": (
        nll(lambda logits: celoss.log_softmax(logits) - logits.max(axis=1, keepdims=True))
    ),
    "The largest scores, of shape (N,), are subtracted from the columns: keep their axis.": rows_and_columns_mixed,
    "This is the log-sum-exp of the whole array: each row has its own.": (
        nll(lambda logits: logits - celoss.logsumexp(logits.ravel()))
    ),
} | {
    f"With {epsilon:g} inside the logarithm no loss exceeds {-np.log(epsilon):.1f}: keep to logits.": (
        nll(lambda logits, epsilon=epsilon: np.log(celoss.softmax(logits) + epsilon))
    )
    for epsilon in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)
}

cross_entropy = Check(
    "my_cross_entropy",
    cases=lambda rng: {
        "three examples of the classes 0, 1 and 2": {"logits": rng.normal(size=(3, 3)), "target": np.arange(3)},
        "six examples, four classes": {"logits": rng.normal(size=(6, 4)), "target": np.array([1, 3, 3, 0, 2, 3])},
        "scores of a thousand": {"logits": np.array([[1000.0, 0, 0], [0, 0, 1000]]), "target": np.array([1, 2])},
        "rows far apart": {"logits": np.array([[0.0, 1.0], [-1024.0, -1025.0]]), "target": np.array([0, 1])},
    },
    reference=celoss.cross_entropy,
    diagnoses=WRONG_SHIFTS
    | {
        "Probabilities round to 0, and log 0 is infinite: keep to logits.": nll(lambda z: np.log(celoss.softmax(z))),
        "Softmax is applied twice: the formula wants the logits themselves.": (
            nll(lambda logits: celoss.log_softmax(celoss.softmax(logits)))
        ),
        "These are the true classes' probabilities, negated: the logarithm is missing.": nll(celoss.softmax),
        "Exponentials are summed over the examples: the classes are axis 1.": nll(lambda z: celoss.log_softmax(z, 0)),
        "The sign is the wrong way round: a loss is not negative.": lambda *given: -celoss.cross_entropy(*given),
        "This is the sum over the examples: the mean is wanted.": nll(pick=lambda z, y: picked(z, y) * len(y)),
        "This averages N times C numbers: there are N losses.": nll(pick=lambda z, y: picked(z, y) / z.shape[1]),
        "The labels are counted from 1 here: class 0 is the first column.": nll(pick=lambda z, y: picked(z, y - 1)),
        "The diagonal fits the targets 0, 1, 2, ... only: row n needs column target[n].": (
            nll(pick=lambda log_probs, target: -np.diag(log_probs).mean())
        ),
        "[:, target] reads every row at every target, N times N numbers.": nll(pick=lambda z, y: -z[:, y].mean()),
        "The targets pick rows here: they are columns, one for each row.": nll(pick=lambda z, y: -z[y].mean()),
        "The other classes pay log(1 - p) too, as in a yes-or-no loss: only the true class pays.": binary_losses,
    },
)


softmax_twice = number(
    "my_bounds",
    (np.log(99 + np.e) - 1, np.log(99 + np.e)),
    diagnoses={
        "These are the bounds for logits: outputs of softmax are at most 1 apart.": (0, np.inf),
        "A loss of 0 needs a true class far ahead of the others: how far ahead can an output of softmax be?": (
            (0, np.log(100))
        ),
        "The lower bound is right. Equal outputs, with the loss log C, are not the worst that a model can do.": (
            (np.log(99 + np.e) - 1, np.log(100))
        ),
        "log C is the loss of equal outputs: look at a model that is certain, rightly or wrongly.": (
            (np.log(100) - 1, np.log(100))
        ),
        "Between these lie the outputs of softmax: what does the loss make of them?": (0, 1),
        "Besides the true class there are 99 others, not 100.": (np.log(100 + np.e) - 1, np.log(100 + np.e)),
        "These are the bounds for the ten classes of the text.": (np.log(9 + np.e) - 1, np.log(9 + np.e)),
        "The lower bound comes first.": (np.log(99 + np.e), np.log(99 + np.e) - 1),
        "These are bits: PyTorch takes the natural logarithm.": (
            (np.log2(99 + np.e) - np.log2(np.e), np.log2(99 + np.e))
        ),
    },
)


def examples(rng, *shape):
    """Logits of a shape, and targets of that shape without the class axis."""
    logits = rng.normal(size=shape)
    axis = min(1, logits.ndim - 1)
    return {"logits": logits, "target": np.asarray(rng.integers(shape[axis], size=np.delete(shape, axis)))}


def on_axis(axis):
    """The mean loss with the log-softmax along another axis than the class axis, along which it then picks."""

    def loss(logits, target):
        log_probs = celoss.log_softmax(logits, axis if logits.ndim > 1 else 0)
        return celoss.nll_loss(log_probs, target)

    return loss


def flat(logits, target, move=lambda logits: logits):
    """The mean loss of the batch that a reshape makes, for logits without a batch too."""
    classes = logits.shape[min(1, logits.ndim - 1)]
    return celoss.cross_entropy(move(logits).reshape(-1, classes), target.reshape(-1))


k_dimensions = Check(
    "my_cross_entropy_nd",
    cases=lambda rng: {
        "a batch of four": examples(rng, 4, 3),
        "one example": examples(rng, 3),
        "four positions": examples(rng, 2, 3, 4),
        "an image": examples(rng, 1, 2, 3, 4),
        "an image that was transposed": {
            key: value.swapaxes(-1, -2) for key, value in examples(rng, 1, 2, 4, 3).items()
        },
        "three axes of positions": examples(rng, 1, 3, 2, 4, 2),
    },
    reference=celoss.cross_entropy,
    diagnoses={
        "One example, of shape (C), has its classes on axis 0.": (
            lambda logits, target: celoss.cross_entropy(np.moveaxis(logits, 1, 1), target)
        ),
        "reshape takes the numbers with the last index fastest: the class axis has to be moved to the end first.": flat,
        "reshape(C, -1) fills a row with numbers of several classes: the class axis has to be moved first.": (
            lambda z, y: celoss.cross_entropy(z.reshape(z.shape[min(1, z.ndim - 1)], -1).T, y.reshape(-1))
        ),
        "An exchange of two axes turns the positions around too: move the class axis, and leave the others in order.": (
            lambda logits, target: flat(logits, target, lambda z: z.swapaxes(min(1, z.ndim - 1), -1))
        ),
        "The exponentials are summed along the last axis: the classes are the second.": on_axis(-1),
        "The exponentials are summed along the first axis: the classes are the second.": on_axis(0),
        "This divides by the number of examples: the mean is over the positions of all examples.": (
            lambda logits, target: celoss.cross_entropy(logits, target, reduction="sum") / len(np.atleast_1d(target))
        ),
        "This is the sum: the mean over all positions is wanted.": (
            lambda logits, target: celoss.cross_entropy(logits, target, reduction="sum")
        ),
        "This averages over the classes too: each position has one loss.": (
            lambda logits, target: celoss.cross_entropy(logits, target, reduction="sum") / logits.size
        ),
    },
)


def batches(rng, num_classes=3, momentum=0.0, old_gradient=0.0):
    """Two batches, of four and of two examples, for a linear model of two features."""
    x = [rng.normal(size=(4, 2)), rng.normal(size=(2, 2))]
    y = [rng.integers(num_classes, size=len(batch)) for batch in x]
    weights = rng.normal(size=(num_classes, 2))
    return {"x": x, "y": y, "weights": weights, "momentum": momentum, "old_gradient": old_gradient}


def two_steps(step, x, y, weights, momentum, old_gradient):
    """The losses of a step on each batch, and where the two steps have taken a linear model."""
    import torch

    model = torch.nn.utils.skip_init(torch.nn.Linear, *weights.T.shape, bias=False, dtype=torch.float64)
    model.weight.data.copy_(weights)
    model.weight.grad = torch.full_like(weights, old_gradient)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5, momentum=momentum)
    try:
        first = step(model, optimizer, x[0], y[0])
    except NotImplementedError as error:
        if "not implemented for" not in str(error):
            raise
        # The error of torch where a float belongs and an integer came: it is not that the answer has gaps.
        raise Refused(f"{error}: integers came where the logits belong. The loss takes the logits first.") from None
    if torch.equal(model.weight, weights):
        gradient = model.weight.grad
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
    return {"loss of the first batch": first, "loss of the second batch": second, "weights": model.weight.detach()}


def stepping(loss_of=celoss.cross_entropy, moves=("zero_grad", "backward", "step")):
    """A step of training with a loss, and with moves, that may be wrong."""

    def step(model, optimizer, x, y):
        loss = loss_of(model(x), y)
        for move in moves:
            ({"backward": loss.backward, "climb": (-loss).backward}.get(move) or getattr(optimizer, move))()
        return loss.item()

    return step


def without_optimizer(model, optimizer, x, y):
    """A step straight against the gradient, whatever the optimizer would make of it."""
    model.zero_grad()
    loss = celoss.cross_entropy(model(x), y)
    loss.backward()
    model.weight.data -= 0.5 * model.weight.grad
    return loss.item()


def loss_after(model, optimizer, x, y):
    stepping()(model, optimizer, x, y)
    return celoss.cross_entropy(model(x), y).item()


def one_hot(logits, target):
    return logits.new_zeros(logits.shape).scatter(1, target[:, None], 1)


OTHER_LOSSES = {
    "Softmax comes before the loss, which applies its own: the loss takes logits.": (
        lambda logits, target: celoss.cross_entropy(logits.softmax(1), target)
    ),
    "This loss is minus the true logit: log_softmax is missing.": celoss.nll_loss,
    "This loss is minus the true class's probability: the logarithm is missing.": (
        lambda logits, target: celoss.nll_loss(logits.softmax(1), target)
    ),
    "The loss is summed over the batch: the mean is wanted.": (
        lambda logits, target: celoss.cross_entropy(logits, target, reduction="sum")
    ),
    "The target is the model's own prediction: the labels are y.": (
        lambda logits, target: celoss.cross_entropy(logits, logits.argmax(1))
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
}

training_step = Check(
    "my_step",
    cases=lambda rng: {
        "two batches, no momentum": batches(rng),
        "gradients left over from before": batches(rng, old_gradient=10.0),
        "with momentum": batches(rng, momentum=0.9),
        "inputs of a thousand": batches(rng)
        | {
            "x": [np.array([[1000.0, 0.0], [0.0, 1000.0]]), np.array([[0.0, 1000.0]])],
            "y": [np.array([1, 1]), np.array([0])],
            "weights": np.eye(3, 2),
        },
    },
    reference=stepping(),
    probe=two_steps,
    tensors=True,
    diagnoses={
        "Each backward adds to the gradients that are there: zero_grad is missing.": stepping(
            moves=("backward", "step")
        ),
        "The first step follows the gradients from before as well: zero_grad has to come before backward.": stepping(
            moves=("backward", "step", "zero_grad")
        ),
        "The step goes up the gradient: the loss grows.": stepping(moves=("zero_grad", "climb", "step")),
        "This takes two steps: one is wanted.": stepping(moves=("zero_grad", "backward", "step", "step")),
        "The loss that is returned is the one after the step: compute it once, before.": loss_after,
        "The update is made without the optimizer, so momentum is lost: let the optimizer step.": without_optimizer,
        **{hint: stepping(loss) for hint, loss in OTHER_LOSSES.items()},
    },
)
