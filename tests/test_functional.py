"""The losses are torch's: in value, dtype and shape, over all options; and where numbers are extreme."""

import sys
import tracemalloc

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from celoss import cross_entropy, cross_entropy_gradient, log_softmax, nll_loss

INF, NAN = float("inf"), float("nan")


def torch_and_exact(loss, problem, dtype):
    """torch's result in `dtype`, and in float64 from the same, rounded, inputs."""
    arrays = problem.arrays(torch, dtype)
    doubles = [a.double() if a is not None and a.is_floating_point() else a for a in arrays]
    return loss(*arrays, **problem.options), loss(*doubles, **problem.options)


def test_cross_entropy_is_torchs(problem, xp_dtype, assert_no_worse):
    ours = cross_entropy(*problem.arrays(*xp_dtype), **problem.options)
    assert isinstance(ours, torch.Tensor) == (xp_dtype[0] is torch)
    assert_no_worse(ours, *torch_and_exact(F.cross_entropy, problem, xp_dtype[1]))


def test_nll_loss_is_torchs(index_problem, xp_dtype, assert_no_worse):
    ours = nll_loss(*index_problem.arrays(*xp_dtype), **index_problem.options)
    assert isinstance(ours, torch.Tensor) == (xp_dtype[0] is torch)
    assert_no_worse(ours, *torch_and_exact(F.nll_loss, index_problem, xp_dtype[1]))


def test_cross_entropy_is_nll_loss_of_log_softmax(index_problem, xp):
    logits, target, weight = index_problem.arrays(xp, "float64")
    log_probs = log_softmax(logits, axis=min(1, logits.ndim - 1))
    expected = nll_loss(log_probs, target, weight, **index_problem.options)
    np.testing.assert_array_equal(cross_entropy(logits, target, weight, **index_problem.options), expected)


TWO_ROWS = [[2.0, 0.5, 1.0], [0.5, 2.0, 1.5]]
THREE_ROWS = [[1.1316, -0.7943, 0.1328], [0.2654, 0.1978, -0.0265], [-2.8054, 0.2867, -0.1517]]


@pytest.mark.parametrize(
    ("logits", "target", "weight", "loss"),
    [
        ([[1.0, 2.0, 0.5], [0.1, 0.5, 2.0]], [1, 2], None, 0.39057374),
        (THREE_ROWS, [0, 1, 2], None, 0.8107252),
        (TWO_ROWS, [0, 2], None, 0.78425),
        (TWO_ROWS, [0, 2], [1.0, 2.0, 3.0], 0.94419),
        ([[10.0, 3.0, 1.0], [-1.0, 0.0, -4.0]], [1, 2], None, 5.663799),
    ],
)
def test_worked_examples_from_blog_posts(xp, logits, target, weight, loss):
    weight = None if weight is None else xp.asarray(weight)
    logits, target = xp.asarray(logits), xp.asarray(target)
    assert float(cross_entropy(logits, target, weight)) == pytest.approx(loss, rel=1e-5)


def test_batch_of_one_class_does_not_feel_its_weight(xp):
    logits, target, weight = xp.asarray(TWO_ROWS), xp.asarray([2, 2]), xp.asarray([1.0, 2.0, 3.0])
    np.testing.assert_allclose(cross_entropy(logits, target, weight), cross_entropy(logits, target), rtol=1e-6)


@pytest.mark.parametrize("loss", [cross_entropy, nll_loss])
def test_inputs_are_not_modified(xp, loss):
    arrays = xp.asarray(TWO_ROWS), xp.asarray([-100, 2]), xp.asarray([1.0, 2.0, 3.0])
    before = [np.asarray(array).copy() for array in arrays]
    loss(*arrays)
    for array, old in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, old)


