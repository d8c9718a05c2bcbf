"""What the explorable `cliff` must show: the same operations in NumPy's own formats, and torch's for bfloat16.

The exponential and the logarithm alone are taken in float64 and rounded to the format, for those of libraries differ in
their last place. All else, the sum over all classes included, is done by the library in the format itself.
"""

import numpy as np
import torch

from celoss import log_softmax

# A sum of 50,000 numbers in float32 depends on its order in the last place. For the 16-bit formats, whose places are at
# least 4e-4 apart, this asks for the very number.
TOLERANCE = 1e-6
FORMATS = "float16", "bfloat16", "float32", "float64"
CLASSES = "2", "3", "1000", "50000"


class NumPy:
    """A format of NumPy's: numbers of it, and functions that round to it."""

    def __init__(self, name):
        self.number = np.dtype(name).type
        self.largest, self.smallest = float(np.finfo(name).max), float(np.finfo(name).smallest_subnormal)

    def of(self, function, values):
        return function(np.asarray(values, np.float64)).astype(self.number)


class Torch:
    """A format of torch's."""

    def __init__(self, name):
        self.dtype = getattr(torch, name)
        info = torch.finfo(self.dtype)
        self.largest, self.smallest = info.max, info.smallest_normal * info.eps

    def of(self, function, values):
        wide = torch.as_tensor(values).double().numpy()
        return torch.as_tensor(function(wide)).to(self.dtype)


def kind(name):
    return Torch(name) if name == "bfloat16" else NumPy(name)


def plain(values):
    return np.asarray(values.double() if isinstance(values, torch.Tensor) else values, dtype=float)


def numbers(format, gap, classes, **rest):
    own = kind(format)
    z = np.zeros(int(classes))
    z[-1] = -gap
    z = own.of(np.positive, z)
    e = own.of(np.exp, z)
    total = e.sum()
    p = e / total
    log_p = own.of(np.log, p[-1:])[0]
    g = own.of(np.negative, np.ones(1))[0] / p[-1]
    upstream = own.of(np.positive, np.zeros(int(classes)))
    upstream[-1] = g
    gradient = p * (upstream - g * p[-1])
    log_total = own.of(np.log, total)
    log_probs = z - log_total
    probs = own.of(np.exp, log_probs)
    found = {
        "z": z[-1],
        "e": e[-1],
        "total": total,
        "p": p[-1],
        "log_p": log_p,
        "g": g,
        "log_total": log_total,
        "log_prob": log_probs[-1],
    }
    found = {key: plain(value) for key, value in found.items()}
    naive = [-found["log_p"], plain(gradient)[-1], plain(gradient)[0]]
    shifted = [-found["log_prob"], plain(probs[-1] - 1), plain(probs)[0]]
    return found | {
        "naive": naive,
        "shifted": shifted,
        "exact": -log_softmax(plain(z))[-1],
        "edges": [np.log(own.largest), np.log(2) - np.log(own.smallest)],
        "lost": 2 - np.isfinite(naive[:2]).sum(),
    }


def rounded(page, name, values):
    """The explorable's roundings; they travel as bits, so that infinities and signs of 0 arrive."""
    bits = [str(each) for each in np.asarray(values, np.float64).view(np.int64)]
    script = """([name, bits]) => {
      const whole = new BigInt64Array(bits.map(BigInt));
      const values = new Float64Array(whole.buffer);
      const rounded = Float64Array.from(values, (value) => Explorable.all.cliff.round(name, value));
      return [...new BigInt64Array(rounded.buffer)].map(String);
    }"""
    return np.array(page.evaluate(script, [name, bits]), dtype=np.int64)


def operate_rounding(page):
    """Bit by bit NumPy's and torch's: random numbers of any size, ties and their neighbors, both ends of the format."""
    rng = np.random.default_rng(0)
    for name in FORMATS:
        info = torch.finfo(getattr(torch, name))
        tiny, low, high = info.smallest_normal * info.eps, np.log2(info.smallest_normal), np.log2(info.max)
        values = rng.uniform(1, 2, 1500) * 2 ** rng.uniform(low + np.log2(info.eps) - 2, high - 0.01, 1500)
        with np.errstate(all="ignore"):
            border = info.max * (1 + info.eps * np.arange(-2, 3) / 4)
            values = np.concatenate([values, tiny * rng.uniform(0, 40, 500), border])
            held = plain(kind(name).of(np.positive, values))
            held = held[np.isfinite(held)]
            below = 2.0 ** np.floor(np.log2(np.maximum(held, tiny)))
            ties = held + np.maximum(below, info.smallest_normal) * info.eps / 2
            values = [values, held, ties, np.nextafter(ties, 0), np.nextafter(ties, np.inf)]
            powers = 2.0 ** np.arange(max(int(low) - 60, -1074), int(high) + 1)
            values += [powers, np.nextafter(powers, 0), [0, tiny, tiny / 2, 1e300, np.inf, np.finfo(float).max]]
            values = np.concatenate(values)
            values = np.concatenate([values, -values])
            # By way of float32, as torch takes it, a double just beside a tie could fall on the tie.
            if name == "bfloat16":
                values = values.astype(np.float32).astype(float)
            wanted = plain(kind(name).of(np.positive, values))
        assert len(values) > 10_000
        np.testing.assert_array_equal(rounded(page, name, values), wanted.view(np.int64))


