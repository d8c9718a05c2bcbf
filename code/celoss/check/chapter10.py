"""What autograd keeps, an output that is saved, how many arrays a loss writes, and a loss in chunks of rows."""

import contextlib
import functools
import itertools
import weakref
from typing import NamedTuple

import numpy as np

import celoss
from celoss.check._core import Check, on_paper
from celoss.check._guard import said
from celoss.check._values import Refused, gradients
from celoss.check.chapter9 import AGAIN, FAR_APART, THOUSANDS, WRONG_LOSSES, in_use, one_hot


class Written:
    """A function of logits and target that shows how it is written."""

    def __init__(self, text):
        self.text = text

    def __call__(self, logits, target):
        import torch

        return eval(self.text, {"torch": torch, "F": torch.nn.functional, "logits": logits, "target": target})

    def __repr__(self):
        return self.text


LOSSES = {
    "PyTorch's loss": "F.cross_entropy(logits, target)",
    "in 32 bits": "F.cross_entropy(logits.float(), target)",
    "the formula": "-logits.softmax(1).log()[torch.arange(len(target)), target].mean()",
    "a one-hot array": "-(F.one_hot(target, 4) * logits.log_softmax(1)).sum()",
    "the logits alone": "(logits * logits).sum()",
    "some rows of the logits": "logits[1:].square().sum()",
    "a column of another array": "(-logits)[:, :1].square().sum()",
    "two halves of another array": "sum(half.square().sum() for half in (-logits).chunk(2))",
    "one array after another": "logits.exp().exp().sum()",
    "one number, expanded": "(logits * logits.sum().expand(3, 4)).sum()",
    "without gradients": "torch.no_grad()(F.cross_entropy)(logits, target)",
}


def saved_tensors(loss, logits, target):
    """The tensors that autograd saves while the loss is computed, each as often as it is saved."""
    import torch

    saved = []
    with torch.autograd.graph.saved_tensors_hooks(lambda tensor: saved.append(tensor) or tensor, lambda tensor: tensor):
        loss(logits, target)
    return saved


def storage(n, tensor):
    """What tells storages apart; `n` tells apart the times at which a tensor is saved."""
    return tensor.untyped_storage().data_ptr()


def whole(tensor):
    return tensor.untyped_storage().nbytes()


def number_of(tensor):
    """The numbers in the storage of a tensor."""
    return whole(tensor) // tensor.element_size()


def given(tensor, *arguments):
    return storage(0, tensor) in [storage(0, argument) for argument in arguments]


def held(once=storage, size=whole, apart=given, add=sum):
    """An answer: the sizes of what is saved, each thing ``once``, but for what is set ``apart``."""

    def answer(loss, logits, target):
        saved = [tensor for tensor in saved_tensors(loss, logits, target) if not apart(tensor, logits, target)]
        return add([0, *{once(n, tensor): size(tensor) for n, tensor in enumerate(saved)}.values()])

    return answer


def combined(make, mistakes):
    """Hint -> a wrong answer, for each mistake and for each two of different kinds.

    ``make(kind=value, ...)`` makes an answer, and `mistakes` has the wrong values of each kind by their hints.
    """
    ones = [(hint, kind, value) for kind, wrong in mistakes.items() for hint, value in wrong.items()]
    twos = [pair for pair in itertools.combinations(ones, 2) if pair[0][1] != pair[1][1]]
    return {
        " ".join(hint for hint, *_ in chosen): make(**{kind: value for _, kind, value in chosen})
        for chosen in [*((one,) for one in ones), *twos]
    }


