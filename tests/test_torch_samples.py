"""The inputs on which torch tests its own operators: run here, they give the same values and gradients."""

import pytest
import torch
from torch.testing._internal.common_methods_invocations import op_db
from torch.utils._pytree import tree_map_only

from celoss import cross_entropy, log_softmax, logsumexp, nll_loss, softmax

OURS = {
    "nn.functional.cross_entropy": cross_entropy,
    "nn.functional.nll_loss": nll_loss,
    "softmax": softmax,
    "log_softmax": log_softmax,
    "logsumexp": logsumexp,
}
OPERATORS = [op for op in op_db if op.name in OURS]
CASES = [(op, dtype) for op in OPERATORS for dtype in op.supported_dtypes("cpu") if dtype.is_floating_point]


@pytest.fixture(autouse=True)
def same_samples_each_time():
    torch.manual_seed(0)  # the samples are random


def here(op):
    """The function of celoss, given `dtype` as torch means it: convert, then compute."""

    def function(logits, *args, dtype=None, **kwargs):
        return OURS[op.name](logits if dtype is None else logits.to(dtype), *args, **kwargs)

    return function


def value_and_gradient(function, sample, convert=lambda tensor: tensor):
    """The function of the sample's tensors, each converted, and the gradient for an upstream that varies."""
    args, kwargs = tree_map_only(torch.Tensor, convert, (sample.args, sample.kwargs))
    logits = convert(sample.input).detach().requires_grad_()
    value = function(logits, *args, **kwargs)
    upstream = (torch.arange(value.numel()) % 7 - 2).to(value.dtype).reshape(value.shape)
    return value, torch.autograd.grad(value, logits, upstream)[0]


def in_float64(tensor):
    return tensor.double() if tensor.is_floating_point() else tensor


@pytest.mark.parametrize(("op", "dtype"), CASES, ids=lambda part: getattr(part, "formatted_name", str(part)[6:]))
def test_torchs_own_samples_agree(op, dtype, assert_no_worse):
    samples = list(op.sample_inputs("cpu", dtype))
    assert len(samples) > 4
    for sample in samples:
        ours, theirs = value_and_gradient(here(op), sample), value_and_gradient(op.op, sample)
        exact = value_and_gradient(op.op, sample, in_float64)
        for triple in zip(ours, theirs, exact, strict=True):
            # Logits in the hundreds: torch rounds at their size in the gradient of logsumexp.
            assert_no_worse(*triple, roundings=500)


@pytest.mark.parametrize("op", OPERATORS, ids=lambda op: op.formatted_name)
def test_torchs_own_samples_agree_in_numpy(op, assert_no_worse):
    def to_numpy(tensor):
        return tensor.numpy()

    ran = 0
    for sample in op.sample_inputs("cpu", torch.float32):
        if sample.input.ndim == 0 or "dtype" in sample.kwargs:
            continue  # an array without axes has no axis 0 in NumPy
        args, kwargs = tree_map_only(torch.Tensor, to_numpy, (sample.args, sample.kwargs))
        theirs = op.op(sample.input, *sample.args, **sample.kwargs)
        # 500: the samples' weights have both signs, so that their sum, the divisor, may lose digits.
        assert_no_worse(OURS[op.name](sample.input.numpy(), *args, **kwargs), theirs, theirs, roundings=500)
        ran += 1
    assert ran > 4 or op.variant_test_name == "with_dtype"


def test_every_operator_is_found_with_every_format():
    formats = {torch.float16, torch.bfloat16, torch.float32, torch.float64}
    assert {op.name for op in OPERATORS} == set(OURS)
    assert {(op.name, dtype) for op, dtype in CASES} == {(name, dtype) for name in OURS for dtype in formats}