# Logits, target, keyword arguments.
EXTREMES = {
    "1e4": ([[1e4, -1e4, 0.0], [-1e4, 1e4, 5.0]], [1, 2], {}),
    "1e38": ([[1e38, -1e38, 0.0], [-1e38, 1e38, 5.0]], [1, 2], {}),
    "overflowing gap": ([[3e38, -3e38, 0.0], [1.0, 2.0, 4.0]], [1, 2], {}),
    "forbidden class": ([[1.0, -INF, 0.0], [-2.0, -INF, 5.0]], [0, 2], {}),
    "forbidden class, smoothed": ([[1.0, -INF, 0.0], [-2.0, -INF, 5.0]], [0, 2], {"label_smoothing": 0.1}),
    "forbidden target": ([[1.0, -INF, 0.0], [-2.0, 3.0, 5.0]], [1, 2], {}),
    "all forbidden": ([[-INF, -INF, -INF], [-2.0, 3.0, 5.0]], [1, 2], {}),
    "plus infinity": ([[1.0, INF, 0.0], [-2.0, 3.0, 5.0]], [1, 2], {}),
    "nan": ([[1.0, NAN, 0.0], [-2.0, 3.0, 5.0]], [0, 2], {}),
    "nan ignored": ([[NAN, NAN, 0.0], [-2.0, 3.0, 5.0]], [-100, 2], {}),
    "nan ignored, smoothed": ([[1.0, NAN, 0.0], [-2.0, 3.0, 5.0]], [-100, 2], {"label_smoothing": 0.1}),
    "infinity ignored": ([[INF, 1.0, 0.0], [-2.0, 3.0, 5.0]], [-100, 2], {}),
    "all ignored": ([[1.0, 2.0, 0.0], [-2.0, 3.0, 5.0]], [-100, -100], {}),
    "all ignored, smoothed": ([[1.0, 2.0, 0.0], [-2.0, 3.0, 5.0]], [-100, -100], {"label_smoothing": 0.1}),
    "weights of 0": ([[1.0, 2.0, 0.0], [-2.0, 3.0, 5.0]], [1, 2], {"weight": np.zeros(3, np.float32)}),
    "no example": (np.zeros((0, 3)), np.zeros(0, int), {}),
    "no example, probabilities": (np.zeros((0, 3)), np.zeros((0, 3), np.float32), {}),
    "no pixel": (np.zeros((2, 3, 0)), np.zeros((2, 0), int), {}),
    "one class": ([[3.0], [-4.0]], [0, 0], {}),
}


@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
@pytest.mark.parametrize("case", EXTREMES)
def test_extremes_are_torchs(xp, case, reduction):
    logits, target, options = EXTREMES[case]
    logits, target = np.asarray(logits, np.float32), np.asarray(target)
    tensors = {name: torch.asarray(value) for name, value in options.items() if name == "weight"}
    theirs = F.cross_entropy(
        torch.asarray(logits), torch.asarray(target), **{**options, **tensors}, reduction=reduction
    )
    arrays = {name: xp.asarray(value) for name, value in options.items() if name == "weight"}
    ours = cross_entropy(xp.asarray(logits), xp.asarray(target), **{**options, **arrays}, reduction=reduction)
    assert tuple(ours.shape) == tuple(theirs.shape)
    np.testing.assert_allclose(ours, theirs, rtol=1e-6, equal_nan=True)


RUBBISH = {
    "nan": [NAN, 1.0, 2.0],
    "all nan": [NAN, NAN, NAN],
    "infinite": [INF, 1.0, 2.0],
    "both infinite": [INF, -INF, 2.0],
    "all forbidden": [-INF, -INF, -INF],
}


@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("case", RUBBISH)
def test_rubbish_in_an_ignored_place_reaches_neither_loss_nor_gradient(case, smoothing, reduction):
    rubbish, target = torch.tensor([TWO_ROWS[0], RUBBISH[case], TWO_ROWS[1]]).double(), torch.tensor([0, -100, 2])
    options = {"reduction": reduction, "label_smoothing": smoothing}

    def derivatives(loss, logits):
        logits = logits.clone().requires_grad_()
        losses = loss(logits, target, **options)
        (first,) = torch.autograd.grad(losses.sum(), logits, create_graph=True)
        (second,) = torch.autograd.grad((first**2).sum(), logits)
        return losses.detach(), first.detach(), second

    clean = rubbish.clone()
    clean[1] = 0
    ours, expected = derivatives(cross_entropy, rubbish), derivatives(F.cross_entropy, clean)
    torch.testing.assert_close(ours, expected)
    assert not ours[1][1].any()
    assert derivatives(F.cross_entropy, rubbish)[1].isnan().any(), "torch has become better"
    numbers = cross_entropy(rubbish.numpy(), target.numpy(), **options)
    np.testing.assert_allclose(numbers, expected[0])


