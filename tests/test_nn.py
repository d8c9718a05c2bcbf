"""The drop-ins: torch's own samples, torch's constructor and state, and what is said to bad input."""

import copy
import inspect
import itertools
import math
import pickle

import pytest
import torch
import torch.nn.functional as F
from torch.testing._internal.common_methods_invocations import op_db
from torch.testing._internal.common_modules import module_db

from celoss import fused, nn

CLASSES = ["CrossEntropyLoss", "NLLLoss", "LogSoftmax", "Softmax"]
FUNCTIONS = {"nn.functional.cross_entropy": nn.cross_entropy, "nn.functional.nll_loss": nn.nll_loss}
FLOATS = [torch.float16, torch.bfloat16, torch.float32, torch.float64]


@pytest.fixture(params=["as it is", "in blocks"])
def path(request, monkeypatch):
    """All of it twice: as small tensors are treated, and as large ones are."""
    torch.manual_seed(0)
    if request.param == "in blocks":
        monkeypatch.setattr(nn, "SMALL", 0)
        monkeypatch.setattr(nn, "worthwhile", lambda *arguments: True)
        monkeypatch.setattr(fused, "BLOCK_BYTES", 100)
    return request.param


def value_and_gradient(function, logits, *args, **kwargs):
    logits = logits.detach().requires_grad_()
    value = function(logits, *args, **kwargs)
    upstream = (torch.arange(value.numel()) % 7 - 2).to(value.dtype).reshape(value.shape)
    return value, torch.autograd.grad(value, logits, upstream)[0], type(value.grad_fn).__name__


def in_float64(arguments):
    def convert(item):
        return item.double() if isinstance(item, torch.Tensor) and item.is_floating_point() else item

    values = arguments.items() if isinstance(arguments, dict) else enumerate(arguments)
    return type(arguments)([(key, convert(item)) for key, item in values] if isinstance(arguments, dict)
                           else [convert(item) for _, item in values])  # fmt: skip


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_torchs_samples_of_the_functions(name, dtype, path, assert_no_worse):
    op = next(op for op in op_db if op.name == name)
    taken = 0
    for sample in op.sample_inputs("cpu", dtype):
        arguments = (sample.input, *sample.args)
        ours = value_and_gradient(FUNCTIONS[name], *arguments, **sample.kwargs)
        theirs = value_and_gradient(op.op, *arguments, **sample.kwargs)
        exact = value_and_gradient(op.op, *in_float64(arguments), **in_float64(sample.kwargs))
        for triple in list(zip(ours, theirs, exact, strict=True))[:2]:
            assert_no_worse(*triple, roundings=500)  # weights of both signs: their sum may lose digits
        taken += ours[2] == "FusedCrossEntropyBackward"
    assert (taken > 10) == (path == "in blocks" and name.endswith("cross_entropy"))


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", CLASSES[:2])
def test_torchs_samples_of_the_modules(name, dtype, path, assert_no_worse):
    info = next(info for info in module_db if info.name == f"nn.{name}")
    samples = info.module_inputs_func(info, "cpu", dtype, requires_grad=False, training=True)
    taken = 0
    for sample in samples:
        built, called = sample.constructor_input, sample.forward_input
        ours = value_and_gradient(getattr(nn, name)(*built.args, **built.kwargs), *called.args, **called.kwargs)
        reference = getattr(torch.nn, name)
        theirs = value_and_gradient(reference(*built.args, **built.kwargs), *called.args, **called.kwargs)
        module = reference(*in_float64(built.args), **in_float64(built.kwargs))
        exact = value_and_gradient(module, *in_float64(called.args), **called.kwargs)
        for triple in list(zip(ours, theirs, exact, strict=True))[:2]:
            assert_no_worse(*triple, roundings=500)
        taken += ours[2] == "FusedCrossEntropyBackward"
    assert len(samples) > 8
    assert (taken > 5) == (path == "in blocks" and name == "CrossEntropyLoss")


