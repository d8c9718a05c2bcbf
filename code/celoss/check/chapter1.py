"""Entropy and divergence, of arrays and on paper."""

import numpy as np

import celoss
from celoss.check._core import Check, number
from celoss.check._values import Refused, to_numpy


def terms(p):
    """-p log p, with 0 log 0 = 0."""
    return -p * np.log(np.where(p == 0, 1, p))


EPSILONS = (*[10.0**-n for n in range(3, 21)], float(np.finfo(np.float32).eps), float(np.finfo(float).eps))
SMALL_NUMBERS = {
    f"{text.format(f'{eps:.3g}')}: treat p = 0 on its own.": (
        lambda p, eps=eps, change=change: -(change(p, eps)[0] * np.log(change(p, eps)[1])).sum(axis=-1)
    )
    for eps in EPSILONS
    for text, change in {
        "{} inside the logarithm moves every term": lambda p, eps: (p, p + eps),
        "{} added to p is added to every probability, and each costs something": lambda p, eps: [p + eps] * 2,
        "{} added to p, and the sum made 1 again, moves every probability": lambda p, eps: (
            [(p + eps) / (p + eps).sum(axis=-1, keepdims=True)] * 2
        ),
        "{} in place of 0 is a probability, and costs something": lambda p, eps: [np.where(p == 0, eps, p)] * 2,
        "{} in place of all that is smaller is a probability, and costs something": lambda p, eps: (
            [np.maximum(p, eps)] * 2
        ),
        "{} as the smallest p of which the logarithm is taken cuts off what lies below": lambda p, eps: (
            [p, np.maximum(p, eps)]
        ),
        "p is kept {} away from 0 and from 1, which moves every sure class": lambda p, eps: (
            [np.clip(p, eps, 1 - eps)] * 2
        ),
        "p is kept {} away from 0 and from 1 in the logarithm, which moves every sure class": lambda p, eps: (
            [p, np.clip(p, eps, 1 - eps)]
        ),
    }.items()
}

NOT_ENTROPIES = {
    "The surprises are summed without their probabilities: class c happens with probability p[c].": (
        lambda p: -np.log(p).sum(axis=-1)
    ),
    "The surprises are summed without their probabilities, and without those of the zeros.": (
        lambda p: -np.log(np.where(p == 0, 1, p)).sum(axis=-1)
    ),
    "The surprise of not p is in the sum too: the classes exclude each other, each is counted once.": (
        lambda p: (terms(p) + terms(1 - p)).sum(axis=-1)
    ),
    "That is the perplexity, exp(H): the entropy is its logarithm.": lambda p: np.exp(terms(p).sum(axis=-1)),
    "That is 1 minus the sum of the squares, which holds no logarithm.": lambda p: 1 - (p * p).sum(axis=-1),
    "That is the logarithm of the sum of the squares: average the logarithms, do not take that of an average.": (
        lambda p: -np.log((p * p).sum(axis=-1))
    ),
    "That is the surprise of the likeliest class alone.": lambda p: -np.log(p.max(axis=-1)),
    "That is the entropy of equal shares for all classes that are not 0.": lambda p: np.log((p > 0).sum(axis=-1)),
    "log1p(p) is the logarithm of 1 + p: the surprise takes that of p.": lambda p: -(p * np.log1p(p)).sum(axis=-1),
}

LOST_CLASSES = {
    "What is nan is replaced after the sum, and one zero costs its row all terms: treat the terms.": (
        lambda p: np.nan_to_num(-(p * np.log(p)).sum(axis=-1))
    ),
    "One zero ends it for the whole array: treat the terms, each on its own.": (
        lambda p: np.float64(0) if (p == 0).any() else terms(p).sum(axis=-1)
    ),
    "A class that is 0 in one row is left out of all rows: treat each number on its own.": (
        lambda p: terms(p[..., (p > 0).all(axis=tuple(range(p.ndim - 1)))]).sum(axis=-1)
    ),
    **{
        f"A logarithm is cut off at {low:g}, where a smaller probability has a lower one.": (
            lambda p, low=low: -(p * np.log(p).clip(low)).sum(axis=-1)
        )
        for low in (-10, -20, -30, -50)
    },
    "A small probability counts as 0 (or its p ** p as 1): only 0 itself has no term.": (
        lambda p: terms(np.where(p > 1e-8, p, 0)).sum(axis=-1)
    ),
    "The whole array is made to sum to 1; its rows do so already.": lambda p: terms(p / p.sum()).sum(axis=-1),
}


