"""What autograd keeps, an output that is saved, how many arrays a loss writes, and a loss in chunks of rows."""

import contextlib
import itertools

import numpy as np

from celoss.check._core import Check
from celoss.check._guard import said
from celoss.check._values import Refused


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
    """The tensors that autograd saves while the loss is computed, one for each time."""
    import torch

    saved = []
    with torch.autograd.graph.saved_tensors_hooks(lambda tensor: saved.append(tensor) or tensor, lambda tensor: tensor):
        loss(logits, target)
    return saved


def storage(n, tensor):
    return tensor.untyped_storage().data_ptr()


def whole(tensor):
    return tensor.untyped_storage().nbytes()


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
        "These are numbers, not bytes.": lambda tensor: whole(tensor) // tensor.element_size(),
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