@pytest.mark.parametrize("name", CLASSES)
class TestModules:
    def make(self, name, library):
        options = {} if name.endswith("max") else {"weight": torch.tensor([1.0, 2.0, 3.0]), "ignore_index": 1}
        return getattr(library, name)(**options or {"dim": 1})

    def test_are_torchs_but_for_the_call(self, name):
        ours, theirs = self.make(name, nn), self.make(name, torch.nn)
        assert repr(ours) == repr(theirs)
        assert isinstance(ours, type(theirs))
        assert inspect.signature(type(ours)) == inspect.signature(type(theirs))
        assert (
            inspect.signature(type(ours).forward).parameters.keys()
            == {**inspect.signature(type(theirs).forward).parameters}.keys()
        )
        assert list(ours.state_dict()) == list(theirs.state_dict())
        ours.load_state_dict(theirs.state_dict())

    def test_give_torchs_result_copied_and_converted_too(self, name):
        ours, theirs = self.make(name, nn), self.make(name, torch.nn)
        logits, target = torch.randn(4, 3, dtype=torch.float64).log_softmax(1), torch.tensor([0, 2, 1, 2])
        arguments = (logits,) if name.endswith("max") else (logits, target)
        expected = theirs.double()(*arguments)
        for module in (ours.double(), copy.deepcopy(ours), pickle.loads(pickle.dumps(ours))):
            torch.testing.assert_close(module(*arguments), expected)

    def test_buffers_are_torchs(self, name):
        # Loaded from torch's module, and converted with the module.
        ours, theirs = self.make(name, nn), self.make(name, torch.nn)
        for buffer in theirs.buffers():
            buffer.mul_(5)
        ours.load_state_dict(theirs.state_dict())
        for dtype in (torch.float32, torch.float16):
            torch.testing.assert_close(list(ours.to(dtype).buffers()), [b.to(dtype) for b in theirs.buffers()])


@pytest.mark.parametrize("name", CLASSES[:2])
@pytest.mark.parametrize(
    ("old", "reduction"), [({"size_average": False}, "sum"), ({"reduce": False}, "none"), ({"reduce": True}, "mean")]
)
def test_old_arguments_of_the_constructor_work_as_in_torch(name, old, reduction):
    with pytest.warns(UserWarning, match="size_average and reduce args will be deprecated"):
        assert getattr(nn, name)(**old).reduction == reduction


@pytest.mark.parametrize("name", CLASSES[2:])
def test_softmax_says_what_it_needs(name):
    with pytest.raises(NotImplementedError, match=r"input must be floating point, got torch.int64"):
        getattr(nn, name)(dim=0)(torch.tensor([1, 2]))
    with pytest.raises(IndexError, match="Dimension out of range"):
        getattr(nn, name)(dim=2)(torch.ones(1, 2))