def in_its_own_unit(answer, p):
    """The entropy; where it is tiny, as a multiple of 1e-28, so that an absolute error shows."""
    entropy, tiny = answer(p), (p > 0) & (p < 1e-20)
    if entropy is None or not tiny.any():
        return entropy
    return {"entropy / 1e-28": to_numpy(entropy, "my_entropy returns") * 1e28}


entropy = Check(
    "my_entropy",
    cases=lambda rng: {
        "two distributions over three classes": {"p": rng.dirichlet([2, 2, 2], size=2)},
        "a die that never shows 5 or 6": {"p": np.array([0.25, 0.25, 0.25, 0.25, 0, 0])},
        "a sure class, and a coin": {"p": np.array([[0.0, 1.0], [0.5, 0.5]])},
        "the probabilities 1, 1e-30 and 0": {"p": np.array([1, 1e-30, 0])},
    },
    reference=celoss.entropy,
    probe=in_its_own_unit,
    diagnoses={
        "0 * log 0 is nan in NumPy, and has to count as 0.": lambda p: -(p * np.log(p)).sum(axis=-1),
        "These are bits: nats come from the natural logarithm.": lambda p: terms(p).sum(axis=-1) / np.log(2),
        "The logarithm is to base 10: nats come from the natural one.": lambda p: terms(p).sum(axis=-1) / np.log(10),
        "An entropy is never negative: a minus sign is missing.": lambda p: -terms(p).sum(axis=-1),
        "The sum runs over the whole array, or p[p > 0] has flattened it: each row has an entropy of its own.": (
            lambda p: terms(p).sum()
        ),
        "The sum runs over the first axis: the classes are along the last.": lambda p: terms(p).sum(axis=0),
        "The sum runs over axis 1, which a single distribution does not have: the last axis is -1.": (
            lambda p: terms(p).sum(axis=1)
        ),
        "The terms are averaged over the classes: entropy is their sum.": lambda p: terms(p).mean(axis=-1),
        "These are the terms: their sum over the classes is missing.": terms,
    }
    | NOT_ENTROPIES
    | LOST_CLASSES
    | SMALL_NUMBERS,
)


def pair(p, q):
    return {"p": np.array(p), "q": np.array(q)}


def ratios(p, q):
    """p log (p / q), with 0 where p is 0."""
    return p * np.log(np.where(p == 0, 1, p) / np.where(p == 0, 1, q))


LOST_ROWS = {
    "What is nan is replaced after the sum, and with it its row: treat the terms.": (
        lambda p, q: np.nan_to_num((p * np.log(p / q)).sum(-1), posinf=np.inf)
    ),
    "A q of 0 anywhere makes all infinite: it does so in its row, and where p is not 0.": (
        lambda p, q: np.inf if (q == 0).any() else ratios(p, q).sum(-1)
    ),
    "One infinite row makes every row infinite.": (
        lambda p, q: ratios(p, q).sum(-1) + (np.inf if np.isinf(ratios(p, q)).any() else 0)
    ),
    "The sum runs over all rows, or a mask has flattened them.": lambda p, q: ratios(p, q).sum(),
    "The sum runs over the first axis: the classes are along the last.": lambda p, q: ratios(p, q).sum(0),
    "The sum runs over axis 1, which a single pair does not have: the last axis is -1.": (
        lambda p, q: ratios(p, q).sum(axis=1)
    ),
    "The terms are averaged over the classes: the divergence is their sum.": lambda p, q: ratios(p, q).mean(-1),
    "These are the terms: their sum over the classes is missing.": ratios,
}

