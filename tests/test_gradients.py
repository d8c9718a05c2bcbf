"""The closed forms against autograd and finite differences, second derivatives, and a test of the checker."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch.autograd import gradcheck, gradgradcheck

from celoss import cross_entropy, cross_entropy_gradient, log_softmax, logsumexp, nll_loss, softmax
from celoss.gradients import central_difference, log_softmax_backward, softmax_backward

RNG = np.random.default_rng(7)
LOGITS, UPSTREAM = 2 * RNG.normal(size=(2, 4, 3, 5))


def autograd(loss, arrays, options, upstream):
    logits = arrays[0].clone().requires_grad_()
    losses = loss(logits, *arrays[1:], **options)
    return torch.autograd.grad(losses, logits, upstream.expand(losses.shape))[0]


def upstream_for(problem):
    """Unequal numbers of both signs for reduction "none", in the losses' shape; one number for the scalars."""
    axis = min(1, problem.logits.ndim - 1)
    shape = problem.logits.shape[:axis] + problem.logits.shape[axis + 1 :]
    return np.random.default_rng(1).normal(size=shape if problem.options["reduction"] == "none" else ())


def test_gradient_is_torchs(problem, xp_dtype, assert_no_worse):
    xp, dtype = xp_dtype
    tensors = problem.arrays(torch, dtype)
    upstream = torch.asarray(upstream_for(problem), dtype=tensors[0].dtype)
    doubles = [a.double() if a is not None and a.is_floating_point() else a for a in tensors]
    theirs = autograd(F.cross_entropy, tensors, problem.options, upstream)
    exact = autograd(F.cross_entropy, doubles, problem.options, upstream.double())
    upstream_here = upstream if xp is torch else upstream.numpy()
    closed = cross_entropy_gradient(*problem.arrays(xp, dtype), **problem.options, upstream=upstream_here)
    assert isinstance(closed, torch.Tensor) == (xp is torch)
    assert_no_worse(closed, theirs, exact)
    if xp is torch:
        assert_no_worse(autograd(cross_entropy, tensors, problem.options, upstream), theirs, exact)


def test_first_and_second_derivatives_are_those_of_finite_differences(small_problem):
    logits, target, weight = small_problem.arrays(torch, "float64")

    def loss(logits, target):
        return cross_entropy(logits, target, weight, **small_problem.options)

    # With respect to probabilities too.
    inputs = logits.requires_grad_(), target.requires_grad_(target.is_floating_point())
    assert gradcheck(loss, inputs)
    assert gradgradcheck(loss, inputs)


@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
def test_derivatives_of_nll_loss_are_those_of_finite_differences(reduction):
    log_probs = torch.asarray(LOGITS).clone().requires_grad_()
    target, weight = torch.tensor([[0, 2, 2, 1, -100]] * 4), torch.tensor([0.5, 3.0, 1.25], dtype=torch.float64)
    assert gradcheck(lambda z: nll_loss(z, target, weight, reduction=reduction), log_probs)


@pytest.mark.parametrize("axis", [0, 1, -1])
@pytest.mark.parametrize("function", [softmax, log_softmax, logsumexp])
def test_derivatives_of_probabilities_are_those_of_finite_differences(function, axis):
    logits = torch.asarray(LOGITS[:2, :, :4]).clone().requires_grad_()
    assert gradcheck(lambda z: function(z, axis), logits)
    assert gradgradcheck(lambda z: function(z, axis), logits)


@pytest.mark.parametrize("axis", [0, 1, -1])
@pytest.mark.parametrize(("function", "backward"), [(softmax, softmax_backward), (log_softmax, log_softmax_backward)])
def test_backward_is_autograds_and_that_of_finite_differences(xp, function, backward, axis):
    ours = backward(xp.asarray(UPSTREAM), function(xp.asarray(LOGITS), axis), axis)
    logits, upstream = torch.asarray(LOGITS).clone().requires_grad_(), torch.asarray(UPSTREAM)
    reference = getattr(torch, function.__name__)(logits, axis)
    np.testing.assert_allclose(ours, torch.autograd.grad(reference, logits, upstream)[0], rtol=1e-12, atol=1e-14)
    numeric = central_difference(lambda z: (xp.asarray(UPSTREAM) * function(z, axis)).sum(), xp.asarray(LOGITS))
    np.testing.assert_allclose(ours, numeric, atol=1e-8)


def test_closed_form_is_that_of_finite_differences(small_problem, xp):
    if small_problem.options["reduction"] == "none":
        small_problem.options["reduction"] = "sum"
    logits, target, weight = small_problem.arrays(xp, "float64")
    numeric = central_difference(lambda z: cross_entropy(z, target, weight, **small_problem.options), logits)
    closed = cross_entropy_gradient(logits, target, weight, **small_problem.options)
    np.testing.assert_allclose(closed, numeric, atol=1e-8)