WRONG_BYTES = {
    "once": {
        "A storage that is saved twice is counted twice.": lambda n, tensor: n,
        "Two views of one storage may begin in different places: it is the storage that counts once.": (
            lambda n, tensor: tensor.data_ptr()
        ),
    },
    "size": {
        "A storage is held whole: a view of it may show fewer numbers than it has, or one of them many times.": (
            lambda tensor: tensor.nbytes
        ),
        "These are numbers, not bytes.": number_of,
        "These are numbers, not bytes, and those of the tensors, not of their storages.": lambda tensor: tensor.numel(),
        "These are storages: count their bytes.": lambda tensor: 1,
        "Not every number has 4 bytes.": lambda tensor: 4 * tensor.numel(),
        "Not every number has 8 bytes, or as many as a logit.": lambda tensor: 8 * tensor.numel(),
    },
    "apart": {
        "The storages of logits and target are there anyway: do not count them.": lambda *tensors: False,
        "The storage of target is there anyway: do not count it.": lambda tensor, logits, _: given(tensor, logits),
        "A view of the logits is another tensor in the same storage, wherever it begins, and that is there anyway.": (
            lambda tensor, *arguments: tensor.data_ptr() in [argument.data_ptr() for argument in arguments]
        ),
        "What needs no gradient is held too, such as indices: only logits and target are left out.": (
            lambda tensor, *arguments: not tensor.requires_grad or given(tensor, *arguments)
        ),
        "Leaves are left out, indices that the loss has made among them: only logits and target should be.": (
            lambda tensor, *_: tensor.is_leaf
        ),
        "Whole numbers are held too, such as indices.": (
            lambda tensor, *arguments: not tensor.is_floating_point() or given(tensor, *arguments)
        ),
        "Small storages count too.": (
            lambda tensor, *arguments: tensor.numel() < arguments[0].numel() or given(tensor, *arguments)
        ),
    },
    "add": {"This is the largest one: add them up.": max},
}


def still_goes_backward(answer, loss, logits, target):
    """Call `answer`, and see that its loss can go backward: what is saved was left as it is."""
    import torch

    results = []
    found = answer(lambda *arguments: results.append(loss(*arguments)) or results[-1], logits.requires_grad_(), target)
    for result in results:
        with contextlib.suppress(RuntimeError):  # the answer may have gone backward itself, or need no gradient
            try:
                torch.autograd.grad(result, logits, retain_graph=True)
            except TypeError as error:
                raise Refused(
                    "The loss cannot go backward any more: what pack returns is kept in the place of the tensor, and"
                    f" what unpack makes of it has to be that tensor. ({said(error)})"
                ) from None
    return found


held_bytes = Check(
    "my_held_bytes",
    cases=lambda rng: {
        name: {"loss": Written(text), "logits": rng.normal(size=(3, 4)), "target": np.array([2, 0, 2])}
        for name, text in LOSSES.items()
    },
    reference=held(),
    diagnoses={
        "Nothing is counted: the hooks have to be there while loss runs, for it is then that tensors are saved.": (
            lambda *case: 0
        ),
        "The result is counted too: it is not saved.": lambda *case: held()(*case) + case[0](*case[1:]).nbytes,
    }
    | combined(held, WRONG_BYTES),
    probe=still_goes_backward,
    tensors=True,
)


class First:
    """An autograd function with two results, seen as one with the first alone."""

    def __init__(self, function):
        self.function = function
        self.forward, self.backward = (getattr(function, name, gradients) for name in ("forward", "backward"))

    def apply(self, logits, target):
        if not hasattr(self.function, "apply"):
            raise Refused("MyLeanLoss has no apply: the check takes a class derived from torch.autograd.Function.")
        results = self.function.apply(logits, target)
        if not (isinstance(results, tuple) and len(results) == 2):
            raise Refused("forward has two results, in this order: the loss, and the array that is saved.")
        return results[0]


def see_what_is_held(loss, saved, logits):
    """Refuse an autograd function that holds the logits, or more than one array of their size."""
    import torch

    size = logits.numel()  # an array that is expanded has as many numbers, and its storage has fewer

    def large(values):
        tensors = [value for value in values if isinstance(value, torch.Tensor)]
        return {storage(0, tensor) for tensor in tensors if tensor.numel() >= size <= number_of(tensor)}

    # The attributes of ctx, or what is in them.
    kept = getattr(getattr(loss, "grad_fn", None), "__dict__", {}).values()
    attributes = large(part for value in kept for part in (value if isinstance(value, list | tuple) else [value]))
    if storage(0, logits) in large(saved) | attributes:
        raise Refused("The logits are held for the backward pass: it has to do with the array that forward returns.")
    if (count := len(large(saved) | attributes)) > 1:
        raise Refused(f"{count} arrays as large as the logits are held for the backward pass, and one is enough.")
    if attributes:
        raise Refused("An array is held as an attribute of ctx, where hooks do not see it: use save_for_backward.")


HELD = "loss, with a look at what is held"
OVERWRITTEN = "loss, after which the logits are overwritten"
CONSTANT = (
    "For autograd the gradient does not depend on the logits, so there is no second derivative: backward computes with"
    " what is neither input nor output of forward, is marked as not differentiable, or is detached; or it is itself"
    " marked as once_differentiable."
)
NO_UPSTREAM = "Is an upstream None? After set_materialize_grads(False) it is, where a result is not used."


