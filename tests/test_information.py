"""Entropy, cross-entropy, divergence and perplexity: identities, SciPy's values, zeros, and what is no distribution."""

import numpy as np
import pytest
import scipy.special
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from celoss import cross_entropy_of, entropy, kl_divergence, perplexity, softmax

P, Q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.5, 0.3])
INF, NAN = float("inf"), float("nan")


@st.composite
def distributions(draw, number):
    """`number` distributions over equally many classes, zeros among them."""
    classes = draw(st.integers(1, 6))
    counts = arrays(np.float64, classes, elements=st.integers(0, 20)).filter(lambda c: c.sum() > 0)
    return [c / c.sum() for c in (draw(counts) for _ in range(number))]


def test_values_worked_by_hand(xp):
    p, q = xp.asarray(P), xp.asarray(Q)
    values = [float(value) for value in (cross_entropy_of(p, q), kl_divergence(p, q), entropy(p))]
    assert np.round(values, 4).tolist() == [1.2535, 0.2238, 1.0297]


@given(distributions(2))
def test_values_are_scipys(xp, pair):
    p, q = pair
    divergence = scipy.special.rel_entr(p, q).sum()
    ours = kl_divergence(xp.asarray(p), xp.asarray(q)), entropy(xp.asarray(p)), cross_entropy_of(*map(xp.asarray, pair))
    np.testing.assert_allclose(
        ours, [divergence, scipy.stats.entropy(p), scipy.stats.entropy(p) + divergence], atol=1e-14
    )


@given(distributions(2))
def test_no_model_surprises_less_than_the_truth(xp, pair):
    p, q = map(xp.asarray, pair)
    assert float(cross_entropy_of(p, q)) >= float(entropy(p)) - 1e-14
    assert float(kl_divergence(p, q)) >= -1e-14


@given(distributions(1))
def test_entropy_lies_between_0_and_log_c(xp, single):
    nats = float(entropy(xp.asarray(single[0])))
    assert 0 <= nats <= np.log(single[0].size) + 1e-15


@given(distributions(2))
def test_perplexity_is_the_exponential_of_the_cross_entropy(xp, pair):
    p, q = map(xp.asarray, pair)
    np.testing.assert_allclose(perplexity(p, q), np.exp(np.asarray(cross_entropy_of(p, q))), rtol=1e-14)
    np.testing.assert_allclose(perplexity(p), np.exp(np.asarray(entropy(p))), rtol=1e-14)


def test_perplexity_of_equally_likely_classes_is_their_number(xp):
    np.testing.assert_allclose(perplexity(xp.asarray([0.2] * 5)), 5, rtol=1e-14)


def test_impossible_classes_cost_nothing(xp):
    p, q = xp.asarray(np.array([0.5, 0.5, 0.0])), xp.asarray(np.array([0.25, 0.25, 0.5]))
    np.testing.assert_allclose(cross_entropy_of(p, q), np.log(4), rtol=1e-14)
    np.testing.assert_allclose(entropy(p), np.log(2), rtol=1e-14)


def test_an_excluded_outcome_costs_infinitely_much(xp):
    p, q = xp.asarray([0.5, 0.5, 0.0]), xp.asarray([1.0, 0.0, 0.0])
    assert [float(f(p, q)) for f in (cross_entropy_of, kl_divergence, perplexity)] == [INF, INF, INF]


def test_a_sure_class_has_entropy_0_without_a_sign(xp):
    nats = entropy(xp.asarray([0.0, 1.0, 0.0]))
    assert nats == 0
    assert not xp.signbit(nats)


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_any_axis_may_hold_the_classes(xp, axis):
    p, q = np.random.default_rng(0).dirichlet(np.ones(3), size=(2, 4))
    expected = -(p * np.log(q)).sum(axis=1)
    turn = (lambda a: xp.asarray(a.T.copy())) if axis == 0 else xp.asarray
    np.testing.assert_allclose(cross_entropy_of(turn(p), turn(q), axis), expected, rtol=1e-14)
    np.testing.assert_allclose(perplexity(turn(p), turn(q), axis), np.exp(expected), rtol=1e-14)
    own = -(p * np.log(p)).sum(axis=1)
    np.testing.assert_allclose(entropy(turn(p), axis), own, rtol=1e-14)
    np.testing.assert_allclose(kl_divergence(turn(p), turn(q), axis), expected - own, rtol=1e-12)


@pytest.mark.parametrize("function", [cross_entropy_of, kl_divergence, perplexity])
@pytest.mark.parametrize(
    ("p", "q", "axis"),
    [
        ([0.5, 0.5], [1.0], -1),
        ([1.0], [0.5, 0.5], -1),
        ([0.2, 0.8], [[0.1, 0.4], [0.9, 0.6]], 0),
        ([0.2, 0.8], [[0.1, 0.9], [0.4, 0.6]], 1),
    ],
)
def test_classes_that_do_not_match_are_refused(xp, function, p, q, axis):
    with pytest.raises(ValueError, match="p and q must match along axis"):
        function(xp.asarray(p), xp.asarray(q), axis)


@pytest.mark.parametrize("axis", [1, -2])
def test_missing_axis_is_an_index_error(xp, axis):
    p = xp.asarray(P)
    with pytest.raises(IndexError, match=f"axis {axis} is out of range for p or q, got shapes "):
        entropy(p, axis=axis)
    with pytest.raises(IndexError, match="axis -2 is out of range"):
        cross_entropy_of(p, xp.stack([p, p]), axis=-2)


