"""Softmax, log_softmax and logsumexp: what holds for any logits, SciPy's and torch's values, and the extremes."""

import numpy as np
import pytest
import scipy.special
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from celoss import log_softmax, logsumexp, softmax

FUNCTIONS = (softmax, log_softmax, logsumexp)
INF, NAN = float("inf"), float("nan")
any_logits = arrays(np.float64, array_shapes(min_dims=1, max_dims=3, max_side=6), elements=st.floats(-1e4, 1e4))
LOGITS = 5 * np.random.default_rng(0).normal(size=(4, 3, 5))


@given(any_logits, st.floats(-1e4, 1e4))
def test_shift_does_not_change_softmax(xp, logits, shift):
    shifted = softmax(xp.asarray(logits + shift))
    np.testing.assert_allclose(shifted, softmax(xp.asarray(logits)), rtol=1e-10, atol=1e-300)


@given(any_logits, st.floats(-1e4, 1e4))
def test_shift_passes_through_logsumexp(xp, logits, shift):
    np.testing.assert_allclose(logsumexp(xp.asarray(logits + shift)), logsumexp(xp.asarray(logits)) + shift, atol=1e-10)


@given(any_logits)
def test_softmax_is_a_distribution(xp, logits):
    probs = np.asarray(softmax(xp.asarray(logits)))
    assert ((probs >= 0) & (probs <= 1)).all()
    np.testing.assert_allclose(probs.sum(axis=-1), 1)


@given(any_logits)
def test_softmax_keeps_the_order_of_the_logits(xp, logits):
    ordered = np.asarray(softmax(xp.asarray(np.sort(logits))))
    assert (np.diff(ordered) >= 0).all()


@given(any_logits)
def test_logsumexp_lies_between_the_largest_logit_and_that_plus_log_c(xp, logits):
    lse, largest = np.asarray(logsumexp(xp.asarray(logits))), logits.max(axis=-1)
    assert (lse >= largest).all()
    assert (lse <= largest + np.log(logits.shape[-1]) + 1e-11).all()


@given(any_logits)
def test_log_softmax_is_minus_the_log_of_the_summed_ratios(xp, logits):
    """-log p_k = log sum_j exp(z_j - z_k), in which neither a maximum nor a log-sum-exp occurs."""
    gaps = np.longdouble(logits)[..., None, :] - np.longdouble(logits)[..., :, None]
    with np.errstate(over="ignore"):
        exact = -np.log(np.exp(gaps).sum(axis=-1))
    ours = np.asarray(log_softmax(xp.asarray(logits)))
    far = np.isinf(exact)  # further apart than the reference reaches
    assert (ours[far] < -700).all()
    np.testing.assert_allclose(ours[~far], exact[~far].astype(float), rtol=1e-14, atol=1e-15 * logits.shape[-1])


@given(any_logits)
def test_log_softmax_is_idempotent(xp, logits):
    log_probs = log_softmax(xp.asarray(logits))
    np.testing.assert_allclose(log_softmax(log_probs), log_probs, atol=1e-14)


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_values_are_scipys_along_any_axis(xp, function, axis):
    expected = getattr(scipy.special, function.__name__)(LOGITS, axis=axis)
    np.testing.assert_allclose(function(xp.asarray(LOGITS), axis=axis), expected, rtol=1e-13, strict=xp is np)


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_keepdims_leaves_an_axis_of_length_one(xp, axis):
    logits = xp.asarray(LOGITS)
    kept = logsumexp(logits, axis=axis, keepdims=True)
    assert kept.shape[axis] == 1
    np.testing.assert_array_equal(xp.squeeze(kept, axis), logsumexp(logits, axis=axis))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_values_are_no_worse_than_torchs(xp_dtype, function, assert_no_worse):
    xp, dtype = xp_dtype
    theirs = torch.asarray(LOGITS, dtype=getattr(torch, dtype))
    ours = function(xp.asarray(LOGITS, dtype=getattr(xp, dtype)), 1)
    reference = getattr(torch, function.__name__)
    assert isinstance(ours, torch.Tensor) == (xp is torch)
    assert_no_worse(ours, reference(theirs, 1), reference(theirs.double(), 1))