def lean_in_use(answer, logits, target, use, vector=None):
    """What an autograd function with two results gives, in one of the ways in which its loss is used."""
    import torch

    first, saved = First(answer), []
    if vector is None and use not in (HELD, OVERWRITTEN):
        return in_use(first, logits, target, use)
    leaf = logits.requires_grad_()
    copy = leaf.clone()
    with torch.autograd.graph.saved_tensors_hooks(lambda tensor: saved.append(tensor) or tensor, lambda tensor: tensor):
        loss = first.apply(copy, target)
    if vector is not None:
        (gradient,) = torch.autograd.grad(loss**2 if "2" in use else loss, leaf, create_graph=True)
        if not gradient.requires_grad:
            raise Refused(CONSTANT)
        return {"second derivative times vector": gradients((gradient * vector).sum(), leaf)}
    if use == HELD:
        see_what_is_held(loss, saved, copy)
    else:
        copy.detach().fill_(0.0)
    return {"loss": loss, "gradient": gradients(loss, leaf)}


def lean_loss(answer, *case):
    """As `lean_in_use`, with a word on an upstream that is missing."""
    try:
        return lean_in_use(answer, *case)
    except TypeError as error:
        if "NoneType" not in said(error):
            raise
        raise Refused(f"{said(error)}: {NO_UPSTREAM}") from None


def into_logits(probs, target, upstream):
    return upstream * (probs - 1.0 * one_hot(probs, target)) / len(target)


def into_probs(probs, other):
    return probs * (other - (probs * other).sum(1, keepdim=True))


def lean(of_loss=into_logits, of_probs=into_probs, loss=celoss.cross_entropy):
    """An answer that saves the probabilities; in its backward, p are these, y targets, up and u the two upstreams."""

    class Lazy:
        @staticmethod
        def apply(logits, target):
            import torch

            class Function(torch.autograd.Function):
                @staticmethod
                def forward(ctx, logits, target):
                    probs = logits.softmax(1)
                    ctx.save_for_backward(probs, target)
                    return loss(logits, target), probs

                @staticmethod
                def backward(ctx, up, u):
                    p, y = ctx.saved_tensors
                    return of_loss(p, y, up) + of_probs(p, u), None

            return Function.apply(logits, target)

    return Lazy


def of_target(p, y, up):
    return into_logits(p, y, up) * one_hot(p, y)


WRONG_FIRST = {
    "backward does not use the upstream of the loss, which is 1 only where nothing comes after the loss.": (
        lambda p, y, up: into_logits(p, y, 1.0)
    ),
    "backward loses the sign of the upstream of the loss.": lambda p, y, up: into_logits(p, y, abs(up)),
    "backward takes the upstream of the loss for a number; it may depend on the logits, as under a square.": (
        lambda p, y, up: into_logits(p, y, up.item())
    ),
    "backward gives the gradient of the sum: the mean divides by the number of examples.": (
        lambda p, y, up: into_logits(p, y, up) * len(y)
    ),
    "backward divides by the number of classes as well.": lambda p, y, up: into_logits(p, y, up) / p.shape[1],
    "backward gives truth minus probabilities; the gradient is the other way round.": (
        lambda p, y, up: -into_logits(p, y, up)
    ),
    "backward gives probabilities alone: the target's 1 is not taken off.": lambda p, y, up: up * p / len(y),
    "backward gives only the target's own logit a gradient; the others lower the loss as well when they fall.": (
        of_target
    ),
}
WRONG_SECOND = {
    "backward does not use the upstream of the second result, by which the second derivative comes in.": (
        lambda p, u: 0 * p
    ),
    "The upstream of the second result is added as it is: it has to go through the softmax.": lambda p, u: u,
    "Half of what comes from the upstream of the second result is missing, the part with the row's sum.": (
        lambda p, u: p * u
    ),
    "The Jacobian is that of the softmax, and what is saved are log-probabilities.": lambda p, u: into_probs(p, p * u),
    "Only the diagonal of the softmax's Jacobian is used for the upstream of the second result.": (
        lambda p, u: p * (1 - p) * u
    ),
    "What comes from the upstream of the second result has the wrong sign.": lambda p, u: -into_probs(p, u),
    "What comes from the upstream of the second result is divided by the number of examples once too often.": (
        lambda p, u: into_probs(p, u) / len(p)
    ),
    "If the gradient of the mean is saved, what comes from its upstream is divided by the number of examples too.": (
        lambda p, u: into_probs(p, u) * len(p)
    ),
    "The mean of the second result's upstream is added; it is to be taken off.": (
        lambda p, u: p * (u + (p * u).sum(1, keepdim=True))
    ),
    "The factor in front is missing: of the Jacobian's two halves, each has the probabilities.": (
        lambda p, u: u - (p * u).sum(1, keepdim=True)
    ),
    "This takes the second result for log-probabilities.": lambda p, u: u - p * u.sum(1, keepdim=True),
    "The upstream's plain sum is taken off; it should be the mean under the probabilities.": (
        lambda p, u: p * (u - u.sum(1, keepdim=True))
    ),
    "The upstream's plain mean is taken off; it should be the mean under the probabilities.": (
        lambda p, u: p * (u - u.mean(1, keepdim=True))
    ),
    "The mean of the second result's upstream is over the rows; it should be over the classes.": (
        lambda p, u: p * (u - (p * u).sum(0))
    ),
    "The mean of the second result's upstream is over the whole array; each row has its own.": (
        lambda p, u: p * (u - (p * u).sum())
    ),
}


