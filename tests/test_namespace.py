"""The one module that knows the two libraries: which one, conversions, and the wrapper of every public function."""

import inspect

import numpy as np
import pytest
import torch

import celoss
from celoss._namespace import arange, cast, floating, is_floating, is_integer, like, maybe_any, namespace


@pytest.mark.parametrize("other", [[1.0], 1.0, np.float32(1), None])
def test_all_that_is_no_tensor_belongs_to_numpy(other):
    assert namespace(other) is np


def test_namespace_is_the_arrays_library(xp):
    assert namespace(xp.asarray([1.0])) is xp


def test_parameters_belong_to_torch():
    assert namespace(torch.nn.Parameter(torch.ones(2))) is torch


def test_cast_is_differentiable():
    tensor = torch.ones(2, dtype=torch.float64, requires_grad=True)
    cast(tensor, torch.float32).sum().backward()
    np.testing.assert_array_equal(tensor.grad, [1.0, 1.0])


def test_like_makes_arrays_of_lists():
    assert isinstance(like(np.ones(2), [1, 2], "target"), np.ndarray)


@pytest.mark.parametrize(
    ("reference", "array", "message"),
    [
        (torch.ones(2), np.ones(2), "weight must be a Tensor like the first argument, got a ndarray"),
        (torch.ones(2), [1.0, 1.0], "weight must be a Tensor like the first argument, got a list"),
        (np.ones(2), torch.ones(2), "weight must be a ndarray like the first argument, got a Tensor"),
    ],
)
def test_like_refuses_a_mixture(reference, array, message):
    with pytest.raises(TypeError, match=message):
        like(reference, array, "weight")


def test_arange_is_on_the_device_of_its_reference():
    assert arange(3, torch.ones(2, device="meta")).device.type == "meta"
    assert arange(3, np.ones(2)).tolist() == [0, 1, 2]


def test_maybe_any_looks_at_numpy_alone():
    assert [maybe_any(np.array(mask, bool)) for mask in ([[0, 0], [0, 1]], [0, 0], [], True, False)] == [1, 0, 0, 1, 0]
    assert maybe_any(torch.zeros(2, dtype=bool)) is True
    assert maybe_any(torch.zeros(2, dtype=bool, device="meta")) is True


@pytest.mark.parametrize(
    "dtype", ["float16", "float32", "float64", "int8", "uint8", "int32", "int64", "bool", "complex64"]
)
def test_kinds_of_number(xp, dtype):
    array = xp.zeros(2, dtype=getattr(xp, dtype))
    assert is_floating(array) == dtype.startswith("float")
    assert is_integer(array) == dtype.strip("u").startswith("int")


@floating
def double(array, other=None):
    """Twice the array."""
    double.seen = array.dtype
    return array + array


def test_floating_keeps_the_dtype_and_computes_in_32_bits_at_least(xp_dtype):
    xp, dtype = xp_dtype
    assert str(double(xp.ones(3, dtype=getattr(xp, dtype))).dtype).endswith(dtype)
    assert str(double.seen).endswith("float64" if dtype == "float64" else "float32")


def test_floating_takes_its_argument_by_name(xp):
    np.testing.assert_array_equal(double(other=None, array=xp.asarray([1.0])), [2.0])


def test_floating_keeps_name_text_and_signature():
    assert (double.__name__, double.__doc__) == ("double", "Twice the array.")
    assert list(inspect.signature(double).parameters) == ["array", "other"]


def test_floating_silences_numpys_warnings_inside_only():
    assert double(np.array([1.7e308])) == np.inf
    with pytest.warns(RuntimeWarning, match="overflow"):
        np.array([1.7e308]) * 2


@pytest.mark.parametrize("function", [celoss.softmax, celoss.log_softmax, celoss.logsumexp])
def test_first_argument_may_be_named(function):
    logits = np.array([[1.0, 2.0]])
    np.testing.assert_array_equal(function(logits=logits), function(logits))


FUNCTIONS = ["softmax", "log_softmax", "logsumexp", "cross_entropy", "nll_loss", "cross_entropy_gradient"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_first_argument_that_is_missing_or_misnamed_is_named(name):
    function = getattr(celoss, name)
    first = next(iter(inspect.signature(function).parameters))
    with pytest.raises(TypeError, match=rf"{name}\(\) needs its first argument, '{first}'; got nothing"):
        function()
    with pytest.raises(TypeError, match=rf"'{first}'; got 'input', 'target'"):  # torch's name
        function(input=np.zeros((2, 3)), target=[0, 1])


@pytest.mark.parametrize(
    ("other", "kind"), [(None, "NoneType"), (iter([0, 1]), "list_iterator"), ([None, 1], "list"), ({0, 1}, "set")]
)
def test_like_refuses_what_is_no_array_of_numbers(other, kind):
    with pytest.raises(TypeError, match=f"target must be an array of numbers, got a {kind}"):
        like(np.ones(2), other, "target")


def test_losses_compile():
    logits, target = torch.randn(5, 4), torch.tensor([0, 3, 1, 1, 2])
    for function in [celoss.cross_entropy, celoss.cross_entropy_gradient]:
        compiled = torch.compile(function, backend="eager")
        torch.testing.assert_close(compiled(logits, target), function(logits, target))
