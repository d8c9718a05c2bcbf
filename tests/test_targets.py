"""The mass and its divisor, against a slow loop; and what is refused, with torch's exception or for a stated reason."""

import math
import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from celoss import cross_entropy, cross_entropy_gradient, nll_loss
from celoss.targets import target_mass, without_ignored


def slow_mass(problem):
    """a[n, c] = kept[n] * weight[c] * ((1 - eps) q[n, c] + eps / C), one number at a time; and the divisor."""
    logits, target, weight, options = problem
    axis = min(1, logits.ndim - 1)
    weight = [1.0, 1.0, 1.0] if weight is None else weight
    eps, classes = options["label_smoothing"], logits.shape[axis]
    mass, divisor = np.zeros(logits.shape), 0.0
    for index in np.ndindex(logits.shape):
        c, example = index[axis], index[:axis] + index[axis + 1 :]
        if target.shape == logits.shape:
            q, kept = target[index], True
            divisor += 1 / classes
        else:
            q, kept = float(target[example] == c), target[example] != options["ignore_index"]
            divisor += kept * weight[c] * q
        mass[index] = kept * weight[c] * ((1 - eps) * q + eps / classes)
    return mass, divisor


def test_mass_is_the_formula(mass_problem, xp):
    arrays, options = mass_problem.arrays(xp, "float64"), mass_problem.options
    mass, divisor = target_mass(*arrays, options["ignore_index"], options["label_smoothing"])
    expected_mass, expected_divisor = slow_mass(mass_problem)
    np.testing.assert_allclose(mass, expected_mass, rtol=1e-14)
    np.testing.assert_allclose(divisor, expected_divisor, rtol=1e-14)


def test_mass_has_the_format_of_the_logits(xp):
    logits, weight = xp.zeros((2, 3), dtype=xp.float32), xp.ones(3, dtype=xp.float64)
    for target in (xp.asarray([0, 2]), xp.ones((2, 3), dtype=xp.float64)):
        assert target_mass(logits, target, weight)[0].dtype == xp.float32


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_weights_of_absent_classes_and_ignored_examples_do_not_count(xp, value, smoothing):
    # Class 2 is no target, class 1 that of an ignored example alone; with smoothing each kept example has some of both.
    logits, weight = xp.zeros((3, 3), dtype=xp.float64), xp.asarray([0.5, 1.0, value], dtype=xp.float64)
    with np.errstate(invalid="ignore"):
        mass, divisor = target_mass(logits, xp.asarray([0, 1, 0]), weight, 1, smoothing)
    np.testing.assert_array_equal(mass[1], [0, 0, 0])
    np.testing.assert_allclose(mass[0], [0.5 * (1 - smoothing * 2 / 3), smoothing / 3, value if smoothing else 0])
    assert float(divisor) == 1


TARGET, PROBS = np.array([0, 2, 2, 1]), np.full((4, 3), 1 / 3)


def call(function, xp, shape=(4, 3), target=TARGET, dtype="float64", **options):
    """The function of logits of 0, and of arrays of `xp`."""
    options = {name: xp.asarray(value) if name == "weight" else value for name, value in options.items()}
    return function(xp.zeros(shape, dtype=getattr(xp, dtype)), xp.asarray(target), **options)