def lean_cases(rng):
    def case(shape, target, use, **more):
        return {"logits": rng.normal(size=shape), "target": np.array(target), "use": use, **more}

    return {
        "an example of each class": case((3, 3), [0, 1, 2], "loss"),
        "two examples": case((2, 3), [2, 0], "loss"),
        "scores of a thousand": {"logits": THOUSANDS, "target": np.array([1, 1]), "use": "loss"},
        "rows far apart": {"logits": FAR_APART, "target": np.array([0, 1, 1]), "use": "loss"},
        **{use: case((2, 4), [2, 0], use) for use in ["-2.5 * loss", *AGAIN]},
        **{
            f"the second derivative of {use}": case((3, 4), [3, 0, 3], use, vector=rng.normal(size=(3, 4)))
            for use in ["loss", "loss ** 2"]
        },
        **{use: case((2, 4), [3, 1], use) for use in (HELD, OVERWRITTEN)},
    }


saved_output = Check(
    "MyLeanLoss",
    cases=lean_cases,
    reference=lean(),
    diagnoses={
        "This is the sum of the losses, and its gradient; the mean is wanted.": lean(
            lambda p, y, up: into_logits(p, y, up) * len(y),
            loss=lambda z, y: celoss.cross_entropy(z, y, reduction="sum"),
        ),
    }
    | combined(
        lean,
        {
            "of_loss": WRONG_FIRST,
            "of_probs": WRONG_SECOND,
            "loss": {f"forward {hint}": loss for hint, loss in WRONG_LOSSES.items()},
        },
    ),
    probe=lean_loss,
    tensors=True,
)


OPTIONS = {
    "plain": {},
    "none": {"reduction": "none"},
    "weight": {"weight": True},
    "smoothing": {"label_smoothing": 0.1},
    "both": {"weight": True, "label_smoothing": 0.1},
    "probabilities": {"target": True},
}


class Operation(NamedTuple):
    """An operation that PyTorch runs, and how many arrays as large as the logits it has to do with."""

    name: str
    in_backward: bool
    read: int
    returned: int  # views and expanded arrays among them
    written: int


@functools.cache
def overheard(option):
    """The operations of a loss with an option and of its gradient."""
    import torch
    from torch.utils._python_dispatch import TorchDispatchMode

    logits = torch.linspace(-1, 1, 8 * 64).reshape(8, 64).requires_grad_()
    arguments = {"target": torch.arange(8)} | OPTIONS[option]
    for name in ("target", "weight"):
        if arguments.get(name) is True:
            arguments[name] = torch.full(logits.shape if name == "target" else (64,), 0.25)

    class Listener(TorchDispatchMode):
        def __init__(self):
            super().__init__()
            self.operations, self.in_backward = [], False

        def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
            given = large(args)
            sources = [] if operation._schema.is_mutable else [storage(0, tensor) for tensor in given]
            result = operation(*args, **(kwargs or {}))
            returned = large(result if isinstance(result, tuple) else (result,))
            written = [t for t in returned if number_of(t) >= t.numel() and storage(0, t) not in sources]
            counts = 0 if operation.is_view else len(given), len(returned), len(written)
            self.operations.append(Operation(operation.name(), self.in_backward, *counts))
            return result

    def large(values):
        return [value for value in values if isinstance(value, torch.Tensor) and value.numel() == logits.numel()]

    with Listener() as listener:
        loss = torch.nn.functional.cross_entropy(logits, **arguments).sum()
        listener.in_backward = True
        torch.autograd.grad(loss, logits)
    return listener.operations