OTHER_DISTANCES = {
    "Both directions are added up: D(p || q) is one.": lambda p, q: (ratios(p, q) + ratios(q, p)).sum(-1),
    "Both directions are averaged: D(p || q) is one.": lambda p, q: (ratios(p, q) + ratios(q, p)).sum(-1) / 2,
    "Each term is made positive: it is their sum that is not negative.": lambda p, q: abs(ratios(p, q)).sum(-1),
    "That is the Jensen-Shannon divergence, from the mean of p and q: D(p || q) knows no mean.": (
        lambda p, q: (ratios(p, (p + q) / 2) + ratios(q, (p + q) / 2)).sum(-1) / 2
    ),
    "The entropy is added to the cross-entropy: take it off.": lambda p, q: (terms(p) - p * np.log(q)).sum(-1),
    "That is the difference of the entropies: the mean surprise at q is with the probabilities of p.": (
        lambda p, q: celoss.entropy(q) - celoss.entropy(p)
    ),
    "That is half the sum of the differences, which holds no logarithm.": lambda p, q: abs(p - q).sum(-1) / 2,
    "That is minus the mean surprise at q: the entropy of p is missing, and the sign.": (
        lambda p, q: -celoss.cross_entropy_of(p, q)
    ),
    "The entropy of q is taken off the cross-entropy: it is that of p.": (
        lambda p, q: celoss.cross_entropy_of(p, q) - celoss.entropy(q)
    ),
    "The ratios are summed without their weights: class c happens with probability p[c].": (
        lambda p, q: np.log(p / q).sum(-1)
    ),
    "The probability is weighed by q: the outcomes come from p.": lambda p, q: (q * np.log(p / q)).sum(-1),
    "torch's kl_div takes the logarithm of q, not q.": lambda p, q: (-terms(p) - p * q).sum(-1),
    "torch's kl_div takes the logarithm of q, not q, and q comes first.": lambda p, q: (-terms(q) - p * q).sum(-1),
    "q is made to sum to 1 over the classes that p allows: what it gives to others is part of its price.": (
        lambda p, q: ratios(p, q / np.where(p > 0, q, 0).sum(-1, keepdims=True)).sum(-1)
    ),
    "That is an approximation for a q near p, of squared differences.": (
        lambda p, q: ((p - q) ** 2 / (2 * np.where(p == q, 1, q))).sum(-1)
    ),
}

HIDDEN_INFINITIES = {
    f"{eps:g} {place} hides an infinite divergence: that of a q of 0 where p is not.": (
        lambda p, q, eps=eps, change=change: (change(p, eps)[0] * np.log(change(p, eps)[1] / change(q, eps)[1])).sum(-1)
    )
    for eps in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)
    for place, change in {
        "in the logarithm": lambda probs, eps: (probs, probs + eps),
        "in place of 0": lambda probs, eps: [np.maximum(probs, eps)] * 2,
    }.items()
} | {
    "Classes with q = 0 are left out: where p is not 0 there, the divergence is infinite.": (
        lambda p, q: ratios(p, np.where(q == 0, p, q)).sum(-1)
    ),
    "A small probability counts as 0: only 0 itself has no term, or an infinite one.": (
        lambda p, q: ratios(np.where(p > 0.01, p, 0), q).sum(-1)
    ),
    "A q as small as 1e-30 counts as 0, and is not: the divergence is large, and finite.": (
        lambda p, q: ratios(p, np.where(q > 1e-20, q, 0)).sum(-1)
    ),
    "Where q is 0 its logarithm is set to 0: it is -inf, and where p is not 0 that counts.": (
        lambda p, q: ratios(p, np.where(q == 0, 1, q)).sum(-1)
    ),
    "Every q of 0 makes the divergence infinite: where p is 0, too, the term is 0.": (
        lambda p, q: np.where((q == 0).any(-1), np.inf, celoss.kl_divergence(p, q))
    ),
}

