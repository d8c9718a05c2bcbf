"""Entropy and divergence, of arrays and on paper."""

import numpy as np

import celoss
from celoss.check._core import Check, number
from celoss.check._values import Refused


def terms(p):
    """-p log p, with 0 log 0 = 0."""
    return -p * np.log(np.where(p == 0, 1, p))


SMALL_NUMBERS = {
    f"{text.format(f'{eps:g}')}: treat p = 0 on its own.": (
        lambda p, eps=eps, change=change: -(change(p, eps)[0] * np.log(change(p, eps)[1])).sum(axis=-1)
    )
    for eps in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9)
    for text, change in {
        "{} inside the logarithm moves every term": lambda p, eps: (p, p + eps),
        "{} in place of 0 is a probability, and costs something": lambda p, eps: [np.maximum(p, eps)] * 2,
        "p is kept {} away from 0 and from 1, which moves every sure class": lambda p, eps: (
            [np.clip(p, eps, 1 - eps)] * 2
        ),
    }.items()
}

entropy = Check(
    "my_entropy",
    cases=lambda rng: {
        "two distributions over three classes": {"p": rng.dirichlet([2, 2, 2], size=2)},
        "a die that never shows 5 or 6": {"p": np.array([0.25, 0.25, 0.25, 0.25, 0, 0])},
        "a sure class, and a coin": {"p": np.array([[0.0, 1.0], [0.5, 0.5]])},
    },
    reference=celoss.entropy,
    diagnoses={
        "0 * log 0 is nan in NumPy, and has to count as 0.": lambda p: -(p * np.log(p)).sum(axis=-1),
        "These are bits: nats come from the natural logarithm.": lambda p: terms(p).sum(axis=-1) / np.log(2),
        "An entropy is never negative: a minus sign is missing.": lambda p: -terms(p).sum(axis=-1),
        "The sum runs over the whole array, or p[p > 0] has flattened it: each row has an entropy of its own.": (
            lambda p: terms(p).sum()
        ),
        "The sum runs over the first axis: the classes are along the last.": lambda p: terms(p).sum(axis=0),
        "The sum runs over axis 1, which a single distribution does not have: the last axis is -1.": (
            lambda p: terms(p).sum(axis=1)
        ),
        "The terms are averaged over the classes: entropy is their sum.": lambda p: terms(p).mean(axis=-1),
        "The surprises are summed without their probabilities: class c happens with probability p[c].": (
            lambda p: -np.log(p).sum(axis=-1)
        ),
    }
    | SMALL_NUMBERS,
)


def pair(p, q):
    return {"p": np.array(p), "q": np.array(q)}


def ratios(p, q):
    """p log (p / q), with 0 where p is 0."""
    return p * np.log(np.where(p == 0, 1, p) / np.where(p == 0, 1, q))


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
    },
    reference=celoss.kl_divergence,
    diagnoses={
        "p and q are swapped: the outcomes come from p.": lambda p, q: ratios(q, p).sum(-1),
        "This is the cross-entropy: it still contains the entropy of p.": celoss.cross_entropy_of,
        "The sign is wrong: a divergence is never negative.": lambda p, q: -ratios(p, q).sum(-1),
        "Where p is 0, 0 * log 0 gives nan: the term counts as 0.": lambda p, q: (p * np.log(p / q)).sum(-1),
        "Where p and q are 0, 0 * log 0 gives nan: it counts as 0.": lambda p, q: -(terms(p) + p * np.log(q)).sum(-1),
        "One infinite row makes every row infinite.": (
            lambda p, q: ratios(p, q).sum(-1) + (np.inf if np.isinf(ratios(p, q)).any() else 0)
        ),
        "A huge number stands in for infinity.": lambda p, q: np.nan_to_num(celoss.kl_divergence(p, q)),
        "These are bits: nats come from the natural logarithm.": lambda p, q: ratios(p, q).sum(-1) / np.log(2),
        "Both directions are added up: D(p || q) is one.": lambda p, q: (ratios(p, q) + ratios(q, p)).sum(-1),
        "Both directions are averaged: D(p || q) is one.": lambda p, q: (ratios(p, q) + ratios(q, p)).sum(-1) / 2,
        "Each term is made positive: it is their sum that is not negative.": lambda p, q: abs(ratios(p, q)).sum(-1),
        "The terms are averaged over the classes: the divergence is their sum.": lambda p, q: ratios(p, q).mean(-1),
        "The sum runs over all rows, or a mask has flattened them.": lambda p, q: ratios(p, q).sum(),
        "The sum runs over the first axis: the classes are along the last.": lambda p, q: ratios(p, q).sum(0),
    }
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
    if np.isinf(forward := celoss.kl_divergence(p, q)):
        raise Refused("D(p || q) is infinite: q rules out a class that p allows. Is it the other way round?")
    if np.isfinite(backward := celoss.kl_divergence(q, p)) and backward > 0:
        raise Refused(f"D(q || p) is {backward:.4g}: what makes a divergence infinite?")
    return {"D(p || q)": forward, "D(q || p)": backward}


one_way = Check(
    "my_pair",
    cases=lambda rng: {"both directions": {}},
    reference=([0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]),
    diagnoses={"p and q are equal: both divergences are 0.": ([1, 0, 0], [1, 0, 0])},
    probe=divergences,
    tolerance=0.03,  # two digits of a probability will do
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
        "That is a Huffman code for single rolls: over many, none of them needs a whole number of bits.": 2.5,
        "The sign is wrong: -log2 of a probability is positive.": -np.log2(6),
        "That prices the rolls of a fair die with the code of this one: it is the other way round.": np.inf,
    },
    tolerance=0.005,
)