def operate_steps(page):
    """Each intermediate number near the edges, however small, is the format's own."""
    for name in FORMATS:
        edges = numbers(name, 0, "2")["edges"]
        step = {"float16": 2**-6, "bfloat16": 0.5, "float32": 0.273, "float64": 0.673}[name]
        states = [
            {"format": name, "gap": float(gap), "classes": classes}
            for classes in CLASSES[:3]
            for gap in np.arange(edges[0] - 8, edges[1] + 1, step)
        ]
        told = page.evaluate("states => states.map(each => Explorable.all.cliff.maths(each))", states)
        keys = ("z", "e", "total", "p", "log_p", "g", "log_total", "log_prob")
        with np.errstate(all="ignore"):
            wanted = [numbers(**each) for each in states]
        for key in keys:
            found, due = (np.array([each[key] for each in side], dtype=float) for side in (told, wanted))
            # float64's own exp and log may differ in the last place, a subnormal number by one of the smallest.
            allowed = (1e-12, 1e-323) if name == "float64" else (0, 0)
            np.testing.assert_allclose(found, due, *allowed, err_msg=f"{name} {key}")


def operate_torch(page):
    """torch.softmax and autograd lose loss and gradient in the same states; cross_entropy keeps both, and agrees."""
    for name in FORMATS:
        opens, closes = numbers(name, 0, "2")["edges"]
        for classes in CLASSES:
            ahead = np.log(int(classes) - 1)
            gaps = {int(edge - ahead) + step for edge in (opens, closes + 1.5) for step in range(-3, 4)}
            # Where softmax rounds otherwise the edge of the loss moves by so much; see the chapter.
            gaps = [gap for gap in gaps | {0, 5} if gap >= 0 and abs(gap + ahead - closes) > np.log(2) + 0.1]
            states = [{"format": name, "gap": gap, "classes": classes} for gap in gaps]
            told = page.evaluate("states => states.map(each => Explorable.all.cliff.maths(each))", states)
            assert {each["lost"] for each in told} == {0, 1, 2}
            for gap, each in zip(gaps, told, strict=True):
                z = torch.zeros(int(classes), dtype=getattr(torch, name))
                z[-1] = -gap
                z.requires_grad_()
                loss = -torch.log(torch.softmax(z, 0)[-1])
                (gradient,) = torch.autograd.grad(loss, z)
                assert 2 - int(loss.isfinite()) - int(gradient.isfinite().all()) == each["lost"], (name, classes, gap)
                own = torch.nn.functional.cross_entropy(z, torch.tensor(int(classes) - 1))
                (gradient,) = torch.autograd.grad(own, z)
                eps = torch.finfo(z.dtype).eps
                found = [own.item(), gradient[-1].item(), gradient[0].item()]
                np.testing.assert_allclose(each["shifted"], found, rtol=6 * eps, atol=eps)


def operate_edge(page):
    """One step from the edge the gradient dies and the loss stays, in each format, for each number of classes."""
    up, edge = (page.element.get_by_role("button", name=name) for name in ("Raise the gap by 1", "To the edge"))
    assert page.numbers()["lost"] == 0
    cell = page.element.locator("[data-number='naive.1']")
    assert cell.inner_text() == "\N{MINUS SIGN}1.000"
    up.click()
    assert page.numbers()["lost"] == 1
    assert cell.inner_text() == "nan"
    assert page.element.locator("[data-number='naive.0']").inner_text() == "89.000"
    for name in FORMATS:
        page.element.get_by_role("radio", name=name, exact=True).check()
        for classes in CLASSES:
            page.element.get_by_role("radio", name=classes, exact=True).check()
            edge.press("Enter")
            assert page.numbers()["lost"] == 0, (name, classes)
            up.press("Enter")
            assert page.numbers()["lost"] == 1, (name, classes)
            dies = page.element.locator("td", has_text="dies here: too large")
            assert dies.locator("[data-number]").get_attribute("data-number") == "g"


def operate_chapter(page):
    """In float32 the gradient goes at a loss of 88.72 for any number of classes, the loss near 103.97."""
    for classes in CLASSES:
        ahead = np.log(int(classes) - 1)
        gaps = np.concatenate([np.arange(88.6, 88.8, 0.005), np.arange(103.2, 105, 0.005)]) - ahead
        states = [{"format": "float32", "gap": float(gap), "classes": classes} for gap in gaps]
        told = page.evaluate("states => states.map(each => Explorable.all.cliff.maths(each))", states)
        opens = next(each["exact"] for each in told if each["lost"])
        closes = next(each["exact"] for each in told if each["lost"] == 2)
        assert abs(opens - 88.7228) < 0.006
        assert -np.log(1.5) - 0.01 < closes - 103.9721 < np.log(2)