def written(operations):
    return sum(operation.written for operation in operations)


class Counted:
    """An answer found by listening: ``rule(operations)`` for each option, and `more` by the name of the option."""

    def __init__(self, rule=written, **more):
        self.rule, self.more = rule, more

    def numbers(self):
        return {option: self.rule(overheard(option)) + self.more.get(option, 0) for option in OPTIONS}


def by_option(answer):
    """A number for each option, from a dictionary or from a tuple in the same order."""
    if isinstance(answer, Counted):
        answer = answer.numbers()
    if isinstance(answer, list | tuple) and len(answer) == len(OPTIONS):
        answer = dict(zip(OPTIONS, answer, strict=True))
    if not isinstance(answer, dict) or answer.keys() != OPTIONS.keys():
        raise Refused(f"A dictionary is needed that has a number for each of {', '.join(map(repr, OPTIONS))}.")
    if any(value is ... or value is None for value in answer.values()):
        raise NotImplementedError
    return {option: on_paper(answer[option]) for option in OPTIONS}


WRONG_RULES = {
    "rule": {
        "Arrays that an operation returns are counted though it writes none: a view, detach or expand.": (
            lambda operations: sum(operation.returned for operation in operations)
        ),
        "An expanded array is counted: it shows few numbers many times, and nothing is written.": (
            lambda operations: sum(o.returned for o in operations if "detach" not in o.name)
        ),
        "This is the forward pass alone.": lambda operations: written(o for o in operations if not o.in_backward),
        "This is the backward pass alone.": lambda operations: written(o for o in operations if o.in_backward),
        "These are arrays that are read: count those that are written.": (
            lambda operations: sum(operation.read for operation in operations)
        ),
        "These are arrays read and written together: count those that are written.": (
            lambda operations: sum(operation.read + operation.written for operation in operations)
        ),
        "Each is one too few: is the gradient itself counted?": lambda operations: written(operations) - 1,
        "Each is one too many: are the logits counted, or a copy of the gradient? Neither is written.": (
            lambda operations: written(operations) + 1
        ),
        "The options do make a difference, some of them.": lambda operations: written(overheard("plain")),
        "One array is what is held; others are written and given back.": lambda operations: 1,
        "Where two gradients meet they are added up, and the sum is written.": (
            lambda operations: written(o for o in operations if not (o.in_backward and "add" in o.name))
        ),
        "A gradient of which few numbers differ from 0 is written whole, zeros and all.": (
            lambda operations: written(o for o in operations if "nll" not in o.name)
        ),
    }
}
WRONG_COUNTS = {
    "none": {
        f"none: N losses are no array as large as the logits{end}.": more
        for end, more in (("", 1), (", nor are their gradients", 2))
    },
    "weight": {
        "weight: a weight is looked up for each target, N numbers in all.": 1,
        "weight: a weight is looked up for each target, N numbers in all, in backward too.": 2,
    },
    "smoothing": {
        "smoothing: where the two gradients meet they are added up, and the sum is written.": -1,
        "smoothing: the mean over the classes has the same gradient for each; it is expanded, and not written.": 1,
        "smoothing: there is one log_softmax, whose result both parts of the loss use.": 2,
    },
    "both": {
        "both: the mean over the classes is weighted, a product as large as the logits, forward and backward.": -2,
        "both: one too few. Are the products with the weights in, of both passes, and the sum of two gradients?": -1,
        "both: one too many; an expanded array is not written.": 1,
    },
    "probabilities": {
        "probabilities: the product with the log-probabilities has its like in the backward pass.": -1,
        "probabilities: the product with the log-probabilities is written, and its like in the backward pass.": -2,
        "probabilities: one too many; an expanded gradient is not written, and the target is there already.": 1,
    },
}