LOGITS, TARGET = torch.zeros(4, 3), torch.tensor([0, 2, 2, 1])
REFUSED = {
    "other batch": ({"target": TARGET[:2]}, r"target must have shape \(4,\) .*got \(2,\)"),
    "an axis too many": ({"target": TARGET[:, None]}, r"target must have shape \(4,\) .*got \(4, 1\)"),
    "class too large": ({"target": TARGET + 1}, r"target must be -100 \(ignore_index\) or in \[0, 3\), got 3"),
    "class negative": ({"target": TARGET - 1}, r"in \[0, 3\), got -1"),
    "one-hot integers": ({"target": F.one_hot(TARGET)}, r"must be floating point, got torch.int64: pass class indices"),
    "float indices": ({"target": TARGET.float()}, r"class indices must hold integers, got torch.float32"),
    "weight too short": ({"weight": torch.ones(2)}, r"weight must have shape \(3,\), one a class, got \(2,\)"),
    "weight of other dtype": (
        {"weight": torch.ones(3).double()},
        r"dtype of the logits, torch.float32, got torch.float64",
    ),
    "reduction": ({"reduction": "average"}, r"reduction must be one of .*got 'average'"),
    "integer logits": ({"input": LOGITS.long()}, r"input must be floating point, got torch.int64"),
    "swapped": ({"input": TARGET, "target": LOGITS}, r"input must be floating point, got torch.int64; are .*swapped"),
    "smoothing": ({"label_smoothing": 1.5}, r"label_smoothing must be between 0.0 and 1.0, got 1.5"),
    "ignored probabilities": ({"target": LOGITS, "ignore_index": 0}, r"ignore_index is not supported .*got 0"),
    "no classes": ({"input": LOGITS[:, :0]}, r"logits must have shape .*with C > 0, got \(4, 0\)"),
    "int32": ({"target": TARGET.int()}, r"must be int64, got torch.int32: convert .* int64 \(`.long\(\)`\)"),
    "list": ({"target": [0, 2, 2, 1]}, r"argument 'target' \(position 2\) must be Tensor, not list"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_have_torchs_type_and_say_more(case, path):
    changed, message = REFUSED[case]
    arguments = {"input": LOGITS, "target": TARGET, **changed}
    with pytest.raises(Exception) as theirs:  # noqa: PT011
        F.cross_entropy(**arguments)
    with pytest.raises(theirs.type, match=message):
        nn.cross_entropy(**arguments)


@pytest.mark.parametrize(
    "case", ["other batch", "class too large", "float indices", "weight too short", "reduction", "integer logits"]
)
def test_refusals_of_nll_loss(case):
    changed, message = REFUSED[case]
    arguments = {"input": LOGITS, "target": TARGET, **changed}
    with pytest.raises(Exception) as theirs:  # noqa: PT011
        F.nll_loss(**arguments)
    with pytest.raises(theirs.type, match=message):
        nn.nll_loss(**arguments)


TYPE_ALONE = {
    "weight elsewhere": {"weight": torch.ones(3, device="meta")},
    "no target": {"target": None},
    "logits without axes": {"input": LOGITS[0, 0], "target": TARGET[0]},
    "column for one example": {"input": LOGITS[0], "target": TARGET[:, None]},
    "ignore_index True": {"ignore_index": True},
}


@pytest.mark.parametrize("case", TYPE_ALONE)
def test_refusals_have_torchs_type(case, path):
    arguments = {"input": LOGITS, "target": TARGET, **TYPE_ALONE[case]}
    with pytest.raises((RuntimeError, TypeError)) as theirs:
        F.cross_entropy(**arguments)
    with pytest.raises(theirs.type):
        nn.cross_entropy(**arguments)


def test_the_same_is_accepted_as_in_torch(path):
    # Every shape and format with every other; two faults may be named in another order than torch's.
    inputs = [
        torch.zeros(shape, dtype=d) for shape in [(3,), (1, 3), (4, 3), (4, 3, 2)] for d in (FLOATS[2], FLOATS[1])
    ]
    targets = [
        torch.full(shape, value).to(dtype)
        for shape in [(), (1,), (3,), (4,), (4, 1), (4, 2), (4, 3), (4, 3, 2)]
        for value, dtype in [(1, torch.int64), (3, torch.int64), (-1, torch.int64), (1, torch.uint8), (1, torch.int32),
                             (1, torch.float32), (1, torch.bool)]
    ]  # fmt: skip
    weights = [None, torch.ones(3), torch.ones(3, dtype=torch.bfloat16), torch.ones(2)]
    accepted = 0
    for arguments in itertools.product(inputs, targets, weights):
        outcomes = []
        for loss in (nn.cross_entropy, F.cross_entropy):
            try:
                outcomes.append(loss(*arguments))
            except (IndexError, RuntimeError, TypeError, ValueError):
                outcomes.append(None)
        assert (outcomes[0] is None) == (outcomes[1] is None), arguments
        accepted += outcomes[0] is not None
    assert accepted > 40


@pytest.mark.parametrize("smoothing", [math.nan, -0.1])
def test_smoothing_that_torch_lets_pass_is_refused(smoothing, path):
    F.cross_entropy(LOGITS, TARGET, label_smoothing=smoothing)
    with pytest.raises(RuntimeError, match=r"label_smoothing must be between 0\.0 and 1\.0"):
        nn.cross_entropy(LOGITS, TARGET, label_smoothing=smoothing)


def test_fourth_argument_has_no_position():
    with pytest.raises(TypeError, match="positional"):
        nn.cross_entropy(LOGITS, TARGET, None, -1)


@pytest.mark.parametrize(
    ("shape", "dtype", "trains", "evaluates"),
    [
        ((2**13, 2**10), torch.float32, True, False),
        ((2**13 - 1, 2**10), torch.float32, False, False),
        ((2**12, 2**10), torch.float64, True, False),
        ((2**13, 2**10 + 8), torch.float32, True, True),
        ((2**13, 2**10 + 8), torch.float64, True, True),
        ((2**14, 2**10 - 8), torch.bfloat16, False, False),
        ((2**14, 2**10), torch.bfloat16, True, False),
        ((2**15, 999), torch.bfloat16, False, False),
        ((2**14, 2**11), torch.float16, False, False),
        ((2**18, 63), torch.float32, False, False),
        ((2**18, 64), torch.float32, True, False),
        ((8, 16, 2**9, 2**9), torch.float32, True, False),
        ((8, 15, 2**9, 2**9), torch.float32, False, False),
    ],
)
def test_the_rule_of_the_route(shape, dtype, trains, evaluates):
    logits = torch.empty(shape, dtype=dtype, requires_grad=True)
    assert nn.worthwhile(logits) == trains
    assert nn.worthwhile(logits, "none") == (trains and dtype != torch.bfloat16)
    assert nn.worthwhile(logits.detach()) == evaluates
    with torch.no_grad():
        assert nn.worthwhile(logits) == evaluates
    with torch.autocast("cpu", dtype=torch.bfloat16):  # all is in float32 then
        wide = torch.empty(shape, dtype=torch.promote_types(dtype, torch.float32), requires_grad=True)
        assert nn.worthwhile(logits, "none") == nn.worthwhile(wide)


def test_a_transposed_matrix_is_left_to_torch():
    logits = torch.empty(2**10, 2**14, requires_grad=True)
    assert nn.worthwhile(logits)
    assert nn.worthwhile(logits[:, ::2])
    assert not nn.worthwhile(logits.t())


def test_each_thread_is_to_have_enough_to_do():
    logits = torch.empty(2**13, 2**10, requires_grad=True)
    torch.set_num_threads(5)
    try:
        assert not nn.worthwhile(logits)
        assert nn.worthwhile(torch.empty(5 * 2**11, 2**10, requires_grad=True))
    finally:
        torch.set_num_threads(1)


def test_large_logits_take_the_fused_path_and_all_else_is_torchs():
    logits, target = torch.randn(2**13, 2**10, requires_grad=True), torch.randint(2**10, (2**13,))
    assert type(nn.cross_entropy(logits, target).grad_fn).__name__ == "FusedCrossEntropyBackward"
    assert type(nn.cross_entropy(logits[1:], target[1:]).grad_fn).__name__ == "NllLossBackward0"
    assert torch.equal(nn.cross_entropy(logits.detach(), target), F.cross_entropy(logits.detach(), target))
    probabilities = torch.softmax(logits.detach(), 1)
    torch.testing.assert_close(nn.cross_entropy(logits, probabilities), F.cross_entropy(logits, probabilities))


def test_torchs_own_errors_are_not_hidden(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("not enough memory")

    monkeypatch.setattr(F, "cross_entropy", fail)
    with pytest.raises(RuntimeError, match="not enough memory"):
        nn.cross_entropy(LOGITS, TARGET)
