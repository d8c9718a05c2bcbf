"""Mass times log-probability, and the three reductions."""

import numpy as np
import pytest
import torch

from celoss.losses import negative_log_likelihood, reduce

LOG_PROBS = np.log([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7], [0.3, 0.3, 0.4], [0.6, 0.3, 0.1]])
MASS = np.array([[0.0, 2.0, 0.0], [0.5, 0.25, 0.25], [0.0, 0.0, 0.0], [1.0, 0.0, 3.0]])


@pytest.mark.parametrize("axis", [0, 1])
def test_loss_is_minus_the_sum_of_mass_times_log_prob(xp, axis):
    mass, log_probs = (xp.asarray(array.T.copy() if axis == 0 else array) for array in (MASS, LOG_PROBS))
    expected = [-sum(a * log_p for a, log_p in zip(*rows, strict=True)) for rows in zip(MASS, LOG_PROBS, strict=True)]
    np.testing.assert_allclose(negative_log_likelihood(log_probs, mass, axis), expected, rtol=1e-14)


@pytest.mark.parametrize("value", [float("-inf"), float("inf")])
def test_no_mass_no_loss_even_if_the_log_prob_is_infinite(xp, value):
    log_probs, mass = xp.asarray([[-2.0, value], [value, value]]), xp.asarray([[1.0, 0.0], [0.0, 0.0]])
    with np.errstate(invalid="ignore"):  # as in every public function
        losses = negative_log_likelihood(log_probs, mass, 1)
    np.testing.assert_array_equal(losses, [2.0, 0.0])
    assert not xp.signbit(losses).any()


def test_nan_is_not_masked_by_a_mass_of_0(xp):
    losses = negative_log_likelihood(xp.asarray([[-2.0, float("nan")], [-1.0, -3.0]]), xp.asarray([[1.0, 0.0]] * 2), 1)
    np.testing.assert_array_equal(losses, [float("nan"), 1.0])


def test_mass_on_a_forbidden_class_is_infinite_loss(xp):
    losses = negative_log_likelihood(xp.asarray([[-2.0, -float("inf")]]), xp.asarray([[0.5, 0.5]]), 1)
    np.testing.assert_array_equal(losses, [float("inf")])


def test_mass_of_0_still_has_a_gradient():
    mass = torch.tensor([[0.0, 1.0], [1.0, 0.0]], requires_grad=True)
    negative_log_likelihood(torch.tensor([[-3.0, -2.0], [-1.0, -float("inf")]]), mass, 1).sum().backward()
    np.testing.assert_array_equal(mass.grad, [[3.0, 2.0], [1.0, 0.0]])  # but beside an infinity


def test_gradient_of_a_masked_log_prob_is_0():
    log_probs = torch.tensor([[-3.0, -float("inf")]], requires_grad=True)
    negative_log_likelihood(log_probs, torch.tensor([[0.5, 0.0]]), 1).sum().backward()
    np.testing.assert_array_equal(log_probs.grad, [[-0.5, 0.0]])


@pytest.mark.parametrize(("reduction", "expected"), [("none", [1.0, 2.0, 6.0]), ("sum", 9.0), ("mean", 3.6)])
def test_mean_is_over_the_divisor_not_the_number_of_losses(xp, reduction, expected):
    reduced = reduce(xp.asarray([1.0, 2.0, 6.0]), reduction, xp.asarray(2.5))
    np.testing.assert_allclose(reduced, expected, rtol=1e-6)


def test_mean_over_nothing_is_nan_with_gradient_0():
    losses = torch.tensor([1.0, 2.0], requires_grad=True)
    mean = reduce(losses, "mean", torch.tensor(0.0))
    mean.backward()
    assert mean.isnan()
    np.testing.assert_array_equal(losses.grad, [0.0, 0.0])


def test_mean_over_nothing_is_nan_in_numpy():
    assert np.isnan(reduce(np.array([0.0, 0.0]), "mean", np.float64(0)))