@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
@pytest.mark.parametrize("case", RUBBISH)
def test_rubbish_in_an_ignored_place_reaches_no_layer_before(case, reduction):
    inputs, target = torch.tensor([[1.0, -2.0], [0.5, 3.0]]), torch.tensor([2, -100])
    gradients = []
    for rows in (inputs, inputs[:1]):
        weight = torch.arange(6.0).reshape(2, 3).requires_grad_()
        logits = rows @ weight
        if len(rows) == 2:
            logits = torch.stack([logits[0], logits[1] + torch.tensor(RUBBISH[case])])
        loss = cross_entropy(logits, target[: len(rows)], reduction=reduction).sum()
        gradients.append(torch.autograd.grad(loss, weight)[0])
    torch.testing.assert_close(*gradients)


@pytest.mark.parametrize("case", RUBBISH)
def test_kept_rubbish_is_seen_in_the_loss_even_without_mass(case):
    # Its gradient is nan, and a loss that looks fine would hide it.
    logits = torch.tensor([RUBBISH[case], *TWO_ROWS], requires_grad=True)
    weight, probs = torch.tensor([0.0, 1.0, 2.0]), torch.tensor([[0.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.0, 0.0, 1.0]])
    for target, options in [(torch.tensor([0, 1, 2]), {"weight": weight}), (probs, {})]:
        for loss in (cross_entropy, F.cross_entropy):
            losses = loss(logits, target, **options, reduction="none")
            assert losses.isnan().tolist() == [True, False, False]
            (gradient,) = torch.autograd.grad(losses.sum(), logits)
            assert gradient.isnan().all(dim=1).tolist() == [True, False, False]
        numbers = {name: value.numpy() for name, value in options.items()}
        np.testing.assert_array_equal(cross_entropy(logits.detach().numpy(), target.numpy(), **numbers), NAN)


@pytest.mark.parametrize("function", [cross_entropy, cross_entropy_gradient])
@pytest.mark.parametrize("case", RUBBISH)
def test_rubbish_is_not_seen_in_one_ignored_example_or_position(xp, function, case):
    logits, target = np.array([TWO_ROWS, TWO_ROWS]).swapaxes(1, 2), np.array([[0, 2], [-100, 1]])  # (N, C, L)
    clean = function(xp.asarray(logits), xp.asarray(target), reduction="none")
    logits[1, :, 0] = RUBBISH[case]
    np.testing.assert_array_equal(function(xp.asarray(logits), xp.asarray(target), reduction="none"), clean)
    lone = function(xp.asarray(logits[1, :, 0]), xp.asarray(-100), reduction="sum")
    np.testing.assert_array_equal(lone, 0 * clean[1, ..., 0])


@pytest.mark.parametrize("value", [NAN, INF, -INF])
def test_nll_loss_reads_the_entry_of_the_target_alone(xp, value):
    log_probs, weight = xp.asarray([[-2.0, value], [value, -1.0]]), xp.asarray([3.0, 0.0])
    np.testing.assert_array_equal(nll_loss(log_probs, xp.asarray([0, 1]), weight, reduction="none"), [6.0, 0.0])
    # The target's own: its weight of 0 makes infinity 0, but no number of nan.
    own = nll_loss(xp.asarray([[-2.0, value]]), xp.asarray([1]), weight, reduction="none")
    np.testing.assert_array_equal(own, [NAN if np.isnan(value) else 0.0])


@pytest.mark.parametrize("value", [NAN, INF, -INF])
def test_nll_loss_does_not_see_ignored_places(xp, value):
    log_probs, target = [[-2.0, -1.0], [value, value]], xp.asarray([0, -100])
    np.testing.assert_array_equal(nll_loss(xp.asarray(log_probs), target, reduction="none"), [2.0, 0.0])
    if xp is torch:
        log_probs = torch.tensor(log_probs, requires_grad=True)
        losses = nll_loss(log_probs, target, reduction="none")
        # Not even if what arrives from above is infinite, as after a loss scale that was too large.
        losses.backward(torch.tensor([1.0, INF]))
        np.testing.assert_array_equal(log_probs.grad, [[-1.0, 0.0], [0.0, 0.0]])


def test_nothing_kept_is_mean_nan_and_sum_zero(xp):
    logits, target = xp.asarray(TWO_ROWS), xp.asarray([-100, -100])
    assert np.isnan(float(cross_entropy(logits, target)))
    assert float(cross_entropy(logits, target, reduction="sum")) == 0
    assert not xp.signbit(cross_entropy(logits, target, reduction="none")).any()