kl_divergence = Check(
    "my_kl",
    cases=lambda rng: {
        "two rows of three classes": pair(*rng.dirichlet([2, 2, 2], size=(2, 2))),
        "p rules a class out": pair([0.5, 0.5, 0], [0.25, 0.25, 0.5]),
        "q rules a class out": pair([0.25, 0.25, 0.5], [0.5, 0.5, 0]),
        "both rule the same class out": pair([0.5, 0.5, 0], [0.75, 0.25, 0]),
        "infinite in one row, finite in the other": pair(
            [[0.25, 0.25, 0.5], [0.5, 0.25, 0.25]], [[0.5, 0.5, 0], [0.25, 0.25, 0.5]]
        ),
        "unlikely, and not impossible (0.002 and 1e-30)": pair([0.998, 0.002, 0], [1e-30, 0.5, 0.5]),
    },
    reference=celoss.kl_divergence,
    diagnoses={
        "p and q are swapped: the outcomes come from p.": lambda p, q: ratios(q, p).sum(-1),
        "This is the cross-entropy: it still contains the entropy of p.": celoss.cross_entropy_of,
        "The sign is wrong: a divergence is never negative.": lambda p, q: -ratios(p, q).sum(-1),
        "Where p is 0, 0 * log 0 gives nan: the term counts as 0.": lambda p, q: (p * np.log(p / q)).sum(-1),
        "Where p and q are 0, 0 * log 0 gives nan: it counts as 0.": lambda p, q: -(terms(p) + p * np.log(q)).sum(-1),
        "A huge number stands in for infinity.": lambda p, q: np.nan_to_num(celoss.kl_divergence(p, q)),
        **{
            f"{huge:g} stands in for infinity.": (
                lambda p, q, huge=huge: np.nan_to_num(celoss.kl_divergence(p, q), posinf=huge)
            )
            for huge in (100, 1000, 1e6, 1e9, 1e10, 1e12)
        },
        "These are bits: nats come from the natural logarithm.": lambda p, q: ratios(p, q).sum(-1) / np.log(2),
        "The logarithm is to base 10: nats come from the natural one.": (
            lambda p, q: ratios(p, q).sum(-1) / np.log(10)
        ),
    }
    | LOST_ROWS
    | OTHER_DISTANCES
    | HIDDEN_INFINITIES,
)


def divergences(pair):
    """Both divergences of a pair of distributions over three classes, or a sentence on why it is none."""
    try:
        p, q = (np.asarray(probs, dtype=float) for probs in pair)
    except (TypeError, ValueError):
        raise Refused("my_pair has to hold two lists of numbers: my_pair = ([...], [...]).") from None
    for name, probs in {"p": p, "q": q}.items():
        if probs.shape != (3,):
            raise Refused(f"{name} has the shape {probs.shape}: three probabilities are needed.")
        if (probs < 0).any():
            raise Refused(f"{name} holds {probs.min():g}: no probability is negative.")
        if not abs(probs.sum() - 1) < 0.005:
            raise Refused(f"{name} sums to {probs.sum():g}: the probabilities of the three classes sum to 1.")
    forward, backward = celoss.kl_divergence(p, q), celoss.kl_divergence(q, p)
    if np.isinf(forward) and np.isinf(backward):
        raise Refused("Both divergences are infinite: p rules out a class that q allows, and q one that p allows.")
    if np.isinf(forward):
        raise Refused("D(p || q) is infinite: q rules out a class that p allows. Is it the other way round?")
    if np.isfinite(backward) and backward > 0:
        raise Refused(f"D(q || p) is {backward:.4g}: what makes a divergence infinite?")
    return {"D(p || q)": forward, "D(q || p)": backward}