# The arguments of `call`, the exception, what its message says.
REFUSED = {
    "other batch": ({"target": TARGET[:2]}, ValueError, r"shape \(4,\) .*got \(2,\)"),
    "other stack": ({"shape": (4, 3, 2), "target": np.zeros((5, 2), int)}, ValueError, r"got \(5, 2\)"),
    "two targets for one": ({"shape": 3, "target": TARGET[:2]}, ValueError, r"shape \(\) .*axis 0, got \(2,\)"),
    "a column": ({"target": TARGET[:, None]}, RuntimeError, r"shape \(4,\) .*got \(4, 1\)"),
    "other width": ({"shape": (4, 3, 2), "target": np.zeros((4, 5), int)}, RuntimeError, r"\(4, 2\).*got \(4, 5\)"),
    "no width": ({"shape": (4, 3, 2)}, RuntimeError, r"shape \(4, 2\) .*got \(4,\)"),
    "classes last": ({"shape": (4, 5, 3), "target": np.zeros((4, 5), int)}, RuntimeError, "5 classes on axis 1"),
    "float indices": ({"target": TARGET * 1.0}, RuntimeError, "must hold integers, got .*float64"),
    "bool indices": ({"target": TARGET > 1}, RuntimeError, "must hold integers, got .*bool"),
    "integer one-hot": ({"target": np.eye(3, dtype=int)[TARGET]}, RuntimeError, r"floating point, got .*int64.*\(4,\)"),
    "too high": ({"target": TARGET + 1}, IndexError, r"must be -100 \(ignore_index\) or in \[0, 3\), got 3"),
    "negative": ({"target": TARGET - 1}, IndexError, r"must be -100 \(ignore_index\) or in \[0, 3\), got -1"),
    "unsigned": ({"target": np.uint8([0, 1, 2, 156])}, IndexError, r"in \[0, 3\), got 156"),
    "not ignore_index": ({"target": TARGET - 100, "ignore_index": -1}, IndexError, r"-1 \(ignore_index\).*got -100"),
    "short weight": ({"weight": np.ones(2)}, RuntimeError, r"weight must have shape \(3,\).*got \(2,\)"),
    "weight of examples": ({"weight": np.ones(4)}, RuntimeError, r"weight must have shape \(3,\).*got \(4,\)"),
    "two-dimensional weight": ({"weight": np.ones((1, 3))}, RuntimeError, r"\(3,\).*got \(1, 3\)"),
    "weight for probabilities": ({"target": PROBS, "weight": np.ones(4)}, RuntimeError, r"\(3,\).*got \(4,\)"),
    "reduction": ({"reduction": "avg"}, ValueError, r"one of \('none', 'mean', 'sum'\), got 'avg'"),
    "reduction None": ({"reduction": None}, ValueError, r"one of \('none', 'mean', 'sum'\), got None"),
    "smoothing above 1": ({"label_smoothing": 1.5}, RuntimeError, r"between 0\.0 and 1\.0, got 1\.5"),
    "ignored probabilities": ({"target": PROBS, "ignore_index": 1}, RuntimeError, "ignore_index is not.*got 1"),
    "a scalar": ({"shape": (), "target": np.ones(())}, IndexError, r"with C > 0, got \(\)"),
    "no classes": ({"shape": (4, 0)}, IndexError, r"with C > 0, got \(4, 0\)"),
}
# torch computes these without a word.
REFUSED_HERE_ALONE = {
    "smoothing below 0": ({"label_smoothing": -0.1}, RuntimeError, r"between 0\.0 and 1\.0, got -0\.1"),
    "smoothing nan": ({"label_smoothing": math.nan}, RuntimeError, r"between 0\.0 and 1\.0, got nan"),
    "one target for one": ({"shape": 3, "target": TARGET[:1]}, ValueError, r"shape \(\) .*got \(1,\)"),
    "no classes, probabilities": ({"shape": (4, 0), "target": np.zeros((4, 0))}, IndexError, "with C > 0"),
}


@pytest.mark.parametrize("function", [cross_entropy, cross_entropy_gradient])
@pytest.mark.parametrize("case", REFUSED | REFUSED_HERE_ALONE)
def test_bad_input_is_refused_with_a_reason(xp, function, case):
    arguments, error, message = (REFUSED | REFUSED_HERE_ALONE)[case]
    with pytest.raises(error, match=message) as caught:
        call(function, xp, **arguments)
    assert caught.type is error


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_gets_torchs_exception(case):
    arguments, error, _ = REFUSED[case]
    with pytest.raises(error, match=r"(?i)target|weight|reduction|smoothing|ignore_index|dimension") as caught:
        call(F.cross_entropy, torch, **arguments)
    assert caught.type is error


@pytest.mark.parametrize("case", REFUSED_HERE_ALONE)
def test_what_is_refused_here_alone_passes_through_torch(case):
    call(F.cross_entropy, torch, **REFUSED_HERE_ALONE[case][0])


@pytest.mark.parametrize(
    ("arguments", "in_torch"),
    [
        ({"target": TARGET.astype(np.int32)}, "Long or Byte, but got Int"),
        ({"target": TARGET.astype(np.int16)}, "Long or Byte, but got Short"),
        ({"dtype": "float32", "weight": np.ones(3)}, "expected scalar type Float but found Double"),
        ({"weight": np.ones(3, int)}, "expected scalar type Double but found Long"),
    ],
)
def test_accepted_here_refused_by_torch(xp, arguments, in_torch):
    np.testing.assert_allclose(call(cross_entropy, xp, **arguments), np.log(3), rtol=1e-6)
    with pytest.raises(RuntimeError, match=in_torch):
        call(F.cross_entropy, torch, **arguments)


def test_nll_loss_takes_class_indices_alone(xp):
    with pytest.raises(RuntimeError, match=r"shape \(4,\) \(class indices\) or, in cross_entropy, \(4, 3\)"):
        call(nll_loss, xp, target=PROBS)


def test_swapped_tensors_are_noticed():
    swapped = torch.asarray(TARGET), torch.zeros(4, 3)
    with pytest.raises(NotImplementedError, match=r"logits must be floating point, got torch\.int64"):
        cross_entropy(*swapped)
    with pytest.raises(NotImplementedError, match="Long"):
        F.cross_entropy(*swapped)