array_writes = Check(
    "my_writes",
    cases=lambda rng: {"on paper": {}},
    reference=Counted(),
    diagnoses=combined(Counted, WRONG_RULES) | combined(Counted, WRONG_COUNTS),
    probe=by_option,
    tolerance=1e-3,
)


def rows_of(rng, target, rows, num_classes=3, features=2, use="loss"):
    """A head's weight and bias, its input, and targets; a chunk has `rows` of them."""
    sizes = {"weight": (num_classes, features), "bias": num_classes, "hidden": (len(target), features)}
    arrays = {name: rng.normal(size=size) for name, size in sizes.items()}
    return {**arrays, "target": np.array(target), "rows": rows, "use": use}


FROZEN = "loss, where hidden needs no gradient"
WATCHED = "loss, with a look at what is made and held"


def largest_array():
    """A mode that notes how many numbers the largest array has that an operation returns."""
    from torch.utils._python_dispatch import TorchDispatchMode

    class Largest(TorchDispatchMode):
        size = 0

        def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
            result = operation(*args, **(kwargs or {}))
            parts = result if isinstance(result, list | tuple) else [result]
            self.size = max([self.size, *(part.numel() for part in parts if hasattr(part, "numel"))])
            return result

    return Largest()


class Box:
    """Holds a tensor for a graph, and goes with it."""

    def __init__(self, tensor):
        self.tensor = tensor


def chunk_by_chunk(answer, weight, bias, hidden, target, rows, use):
    """The loss of a linear head, computed in chunks, and its gradients."""
    import torch
    from torch.utils.checkpoint import CheckpointError

    head = torch.nn.utils.skip_init(torch.nn.Linear, *weight.shape[::-1])  # draws no random numbers
    head.weight, head.bias = map(torch.nn.Parameter, (weight, bias))
    leaves = {"gradient of the weight": head.weight, "gradient of the bias": head.bias}
    if use != FROZEN:
        leaves = {"gradient of hidden": hidden.requires_grad_()} | leaves
    saved, chunk = weakref.WeakSet(), rows * len(bias)

    def pack(tensor):
        saved.add(box := Box(tensor))
        return box

    with largest_array() as largest:
        with torch.autograd.graph.saved_tensors_hooks(pack, lambda box: box.tensor):
            loss = answer(head, hidden, target, rows)
        inputs = hidden, target, head.weight, head.bias
        held = {storage(0, box.tensor): number_of(box.tensor) for box in saved if not given(box.tensor, *inputs)}
        try:
            found = gradients(-2.5 * loss if "-2.5" in use else loss, *leaves.values())
        except CheckpointError:
            raise Refused(
                "Where a chunk is computed again it has another shape than before. Does a lambda look up a variable of"
                " the loop? It does so when it runs, and in backward the loop is over."
            ) from None
    if use == WATCHED and largest.size >= len(target) * len(bias):
        raise Refused("The logits of all rows are in one array: make those of a chunk when it is their turn.")
    if use == WATCHED and largest.size > chunk:
        raise Refused("An array is made that is larger than the logits of a chunk.")
    if use == WATCHED and sum(held.values()) > 2 * chunk:
        raise Refused(
            "More is held after the forward pass than the logits of two chunks: make the logits of each within a"
            " checkpoint, which drops them and makes them again."
        )
    return {"loss": loss, **dict(zip(leaves, found, strict=True))}


def split(hidden, target, rows):
    return list(zip(hidden.split(rows), target.split(rows), strict=True))


def recomputed(function, *arguments):
    from torch.utils.checkpoint import checkpoint

    return checkpoint(function, *arguments, use_reentrant=False)


def chunked(chunks=split, run=recomputed, reduce=None, detach=False):
    """An answer: ``reduce(losses, chunk targets, all targets)`` of the losses that ``run`` computes, in ``chunks``.

    `reduce` is given the sums of the losses of the chunks; what it returns is the loss.
    """

    def answer(head, hidden, target, rows):
        from torch.nn.functional import cross_entropy

        def part(hidden, target):
            return cross_entropy(head(hidden.detach() if detach else hidden), target, reduction="sum")

        parts = chunks(hidden, target, rows)
        return (reduce or over_kept)([run(part, *each) for each in parts], [y for _, y in parts], target)

    return answer


def kept(target):
    return (target != -100).sum()


def over_kept(losses, targets, target):
    return sum(losses) / kept(target)


def means(losses, targets):
    return [loss / kept(y) for loss, y in zip(losses, targets, strict=True)]