def test_gradient_sums_to_zero_over_the_classes(small_problem, xp):
    gradient = cross_entropy_gradient(*small_problem.arrays(xp, "float64"), **small_problem.options)
    assert abs(gradient).sum() > 0.1
    np.testing.assert_allclose(gradient.sum(axis=1), 0, atol=1e-14)


# Weight, target, label_smoothing: the mean is over nothing.
NOTHING = {
    "all ignored": ([1.0, 2.0, 3.0], [-100, -100], 0.0),
    "all ignored, smoothed": ([1.0, 2.0, 3.0], [-100, -100], 0.1),
    "all targets of weight 0": ([1.0, 0.0, 3.0], [1, 1], 0.0),
    "all targets of weight 0, smoothed": ([1.0, 0.0, 3.0], [1, 1], 0.1),
    "all weights 0": ([0.0, 0.0, 0.0], [1, 2], 0.0),
}


@pytest.mark.parametrize("case", NOTHING)
def test_mean_over_nothing_has_gradient_exactly_0(xp, case):
    weight, target, smoothing = NOTHING[case]
    logits = np.array([[1.0, 2.0, 0.5], [-1e4, 1e4, 3.0]])
    arrays = xp.asarray(logits), xp.asarray(target), xp.asarray(np.array(weight))
    np.testing.assert_array_equal(cross_entropy_gradient(*arrays, label_smoothing=smoothing), 0 * logits)
    if xp is torch:
        one, options = torch.tensor(1.0, dtype=torch.float64), {"label_smoothing": smoothing}
        np.testing.assert_array_equal(autograd(cross_entropy, arrays, options, one), 0 * logits)
        theirs = autograd(F.cross_entropy, arrays, options, one)
        assert theirs.isnan().all() if "weight" in case else (theirs == 0).all()  # torch: 0 / 0


@pytest.mark.parametrize("upstream", [1.0, float("inf")])
def test_closed_form_of_a_mean_over_nothing_is_0_even_if_the_logits_are_nan(xp, upstream):
    logits, target = xp.asarray([[1.0, 2.0], [float("nan"), 0.0]]), xp.asarray([0, 1])
    gradient = cross_entropy_gradient(logits, target, xp.asarray([0.0, 0.0]), upstream=upstream)
    np.testing.assert_array_equal(gradient, np.zeros((2, 2)))


@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_closed_form_does_not_see_ignored_places(xp, value, smoothing, reduction):
    logits, upstream = np.array([[2.0, 0.5, 1.0], [value] * 3, [0.5, 2.0, 1.5]]), np.array([2.0, np.inf, -1.0])
    upstream = xp.asarray(upstream) if reduction == "none" else 3.0
    options = {"label_smoothing": smoothing, "reduction": reduction, "upstream": upstream}
    gradient = cross_entropy_gradient(xp.asarray(logits), xp.asarray([0, -100, 2]), **options)
    options["upstream"] = upstream[[0, 2]] if reduction == "none" else 3.0
    kept = cross_entropy_gradient(xp.asarray(logits[[0, 2]]), xp.asarray([0, 2]), **options)
    np.testing.assert_array_equal(gradient, [*np.asarray(kept[:1]), [0.0] * 3, *np.asarray(kept[1:])])


@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
@pytest.mark.parametrize(
    ("target", "weight"),
    [([[0.75, 0.0, 0.25], [0.0, 0.0, 1.0]], None), ([1, 2], [1.0, 0.0, 3.0])],
    ids=["probability 0", "weight 0"],
)
def test_forbidden_class_without_mass_is_finite_here_and_nan_in_torch(xp, target, weight, reduction):
    logits, inf = [[1.0, -float("inf"), 0.5], [3.0, -1.0, 2.0]], float("inf")
    arrays = [None if array is None else xp.asarray(array) for array in (logits, target, weight)]
    finite = [[z if z > -inf else -1e4 for z in row] for row in logits]
    expected = cross_entropy(xp.asarray(finite), *arrays[1:], reduction=reduction)
    np.testing.assert_allclose(cross_entropy(*arrays, reduction=reduction), expected, rtol=1e-6)
    if xp is torch:
        assert F.cross_entropy(*arrays, reduction=reduction).isnan().any()
        options, one = {"reduction": reduction}, torch.tensor(1.0)
        theirs = autograd(F.cross_entropy, arrays, options, one)  # right, unlike its loss
        torch.testing.assert_close(autograd(cross_entropy, arrays, options, one), theirs)


@pytest.mark.parametrize("logits", [[[1e4, -1e4, 0.0]], [[1e38, -1e38, 0.0]], [[-float("inf"), 2.0, 0.0]]])
def test_gradient_is_torchs_at_extremes(xp, logits):
    tensors = torch.tensor(logits), torch.tensor([1])
    theirs = autograd(F.cross_entropy, tensors, {}, torch.ones(()))
    ours = cross_entropy_gradient(xp.asarray(logits, dtype=xp.float32), xp.asarray([1]))
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)
    np.testing.assert_allclose(autograd(cross_entropy, tensors, {}, torch.ones(())), theirs, rtol=1e-6)