def test_libraries_do_not_mix(xp):
    other = torch if xp is np else np
    logits, target, weight = xp.zeros((4, 3)), xp.asarray(TARGET), xp.ones(3)
    for loss in (cross_entropy, nll_loss, cross_entropy_gradient):
        with pytest.raises(TypeError, match=r"target must be a (ndarray|Tensor) like the first argument"):
            loss(logits, other.asarray(TARGET))
        with pytest.raises(TypeError, match=r"weight must be a (ndarray|Tensor) like the first argument"):
            loss(logits, target, other.ones(3))
        with pytest.raises(TypeError, match="positional"):  # torch's order beyond weight is another
            loss(logits, target, weight, -1)


def test_ignored_places_are_0_whatever_stood_there(xp):
    array = xp.asarray([[[1.0, np.nan]] * 3, [[-np.inf, 2.0]] * 3])
    ignored = without_ignored(array, xp.asarray([[2, -100], [-100, 0]]), -100)
    np.testing.assert_array_equal(ignored, [[[1.0, 0.0]] * 3, [[0.0, 2.0]] * 3])
    assert without_ignored(array, array, -100) is array  # probabilities


@pytest.mark.parametrize("ignore_index", [1.5, 0.0, None, "a", [1], True, np.True_])
@pytest.mark.parametrize("target", [[0, 1], [[0.5, 0.5], [0.0, 1.0]]])
def test_ignore_index_is_an_integer(xp, ignore_index, target):
    with pytest.raises(TypeError, match=re.escape(f"ignore_index must be an integer, got {ignore_index!r}")):
        cross_entropy(xp.asarray([[1.0, 2.0], [3.0, 4.0]]), xp.asarray(target), ignore_index=ignore_index)


@pytest.mark.parametrize("ignore_index", [2**63, -(2**63) - 1])
def test_ignore_index_has_64_bits(xp, ignore_index):
    for loss, library in [(cross_entropy, xp), (cross_entropy_gradient, xp), (F.cross_entropy, torch)]:
        with pytest.raises(ValueError, match=r"64 bits, got|long long"):
            call(loss, library, ignore_index=ignore_index)


@pytest.mark.parametrize("batch", [(2,), ()])
def test_a_huge_unsigned_label_is_not_ignored(xp, batch):
    target = xp.asarray(np.full(batch, 2**64 - 100, np.uint64))  # in 64 bits with a sign, it is -100
    with pytest.raises(IndexError, match=r"in \[0, 3\), got 18446744073709551516"):
        cross_entropy(xp.zeros((*batch, 3)), target)


@pytest.mark.parametrize("smoothing", [None, "0.1", [0.1], 0.1j])
def test_label_smoothing_is_a_number(xp, smoothing):
    for loss, library in [(cross_entropy, xp), (cross_entropy_gradient, xp), (F.cross_entropy, torch)]:
        with pytest.raises(TypeError, match=r"label_smoothing.* must be"):
            call(loss, library, label_smoothing=smoothing)


def test_target_is_an_array():
    for target in [None, (y for y in TARGET)]:
        for loss in [cross_entropy, nll_loss, cross_entropy_gradient]:
            with pytest.raises(TypeError, match=r"target must be an array of numbers, got a (NoneType|generator)"):
                loss(np.zeros((4, 3)), target)
        with pytest.raises(TypeError, match="'target'"):
            F.cross_entropy(torch.zeros(4, 3), target)


def test_ignore_index_0_is_refused_for_probabilities(xp):
    with pytest.raises(RuntimeError, match="ignore_index is not supported"):
        cross_entropy(xp.asarray([[1.0, 2.0]]), xp.asarray([[0.5, 0.5]]), ignore_index=0)


def test_nll_loss_refuses_an_unknown_reduction(xp):
    with pytest.raises(ValueError, match="reduction must be one of"):
        nll_loss(xp.asarray([[-1.0, -2.0]]), xp.asarray([0]), reduction="avg")


def test_what_is_not_a_real_number_is_refused():
    with pytest.raises(RuntimeError, match="weight must hold real numbers"):
        cross_entropy([[1.0, 2.0]], [0], weight=["1", "2"])
    with pytest.raises(TypeError, match="masked"):
        cross_entropy(np.ma.array([[1.0, 99.0]], mask=[[False, True]]), [0])


def test_logits_are_floating_point_numbers():
    for logits in [[[True, False]], [[1j, 2.0]], [["1", "2"]]]:
        with pytest.raises(NotImplementedError, match="logits must be floating point"):
            cross_entropy(logits, [0])
    with pytest.raises(ValueError, match="inhomogeneous"):
        cross_entropy([[1.0, 2.0], [3.0]], [0, 0])


def test_byte_order_does_not_matter():
    logits, target = np.array([[1.0, 2.0], [0.5, 3.0]]), np.array([0, 1])
    swapped = cross_entropy(logits.astype(">f8"), target.astype(">i8"))
    assert swapped == cross_entropy(logits, target)