def not_empty(losses, targets):
    return [mean for mean in means(losses, targets) if not mean.isnan()]


LATEST = {}


def looked_up_late(function, *arguments):
    """A checkpoint of a function that finds its arguments where the loop has left them."""
    LATEST["arguments"] = arguments
    return recomputed(lambda: function(*LATEST["arguments"]))


WRONG_CHUNKS = {
    "reduce": {
        "This is the mean of means: every chunk weighs alike, whatever it keeps.": (
            lambda losses, targets, _: sum(means(losses, targets)) / len(losses)
        ),
        "This is the mean of the means of those chunks that keep something: weigh each by what it keeps.": (
            lambda losses, targets, _: sum(not_empty(losses, targets)) / len(not_empty(losses, targets))
        ),
        "This is the mean of means, with 0 for a chunk that keeps nothing: weigh each by what it keeps.": (
            lambda losses, targets, _: sum(not_empty(losses, targets)) / len(losses)
        ),
        "This is the sum: divide it by the number of targets that are kept.": lambda losses, *_: sum(losses),
        "The sum is divided by the number of chunks, not by that of the targets that are kept.": (
            lambda losses, *_: sum(losses) / len(losses)
        ),
        "The divisor counts the ignored targets too.": lambda losses, _, target: sum(losses) / len(target),
        "The divisor leaves out the targets of class 0: only -100 is ignored.": (
            lambda losses, _, target: sum(losses) / (target > 0).sum()
        ),
        "The means of the chunks are added up, without a divisor.": lambda losses, y, _: sum(means(losses, y)),
        "Each mean is divided by the number of all kept targets: that is the divisor of a sum.": (
            lambda losses, targets, target: sum(means(losses, targets)) / kept(target)
        ),
        "Each mean is weighted by all rows of its chunk, ignored ones too.": (
            lambda losses, targets, target: (
                sum(m * len(y) for m, y in zip(means(losses, targets), targets, strict=True)) / len(target)
            )
        ),
        "The mean of no targets is nan, and nan times 0 too: add up sums.": (
            lambda losses, targets, target: (
                sum(m * kept(y) for m, y in zip(means(losses, targets), targets, strict=True)) / kept(target)
            )
        ),
    },
    "chunks": {
        "A last chunk that is smaller is left out.": (
            lambda hidden, target, rows: split(hidden, target, rows)[: len(target) // rows]
        ),
        "rows is how many rows a chunk has, not how many chunks there are.": (
            lambda hidden, target, rows: list(zip(hidden.chunk(rows), target.chunk(rows), strict=True))
        ),
        "Only the first chunk counts: is there a return inside of the loop?": lambda *case: split(*case)[:1],
        "Only the last chunk counts: add the losses up.": lambda *case: split(*case)[-1:],
        "The ignored targets are scored, as class 0.": (
            lambda hidden, target, rows: split(hidden, target.clamp(min=0), rows)
        ),
    },
    "run": {
        "In backward the last chunk is computed over and over: a function that looks up a variable of the loop finds"
        " its last value there. Give checkpoint the chunk as arguments.": looked_up_late,
        "The logits of every chunk are held for the backward pass: made within a checkpoint, they are dropped.": (
            lambda function, *arguments: function(*arguments)
        ),
    },
    "detach": {"No gradient reaches hidden: it is detached.": True},
}

chunked_loss = Check(
    "my_chunked_loss",
    cases=lambda rng: {
        "two equal chunks": rows_of(rng, [0, 2, 1, 2], 2),
        "a smaller last chunk": rows_of(rng, [1, 0, 2, 2, 1], 2),
        "ignored targets, in one chunk more than in the other": rows_of(rng, [0, 2, 1, -100, 1, -100, -100, 0], 4),
        "a chunk of ignored targets alone": rows_of(rng, [1, 2, -100, -100, 0], 2),
        "more rows in a chunk than there are": rows_of(rng, [2, 0], 5),
        "-2.5 * loss": rows_of(rng, [0, 2, 1], 2, use="-2.5 * loss"),
        FROZEN: rows_of(rng, [0, 2, 1], 2, use=FROZEN),
        WATCHED: rows_of(rng, rng.integers(50, size=24), 4, num_classes=50, use=WATCHED),
    },
    reference=chunked(),
    diagnoses=combined(chunked, WRONG_CHUNKS),
    probe=chunk_by_chunk,
    tensors=True,
)