def test_finite_differences_reject_a_gradient_wrong_by_a_thousandth(xp):
    logits, target = xp.asarray(LOGITS), xp.asarray([[0, 2, 2, 1, -100]] * 4)
    right = cross_entropy_gradient(logits, target)
    numeric = central_difference(lambda z: cross_entropy(z, target), logits)
    np.testing.assert_allclose(numeric, right, rtol=1e-5, atol=1e-10)
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        np.testing.assert_allclose(numeric, 1.001 * right, rtol=1e-5, atol=1e-10)


def test_finite_differences_take_a_step_and_leave_the_array_alone(xp):
    array = xp.asarray([2.0, 5.0], dtype=xp.float64)
    np.testing.assert_array_equal(central_difference(lambda a: a[0] * a[1] ** 2, array, step=1.0), [25.0, 20.0])
    np.testing.assert_array_equal(array, [2.0, 5.0])


def test_default_step_is_the_cube_root_of_the_rounding_error(xp):
    visited = []
    central_difference(lambda a: visited.append(float(a[0])) or a[0], xp.zeros(1, dtype=xp.float64))
    assert visited == [np.finfo(float).eps ** (1 / 3), -(np.finfo(float).eps ** (1 / 3))]


@pytest.mark.parametrize("shift", [0.0, 1e4, 1e8])
def test_finite_differences_divide_by_the_distance_that_comes_out(xp, shift):
    # A common shift changes neither the loss nor its derivatives; 2h would be wrong by 2e-8 and by 2e-4.
    logits, target = xp.asarray(LOGITS) + shift, xp.asarray([[0, 2, 2, 1, -100]] * 4)
    numeric = central_difference(lambda z: cross_entropy(z, target), logits)
    np.testing.assert_allclose(numeric, cross_entropy_gradient(logits, target), atol=2e-10)


def test_a_step_that_is_lost_is_refused(xp):
    array = xp.asarray([1.0, 1e12], dtype=xp.float64)
    with pytest.raises(ValueError, match=r"lost beside 1000000000000\.0"):
        central_difference(lambda a: a[0] * a[1], array)
    np.testing.assert_allclose(central_difference(lambda a: (a * a).sum(), array[1:], step=1e6), [2e12])


@pytest.mark.parametrize("step", [0, 0.0, -1e-3, float("nan")])
def test_finite_differences_need_a_step(xp, step):
    with pytest.raises(ValueError, match="step must be positive, got"):
        central_difference(lambda a: a[0], xp.asarray([2.0, 5.0], dtype=xp.float64), step=step)


def test_finite_differences_take_a_list():
    np.testing.assert_allclose(central_difference(lambda a: a[0] * a[1], [2.0, 5.0]), [5.0, 2.0])
    with pytest.raises(TypeError, match="array must be float64, got int"):
        central_difference(lambda a: a[0], [2, 5])


@pytest.mark.parametrize("dtype", ["int64", "float32"])
def test_finite_differences_need_float64(xp, dtype):
    with pytest.raises(TypeError, match="array must be float64"):
        central_difference(lambda a: a[0], xp.asarray([2, 5], dtype=getattr(xp, dtype)))


def test_upstream_may_be_a_list_in_numpy():
    given = dict(target=[0, 1, 2], reduction="none")
    rows = cross_entropy_gradient(np.zeros((3, 3)), **given) * [[1.0], [10.0], [100.0]]
    np.testing.assert_array_equal(cross_entropy_gradient(np.zeros((3, 3)), upstream=[1.0, 10.0, 100.0], **given), rows)


@pytest.mark.parametrize(("reduction", "shape"), [("none", (1,)), ("none", (4, 3)), ("mean", (4,)), ("sum", (4,))])
def test_upstream_of_another_shape_is_refused(xp, reduction, shape):
    with pytest.raises(RuntimeError, match="upstream must have the loss's shape"):
        cross_entropy_gradient(xp.zeros((4, 3)), xp.asarray([0, 1, 2, 0]), reduction=reduction, upstream=xp.ones(shape))


def test_probability_of_0_has_torchs_gradient_too():
    # A zero in the target still says how the loss would change if it grew.
    gradients = []
    for function in [cross_entropy, F.cross_entropy]:
        target = torch.tensor([[0.0, 0.3, 0.7], [1.0, 0.0, 0.0]], requires_grad=True)
        loss = function(torch.tensor([[1.0, 2.0, 0.5], [0.1, -1.0, 2.0]]), target)
        gradients.append(torch.autograd.grad(loss, target)[0])
    torch.testing.assert_close(*gradients)
    assert (gradients[0] > 0).all()