def test_result_has_the_broadcast_shape_without_the_axis(xp):
    p, q = xp.asarray(P), xp.asarray(np.stack([Q, P, Q, P]))
    assert tuple(cross_entropy_of(p, q).shape) == tuple(kl_divergence(q, p).shape) == (4,)
    np.testing.assert_allclose(kl_divergence(p, q), [0.2238, 0, 0.2238, 0], atol=5e-5)


def test_q_is_cast_to_the_dtype_of_p(xp):
    p, q = xp.asarray([0.5, 0.5], dtype=xp.float32), xp.asarray([1.0, 1e-50], dtype=xp.float64)
    assert float(cross_entropy_of(p, q)) == INF
    assert float(cross_entropy_of(xp.asarray(p, dtype=xp.float64), q)) == pytest.approx(25 * np.log(10))


def test_entropy_is_below_0_where_the_sum_is_above_1(xp):
    assert float(entropy(xp.asarray([1.005, 0.0]))) == pytest.approx(-1.005 * np.log(1.005), rel=1e-6)


def test_divergence_of_close_distributions_keeps_its_digits(xp):
    rng = np.random.default_rng(0)
    p = rng.dirichlet(np.ones(30), size=200)
    q = p * (1 + 1e-3 * rng.normal(size=p.shape))
    q /= q.sum(axis=1, keepdims=True)
    p, q = p.astype(np.float32), q.astype(np.float32)
    exact = kl_divergence(p.astype(float), q.astype(float))
    ours = kl_divergence(xp.asarray(p), xp.asarray(q))
    assert np.median(abs(np.asarray(ours) - exact) / abs(exact)) < 0.1


def test_sum_may_miss_one_by_the_rounding_of_bfloat16(xp):
    entropy(xp.asarray([0.5, 0.507]))
    with pytest.raises(ValueError, match="p must sum to one"):
        entropy(xp.asarray([0.5, 0.51]))


def test_sum_may_miss_one_by_the_rounding_of_float16_in_each_class(xp):
    # Its smallest number is 2**-24: 1 / 500,000 = 33.55 * 2**-24 is rounded to 34 of them, and the sum to 1.0133.
    p = softmax(xp.zeros(500_000, dtype=xp.float16), axis=0)
    assert (p == 34 * 2.0**-24).all()
    nats = 500_000 * 34 * 2.0**-24 * np.log(2.0**24 / 34)
    assert float(entropy(p)) == pytest.approx(nats, rel=1e-3)
    assert float(kl_divergence(p, p)) == 0
    rows = xp.stack([p, p])
    assert float(entropy(rows)[1]) == float(entropy(rows.T, axis=0)[0]) == float(entropy(p))
    for classes, total in [(500_000, 1.023), (1000, 1.0133)]:
        with pytest.raises(ValueError, match=f"p must sum to one along axis -1, got the sum {total}"):
            entropy(xp.asarray(np.full(classes, total / classes)))


@pytest.mark.parametrize("logits", [np.zeros(200_000), np.arange(200_000) % 7 - 3.0], ids=["equal", "spread"])
def test_a_softmax_of_many_classes_is_a_distribution_in_each_format(xp_dtype, logits):
    xp, dtype = xp_dtype
    p = softmax(xp.asarray(logits, dtype=getattr(xp, dtype)), axis=0)
    assert 0 < float(entropy(p)) < np.log(200_000) * (1 + 2**-7)
    assert float(kl_divergence(p, p)) == 0


def test_one_model_is_compared_with_many_truths(xp):
    truths = xp.asarray(np.stack([P, Q]))
    np.testing.assert_allclose(kl_divergence(truths, xp.asarray(Q)), [0.2238, 0], atol=5e-5)


@pytest.mark.parametrize("function", [cross_entropy_of, kl_divergence, perplexity])
def test_result_has_the_format_of_p_and_its_precision(xp_dtype, function):
    xp, dtype = xp_dtype
    p, q = (xp.asarray(array, dtype=getattr(xp, dtype)) for array in (P, Q))
    nats = function(p, q)
    exact = function(xp.asarray(p, dtype=xp.float64), xp.asarray(q, dtype=xp.float64))
    assert str(nats.dtype).endswith(dtype)
    roundings = 1 if nats.dtype.itemsize == 2 else 4  # 16 bits are rounded at the end alone
    assert abs(float(nats) - float(exact)) <= roundings * xp.finfo(nats.dtype).eps * float(exact)


@pytest.mark.parametrize("bad", ["p", "q"])
@pytest.mark.parametrize(
    ("probs", "message"),
    [
        ([1.2, -0.1, -0.1], r"{} must not be negative, got -0\.1"),
        ([0.5, 0.3, 0.1], r"{} must sum to one along axis -1, got the sum 0\.9"),
        ([2.0, 1.0, 0.1], r"{} must sum to one along axis -1, got the sum 3\.1"),
        ([0.5, 0.5, NAN], r"{} must sum to one along axis -1, got the sum nan"),
        ([[0.5, 0.3, 0.2], [0.3, 0.3, 0.3]], r"{} must sum to one along axis -1, got the sum 0\.9"),
    ],
)
@pytest.mark.parametrize("function", [cross_entropy_of, kl_divergence, perplexity])
def test_what_is_no_distribution_is_refused(xp, function, bad, probs, message):
    p, q = (xp.asarray(probs if bad == name else P) for name in ("p", "q"))
    with pytest.raises(ValueError, match=message.format(bad)):
        function(p, q)


def test_logits_are_no_distribution(xp):
    with pytest.raises(ValueError, match="p must not be negative, got -1"):
        entropy(xp.asarray([2.0, -1.0, 0.0]))