@pytest.mark.parametrize(
    "logits", [[1e4, -1e4, 0], [3e38, -3e38, 0], [1, -INF, 0], [1, INF, 0], [-INF, -INF], [1, NAN]]
)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_extremes_are_torchs(xp, function, logits):
    expected = getattr(torch, function.__name__)(torch.tensor(logits, dtype=torch.float32), -1)
    np.testing.assert_allclose(function(xp.asarray(logits, dtype=xp.float32)), expected, rtol=1e-6)


@pytest.mark.parametrize(("lead", "log_prob"), [(16, -(2**-23)), (16.5, -(2**-23)), (16.64, 0), (30, 0)])
def test_log_softmax_of_a_class_that_leads_is_rounded_as_torchs(xp, lead, log_prob):
    """1 + exp(-lead) is 1 + 2**-23 or 1 in float32; log1p, which is not used, would give -exp(-lead)."""
    logits = np.array([0, lead, -200], np.float32)
    ours = np.asarray(log_softmax(xp.asarray(logits)))
    np.testing.assert_allclose(ours[1], log_prob, rtol=1e-6)
    np.testing.assert_allclose(ours, torch.log_softmax(torch.tensor(logits), 0), rtol=1e-6)


def test_log_softmax_of_many_classes_keeps_the_digits_that_torch_loses():
    logits = torch.zeros(100_000)
    logits[7] = 14.5
    exact = torch.log_softmax(logits.double(), 0)[7]
    assert abs(log_softmax(logits)[7] - exact) < 5e-6 < 2e-5 < abs(torch.log_softmax(logits, 0)[7] - exact)


@pytest.mark.parametrize("axis", [0, 1])
def test_a_sum_of_many_small_terms_loses_them_in_numpy_alone_and_off_the_last_axis(xp, axis):
    """50,000 small terms, which come to 0.0029 of the large one: NumPy adds them to it one by one."""
    logits = np.full((50_000, 3), -16.65, np.float32)
    logits[0] = 0
    exact = -np.log1p(49_999 * np.exp(-16.65))
    logits = xp.asarray(logits if axis == 0 else logits.T.copy())
    leading = log_softmax(logits, axis)[0 if axis == 0 else slice(None), slice(None) if axis == 0 else 0]
    lost = xp is np and axis == 0
    np.testing.assert_allclose(leading, np.full(3, 0 if lost else exact), rtol=1e-3)
    sums = np.asarray(softmax(logits, axis), float).sum(axis=axis)
    np.testing.assert_allclose(sums, np.full(3, 1 - exact if lost else 1), atol=1e-5)


def test_log_softmax_of_70000_equal_half_precision_logits_is_finite(xp):
    logits = xp.zeros(70000, dtype=xp.float16)
    assert torch.log_softmax(torch.zeros(70000, dtype=torch.float16), 0).isinf().all()  # the sum overflows
    np.testing.assert_array_equal(log_softmax(logits), np.full(70000, -np.log(70000), np.float16))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_inputs_are_not_modified(xp, function):
    logits = xp.asarray(LOGITS.copy())
    function(logits)
    np.testing.assert_array_equal(logits, LOGITS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_lists_and_integer_arrays_are_taken_as_float64(function):
    expected = function(np.array([[1.0, 2.0, 4.0]]))
    for logits in ([[1, 2, 4]], np.array([[1, 2, 4]]), np.array([[1, 2, 4]], np.uint8)):
        np.testing.assert_array_equal(function(logits), expected, strict=True)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("logits", [torch.arange(3), torch.zeros(3, dtype=bool), np.zeros(3, bool), ["a", "b"]])
def test_what_is_not_a_number_with_a_fraction_is_refused(function, logits):
    with pytest.raises(NotImplementedError, match="logits must be floating point, got"):
        function(logits)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_missing_axis_is_an_index_error(xp, function):
    with pytest.raises(IndexError, match=r"out of (range|bounds)"):
        function(xp.asarray([1.0, 2.0]), axis=1)


@pytest.mark.parametrize("function", [softmax, log_softmax, logsumexp])
def test_no_classes_give_what_torch_gives(xp, function):
    ours, theirs = function(xp.zeros((5, 0))), getattr(torch, function.__name__)(torch.zeros(5, 0), -1)
    np.testing.assert_array_equal(ours, theirs)