def test_weights_of_both_signs_that_sum_to_0_are_nothing_too():
    logits, weight = torch.tensor(TWO_ROWS, requires_grad=True), torch.tensor([1.0, 0.0, -1.0])
    target = torch.tensor([0, 2])
    loss = cross_entropy(logits, target, weight)
    assert loss.isnan()
    assert not torch.autograd.grad(loss, logits)[0].any()
    assert F.cross_entropy(logits, target, weight).isneginf(), "torch has become better"


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
def test_a_weight_may_require_a_gradient(reduction, smoothing):
    logits = torch.tensor([*TWO_ROWS, *TWO_ROWS], dtype=torch.float64, requires_grad=True)
    weight = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64, requires_grad=True)
    target = torch.tensor([0, 2, 2, -100])

    def loss(logits, weight):
        return cross_entropy(logits, target, weight, reduction=reduction, label_smoothing=smoothing)

    assert torch.autograd.gradcheck(loss, (logits, weight))
    assert torch.autograd.gradgradcheck(loss, (logits, weight))
    with pytest.raises(RuntimeError, match="not differentiable with respect to argument 'weight'"):
        F.cross_entropy(logits, target, weight)


def test_half_precision_mean_survives_a_sum_beyond_65504(xp):
    logits = xp.asarray([[0.0, 100.0, 0.0]] * 1000, dtype=xp.float16)
    target = xp.zeros(1000, dtype=xp.int64)
    assert F.cross_entropy(torch.asarray(np.asarray(logits)), torch.zeros(1000, dtype=int)).isinf()
    assert float(cross_entropy(logits, target)) == 100.0


@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
def test_infinite_weight_of_an_absent_class_does_no_harm(xp, reduction):
    # As 1 / counts gives it.
    logits, weight = [[1.0, 2.0, 0.5], [0.1, 0.5, 2.0]], [0.5, 2.0, np.inf]
    ours = cross_entropy(xp.asarray(logits), xp.asarray([0, 1]), xp.asarray(weight), reduction=reduction)
    theirs = F.cross_entropy(torch.tensor(logits), torch.tensor([0, 1]), torch.tensor(weight), reduction=reduction)
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)
    assert np.isfinite(np.asarray(ours)).all()


LOSSES = pytest.mark.parametrize("function", [cross_entropy, cross_entropy_gradient])


@LOSSES
@pytest.mark.parametrize("target", [torch.tensor([0, -100]), torch.tensor([[0.5, 0.5, 0.0], [0.0, 0.2, 0.9]])])
def test_vmap_over_logits_and_probabilities(function, target):
    logits, weight = torch.tensor([TWO_ROWS, TWO_ROWS[::-1]]), torch.tensor([1.0, 2.0, 3.0])
    mapped = torch.func.vmap(lambda z: function(z, target, weight))(logits)
    torch.testing.assert_close(mapped, torch.stack([function(z, target, weight) for z in logits]))
    if target.is_floating_point():
        both = torch.func.vmap(function)(logits, torch.stack([target, target.flip(0)]))
        torch.testing.assert_close(both[1], function(logits[1], target.flip(0)))


@LOSSES
def test_with_probabilities_no_number_is_looked_at(function):
    logits, probs = torch.tensor(TWO_ROWS), torch.tensor([[0.5, 0.5, 0.0], [0.0, 0.2, 0.9]])
    expected = function(logits, probs)
    unseen = function(logits.to("meta"), probs.to("meta"))
    assert (unseen.device.type, unseen.shape) == ("meta", expected.shape)
    whole = torch.compile(function, backend="eager", fullgraph=True)
    torch.testing.assert_close(whole(logits, probs), expected)


@pytest.mark.skipif(sys.platform != "linux", reason="NumPy reuses intermediate arrays on Linux alone")
@LOSSES
def test_numpy_holds_three_arrays_at_once(function):
    # Mass, log-probabilities and their product; or mass, probabilities and gradient.
    logits, target = np.zeros((256, 1024), np.float32), np.arange(256)
    function(logits, target)
    tracemalloc.start()
    try:
        function(logits, target)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3.2 * logits.nbytes


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_reduced_numpy_loss_is_a_numpy_number(reduction):
    assert type(cross_entropy(np.float32([[1.0, 2.0]]), [1], reduction=reduction)) is np.float32