def sure_class(nats):
    """A pair in which q gives the one class that p allows a probability of exp(-nats)."""
    return [1, 0, 0], [np.exp(-nats), 1 - np.exp(-nats), 0]


one_way = Check(
    "my_pair",
    cases=lambda rng: {"both directions": {}},
    reference=([0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]),
    diagnoses={
        "p and q are equal: both divergences are 0.": ([1, 0, 0], [1, 0, 0]),
        "D(p || q) is 1.5, and its logarithm was meant: log 1.5 nats.": sure_class(1.5),
        "D(p || q) is log 1.5 bits: the logarithm is natural, and its unit the nat.": (
            sure_class(np.log(1.5) * np.log(2))
        ),
        "D(p || q) is log2 1.5 nats: the logarithm is natural, and its unit the nat.": sure_class(np.log2(1.5)),
        "D(p || q) is log10 1.5 nats: the logarithm is natural.": sure_class(np.log10(1.5)),
        **{
            f"D(p || q) is log {ratio:.4g}: where p is not 0, p / q is {ratio:.4g}, or its logarithm is on average.": (
                sure_class(np.log(ratio))
            )
            for ratio in (9 / 8, 6 / 5, 5 / 4, 4 / 3, 5 / 3, 2, 9 / 4, 5 / 2, 3, 4, 5, 6)
        },
    },
    probe=divergences,
    tolerance=0.02,  # two digits of a probability will do
)

fair_code = number(
    "my_bits",
    np.log2(6),
    {
        "These are nats: bits come from the logarithm to base 2.": np.log(6),
        "That is the entropy: the bits a roll costs with the die's own code.": 2,
        "That is the entropy in nats, and it belongs to the die's own code.": np.log(4),
        "That is the divergence: what the fair code costs beyond the entropy.": np.log2(6 / 4),
        "That is the divergence, in nats: what the fair code costs beyond the entropy.": np.log(6 / 4),
        "The divergence is taken off the entropy: the wrong code costs more, not less.": 2 - np.log2(6 / 4),
        "The sides 1 to 4 share all of the probability: each has 1/4, not 1/6.": 4 / 6 * np.log2(6),
        "Over many rolls a code needs no whole number of bits for each: it comes as near to -log2 q as you like.": 3,
        "That is a Huffman code for single rolls of a fair die: over many rolls no whole number of bits is needed.": 8
        / 3,
        "That is a Huffman code for single rolls: over many, none needs whole bits. (Or was 2.58 cut off?)": (2.5),
        "The sign is wrong: -log2 of a probability is positive.": -np.log2(6),
        "The sign is wrong, and it is the divergence: what the fair code costs beyond the entropy.": np.log2(4 / 6),
        "That is a logarithm to base 10: bits come from the one to base 2.": np.log10(6),
        "That is the number of sides, or the perplexity: its logarithm to base 2 is in bits.": 6,
        "The entropy is added: it is part of what the code costs already.": 2 + np.log2(6),
        "That is the mean of the entropy and of the wrong code's cost: every roll is paid for with the wrong code.": (
            1 + np.log2(6) / 2
        ),
        "That is the share of one side of six: all sides that come up pay, each with its probability.": np.log2(6) / 6,
        "That is the share of one side: the other three that come up pay as well.": np.log2(6) / 4,
        "That is what all six words take together: a roll needs one of them.": 6 * np.log2(6),
        "That is what four words take together: a roll needs one of them.": 4 * np.log2(6),
        "That is for five sides: the code is for six.": np.log2(5),
        "The logarithm of the cost is taken once more.": np.log2(np.log2(6)),
        "That is a quotient, the entropy in shares of the wrong code's cost: the cost itself is asked for.": (
            2 / np.log2(6)
        ),
        "That is a quotient, the wrong code's cost in entropies: the cost itself is asked for.": np.log2(6) / 2,
        "That prices the rolls of a fair die with the code of this one: it is the other way round.": np.inf,
    },
    tolerance=0.005,
)
