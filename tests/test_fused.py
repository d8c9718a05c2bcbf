"""The blocks against torch: every option, every format, extremes, second derivatives, and 2,000 random problems."""

import copy
import functools
import math

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from torch._subclasses import FakeTensorMode
from torch.autograd import gradcheck, gradgradcheck

import celoss
from celoss import fused, nn

FLOATS = [torch.float16, torch.bfloat16, torch.float32, torch.float64]
STRICT = {"rtol": 1e-6, "atol": 1e-8}
INF = math.inf


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    """Work block by block however small the logits: three rows of five classes a block."""
    torch.manual_seed(0)
    monkeypatch.setattr(nn, "SMALL", 0)
    monkeypatch.setattr(nn, "worthwhile", lambda *arguments: True)
    monkeypatch.setattr(fused, "BLOCK_BYTES", 60)


def value_and_gradient(loss, logits, target, weight, upstream=None, **options):
    logits = logits.detach().requires_grad_()
    value = loss(logits, target, weight, **options)
    upstream = torch.ones_like(value) if upstream is None else upstream.to(value.dtype)
    return value, torch.autograd.grad(value, logits, upstream.reshape(value.shape))[0]


def three_ways(logits, target, weight, upstream, **options):
    """Value and gradient by blocks, by torch, and by torch in float64."""
    ours = value_and_gradient(nn.cross_entropy, logits, target, weight, upstream, **options)
    assert type(ours[0].grad_fn).__name__ == "FusedCrossEntropyBackward"
    theirs = value_and_gradient(F.cross_entropy, logits, target, weight, upstream, **options)
    doubled = (None if tensor is None else tensor.double() for tensor in (weight, upstream))
    exact = value_and_gradient(F.cross_entropy, logits.double(), target, *doubled, **options)
    return zip(ours, theirs, exact, strict=True)


def upstream_like(target, reduction):
    """Of both signs and unequal, never 1, exact in every format."""
    return (torch.arange(target.numel() if reduction == "none" else 1) % 5 - 1.5) / 2


@pytest.mark.parametrize("dtype", FLOATS)
def test_values_and_gradients_are_torchs(class_problem, dtype, assert_no_worse):
    logits, target, weight = class_problem.arrays(torch, str(dtype)[6:])
    upstream = upstream_like(target, class_problem.options["reduction"])
    for triple in three_ways(logits, target, weight, upstream, **class_problem.options):
        assert_no_worse(*triple)


def test_targets_that_the_blocks_do_not_take_are_left_to_torch(problem):
    logits, target, weight = problem.arrays(torch, "float32")
    target = target if target.is_floating_point() else target.to(torch.uint8)
    results = []
    for loss in (nn.cross_entropy, F.cross_entropy):
        try:
            results.append(value_and_gradient(loss, logits, target, weight, **problem.options))
        except (
            IndexError,
            RuntimeError,
            ValueError,
        ):  # bytes: not with smoothing, nor 156 for -100
            results.append(None)
    assert (results[0] is None) == (results[1] is None)
    if results[0] is not None:
        torch.testing.assert_close(*results, rtol=0, atol=0)


def test_blocks_equal_the_equation(class_problem):
    logits, target, weight = class_problem.arrays(torch, "float64")
    options = class_problem.options
    upstream = upstream_like(target, options["reduction"])
    value, gradient = value_and_gradient(nn.cross_entropy, logits, target, weight, upstream, **options)
    torch.testing.assert_close(value.detach(), celoss.cross_entropy(logits, target, weight, **options), equal_nan=True)
    upstream = upstream.double().reshape(value.shape)
    closed = celoss.cross_entropy_gradient(logits, target, weight, **options, upstream=upstream)
    torch.testing.assert_close(gradient, closed, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("arrives", [1.0, 0.25, 3.0])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
@pytest.mark.parametrize("dtype", FLOATS[:2])
def test_16_bit_results_are_rounded_once_and_gradients_again_if_scaled(dtype, reduction, smoothing, arrives):
    # Of equal rows the roundings would add up.
    logits = 2 * torch.randn(5, 9, generator=torch.Generator().manual_seed(1)).expand(4, 5, 9).transpose(1, 2)
    target, weight = torch.arange(9).remainder(5).repeat(4, 1), WEIGHT.to(dtype)
    target, logits = target[:, :5], logits[:, :5]
    upstream = torch.full((target.numel() if reduction == "none" else 1,), arrives)
    options = {"reduction": reduction, "label_smoothing": smoothing}
    again = arrives == 3.0 or (dtype is torch.float16 and reduction == "mean")
    (loss, _, exact_loss), (gradient, _, exact) = three_ways(logits.to(dtype), target, weight, upstream, **options)
    once = 0.505 * torch.finfo(dtype).eps
    torch.testing.assert_close(loss.double(), exact_loss, rtol=once, atol=1e-7)
    torch.testing.assert_close(gradient.double(), exact, rtol=2 * once if again else once, atol=1e-7)


@pytest.mark.parametrize("dtype", FLOATS[:2])
def test_16_bit_losses_are_summed_before_they_are_rounded(dtype):
    for row in torch.randn(20, 1, 5, generator=torch.Generator().manual_seed(1)).to(dtype):
        exact = F.cross_entropy(row.double().expand(3, 5), TARGET[:3] * 0, reduction="sum")
        assert nn.cross_entropy(row.expand(3, 5), TARGET[:3] * 0, reduction="sum") == exact.to(dtype)


def test_first_and_second_derivatives_are_those_of_finite_differences(small_problem):
    logits, target, weight = small_problem.arrays(torch, "float64")

    def loss(logits):
        return nn.cross_entropy(logits, target, weight, **small_problem.options)

    assert gradcheck(loss, logits.requires_grad_(), **STRICT)
    assert gradgradcheck(loss, logits, **STRICT)


torch.manual_seed(0)  # for the parameters below
LOGITS = 3 * torch.randn(7, 5, generator=torch.Generator().manual_seed(3))
TARGET = torch.tensor([0, 4, 4, -100, 1, 2, 4])
WEIGHT = torch.tensor([0.5, 2.0, 1.0, 3.0, 0.25])


@pytest.mark.parametrize(
    "logits",
    [
        3 * torch.randn(4, 6, 5).transpose(1, 2),
        3 * torch.randn(2, 5, 4, 3).to(memory_format=torch.channels_last),
        (3 * torch.randn(1, 5, 4)).expand(3, 5, 4),
        (3 * torch.randn(9, 8, 3))[::2, 1:6],
        3 * torch.randn(5),
        (3 * torch.randn(3, 4, 5, 2)).permute(0, 2, 3, 1)[:, :, ::2],
    ],
    ids=["transposed", "channels last", "expanded", "sliced", "one example", "permuted"],
)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_layouts(logits, dtype, assert_no_worse):
    shape = logits.shape[:0] if logits.ndim == 1 else logits.shape[:1] + logits.shape[2:]
    target = torch.randint(5, shape, generator=torch.Generator().manual_seed(0))
    for triple in three_ways(logits.to(dtype), target, WEIGHT.to(dtype), torch.tensor(0.75)):
        assert_no_worse(*triple)


ROWS = {
    "large": [1e4, -1e4, 0.0, 3.0, 1.0],
    "huge": [1e37, -1e37, 0.0, 3.0, 1.0],
    "impossible class": [-INF, 2.0, 0.0, 3.0, 1.0],
    "impossible target": [1.0, 2.0, 0.0, 3.0, -INF],
    "all impossible": [-INF] * 5,
    "infinite": [INF, 2.0, 0.0, 3.0, 1.0],
    "nan": [math.nan, 2.0, 0.0, 3.0, 1.0],
}


@pytest.mark.parametrize("smoothing", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
@pytest.mark.parametrize("row", ROWS)
def test_extremes(row, reduction, smoothing, assert_no_worse):
    logits = torch.stack([torch.tensor(ROWS[row]), LOGITS[0], torch.tensor(ROWS[row])])
    target, upstream = torch.tensor([4, 1, -100]), torch.tensor([0.5, 2.0, 1.5])[: 3 if reduction == "none" else 1]
    for weight in (None, WEIGHT, torch.tensor([1.0, 2.0, 3.0, 4.0, 0.0])):
        options = {"reduction": reduction, "label_smoothing": smoothing}
        for ours, theirs, _ in three_ways(logits, target, weight, upstream, **options):
            torch.testing.assert_close(ours, theirs, equal_nan=True)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
@pytest.mark.parametrize(
    ("rows", "target", "weight"),
    [
        (7, [-100] * 7, None),
        (7, [-100] * 7, WEIGHT),
        (7, [1] * 7, torch.tensor([1.0, 0.0, 1.0, 1.0, 1.0])),
        (7, [1, 2, -100, 1, 1, 1, 2], torch.zeros(5)),
    ],
    ids=["all ignored", "all ignored, weighted", "weight 0", "weights 0"],
)
def test_means_over_nothing(rows, target, weight, reduction, smoothing):
    upstream = torch.full((rows,) if reduction == "none" else (), 1.5)
    options = {"reduction": reduction, "label_smoothing": smoothing}
    arguments = LOGITS[:rows], torch.tensor(target, dtype=torch.int64), weight, upstream
    for ours, theirs, _ in three_ways(*arguments, **options):
        if (reduction, smoothing) == ("mean", 0.1) and not theirs.isfinite().any():  # nan there, infinite here
            assert not ours.isfinite().any()
            continue
        torch.testing.assert_close(ours, theirs, equal_nan=True)


def test_infinite_weight_of_an_absent_class_does_no_harm():
    # As 1 / counts gives it.
    target, weight = torch.tensor([1, 0, 1, -100, 1, 0, 0]), torch.tensor([1.0, 2.0, INF, 1.0, 1.0])
    for ours, theirs, _ in three_ways(LOGITS, target, weight, torch.tensor(1.5)):
        torch.testing.assert_close(ours, theirs)
        assert ours.isfinite().all()


def test_no_example_is_left_to_torch(monkeypatch):
    monkeypatch.undo()
    value, gradient = value_and_gradient(nn.cross_entropy, LOGITS[:0], TARGET[:0], WEIGHT)
    assert value.isnan()
    assert gradient.shape == (0, 5)


def test_one_class_costs_nothing():
    value, gradient = value_and_gradient(nn.cross_entropy, torch.randn(6, 1), torch.zeros(6).long(), None)
    assert value == 0
    assert (gradient == 0).all()


class TestBackward:
    """What belongs to whom: the gradient is handed over once."""

    def graph(self, reduction="mean", dtype=torch.float32):
        logits = LOGITS.to(dtype, copy=True).requires_grad_()
        return logits, nn.cross_entropy(logits, TARGET, reduction=reduction)

    @pytest.mark.parametrize("dtype", FLOATS)
    @pytest.mark.parametrize("reduction", ["mean", "sum"])
    def test_a_second_time(self, reduction, dtype):
        logits, loss = self.graph(reduction, dtype)
        first = torch.autograd.grad(loss, logits, retain_graph=True)[0]
        kept = first.clone()
        tripled = torch.autograd.grad(3 * loss, logits, retain_graph=True)[0]
        again = torch.autograd.grad(loss, logits)[0]
        assert torch.equal(first, kept)
        assert torch.equal(first, again)
        torch.testing.assert_close(tripled, 3 * first, rtol=2 * torch.finfo(dtype).eps, atol=1e-6)
        with pytest.raises(RuntimeError, match="backward through the graph a second time"):
            torch.autograd.grad(loss, logits)

    def test_gradients_add_up(self):
        logits, loss = self.graph()
        (2 * loss + loss).backward(retain_graph=True)
        loss.backward()
        once = torch.autograd.grad(F.cross_entropy(logits, TARGET), logits)[0]
        torch.testing.assert_close(logits.grad, 4 * once)

    def test_through_a_model(self):
        layer = torch.nn.Linear(4, 5)
        inputs = torch.randn(7, 4)
        gradients = []
        for loss in (nn.cross_entropy, F.cross_entropy):
            gradients.append(torch.autograd.grad(loss(layer(inputs), TARGET) / 3, layer.weight)[0])
        torch.testing.assert_close(*gradients)

    @pytest.mark.parametrize("loss", [nn.cross_entropy, F.cross_entropy])
    def test_weights_that_learn_are_refused(self, loss):
        with pytest.raises(RuntimeError, match="not differentiable with respect to argument 'weight'"):
            loss(LOGITS, TARGET, WEIGHT.clone().requires_grad_())

    def test_create_graph_agrees(self):
        logits, loss = self.graph(dtype=torch.float64)
        plain = torch.autograd.grad(loss, logits, retain_graph=True)[0]
        torch.testing.assert_close(torch.autograd.grad(loss, logits, create_graph=True)[0], plain)

    @pytest.mark.parametrize("argument", [1, 2], ids=["target", "weight"])
    @pytest.mark.parametrize("loss", [nn.cross_entropy, F.cross_entropy], ids=["celoss", "torch"])
    def test_target_and_weight_must_not_be_overwritten_after_the_loss(self, loss, argument):
        arguments = [LOGITS.clone().requires_grad_(), TARGET.clone(), WEIGHT.clone()]
        value = loss(*arguments)
        arguments[argument].add_(1)
        with pytest.raises(RuntimeError, match="modified by an inplace operation"):
            value.backward()

    @pytest.mark.parametrize("dtype", FLOATS)
    @pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
    def test_logits_may_be_overwritten_after_the_loss(self, reduction, dtype):
        gradients = []
        for loss in (nn.cross_entropy, F.cross_entropy):
            leaf = LOGITS.to(dtype, copy=True).requires_grad_()
            logits = leaf * 1
            value = loss(logits, TARGET, reduction=reduction).sum()
            logits.div_(3)
            logits.data[2] = 0
            gradients.append(torch.autograd.grad(value, leaf, retain_graph=True)[0])
            gradients.append(torch.autograd.grad(2 * value, leaf)[0] / 2)
        first, again, *theirs = gradients
        for gradient in (first, again):
            torch.testing.assert_close(gradient, theirs[0], rtol=10 * torch.finfo(dtype).eps, atol=1e-7)

    @pytest.mark.parametrize("reduction", ["mean", "sum"])
    @pytest.mark.parametrize("upstream", [INF, math.nan])
    def test_ignored_rows_have_gradient_0_whatever_arrives(self, upstream, reduction):
        triples = three_ways(LOGITS, TARGET, None, torch.tensor(upstream), reduction=reduction)
        assert all((ours[TARGET == -100] == 0).all() for ours, _, _ in list(triples)[1:])

    def test_evaluation_forms_no_gradient(self, monkeypatch):
        monkeypatch.setattr(fused, "fresh_memory", lambda array: pytest.fail("a gradient was formed"))
        expected = F.cross_entropy(LOGITS, TARGET)
        with torch.no_grad():
            torch.testing.assert_close(nn.cross_entropy(LOGITS.clone().requires_grad_(), TARGET), expected)
        torch.testing.assert_close(nn.cross_entropy(LOGITS, TARGET), expected)

    def test_float16_survives_a_loss_scale(self):
        # Formed before the scale is known, probabilities over N would be rounded to 0.
        logits, target = torch.zeros(2000, 5), torch.zeros(2000).long()
        logits[:, 0] = 9.0
        logits = logits.half().requires_grad_()
        with torch.autocast("cpu", dtype=torch.float16):
            losses = nn.cross_entropy(logits, target), F.cross_entropy(logits, target)
        ours, theirs = (torch.autograd.grad(65536 * loss, logits)[0] for loss in losses)
        torch.testing.assert_close(ours, theirs)
        assert (ours != 0).all()


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("weight_dtype", FLOATS)
@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_autocast_gives_torchs_dtypes_and_is_no_worse(dtype, weight_dtype, reduction, smoothing, assert_no_worse):
    if (dtype is torch.float64) != (weight_dtype is torch.float64):
        return  # the one pair of formats that autocast does not bring together
    upstream, options = upstream_like(TARGET, reduction), {"reduction": reduction, "label_smoothing": smoothing}
    with torch.autocast("cpu", dtype=torch.bfloat16):
        triples = list(three_ways(LOGITS.to(dtype), TARGET, WEIGHT.to(weight_dtype), upstream, **options))
    assert [ours.dtype for ours, _, _ in triples] == [torch.promote_types(dtype, torch.float32), dtype]
    for triple in triples:
        assert_no_worse(*triple)


class TestTransforms:
    """Inside them torch's own kernels run: the results are torch's."""

    @pytest.mark.filterwarnings("ignore:`torch.jit.script` is deprecated")  # torch's own, on its first jvp
    def test_function_transforms(self):
        loss, reference = (functools.partial(f, target=TARGET) for f in (nn.cross_entropy, F.cross_entropy))
        stack = torch.stack([LOGITS, 2 * LOGITS])
        for transform in (torch.func.grad, torch.func.jacrev, torch.func.hessian):
            torch.testing.assert_close(transform(loss)(LOGITS), transform(reference)(LOGITS))
        torch.testing.assert_close(torch.func.vmap(loss)(stack), torch.func.vmap(reference)(stack))
        torch.testing.assert_close(
            torch.func.jvp(loss, (LOGITS,), (2 * LOGITS,)), torch.func.jvp(reference, (LOGITS,), (2 * LOGITS,))
        )

    @pytest.mark.filterwarnings("ignore:`torch.jit.script` is deprecated")
    def test_forward_mode(self):
        tangents = []
        for loss in (nn.cross_entropy, F.cross_entropy):
            with torch.autograd.forward_ad.dual_level():
                dual = torch.autograd.forward_ad.make_dual(LOGITS, 2 * LOGITS)
                tangents.append(torch.autograd.forward_ad.unpack_dual(loss(dual, TARGET)).tangent)
        torch.testing.assert_close(*tangents)

    @pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
    def test_many_upstreams_at_once(self, reduction):
        upstream = (torch.arange(14.0) - 3).reshape(2, 7)[:, : 7 if reduction == "none" else 1]
        results = []
        for loss in (nn.cross_entropy, F.cross_entropy):
            logits = LOGITS.clone().requires_grad_()
            value = loss(logits, TARGET, reduction=reduction)
            upstreams = upstream.reshape(2, *value.shape)
            results.append(torch.autograd.grad(value, logits, upstreams, is_grads_batched=True)[0])
        torch.testing.assert_close(*results)

    @pytest.mark.filterwarnings("ignore:`torch.jit.script` is deprecated")
    @pytest.mark.parametrize("upstream", [1.0, 0.75])
    def test_forward_over_reverse(self, upstream):
        results = []
        for loss in (nn.cross_entropy, F.cross_entropy):
            logits = LOGITS.clone().requires_grad_()
            with torch.autograd.forward_ad.dual_level():
                dual = torch.autograd.forward_ad.make_dual(torch.tensor(upstream), torch.tensor(2.0))
                gradient = torch.autograd.grad(loss(logits, TARGET), logits, dual)[0]
                results.append(tuple(torch.autograd.forward_ad.unpack_dual(gradient)))
        torch.testing.assert_close(*results)

    @pytest.mark.filterwarnings("ignore:`torch.jit.trace")
    def test_traced(self):
        traced = torch.jit.trace(lambda logits: nn.cross_entropy(logits, TARGET), (LOGITS,))
        torch.testing.assert_close(traced(2 * LOGITS), F.cross_entropy(2 * LOGITS, TARGET))

    @pytest.mark.filterwarnings("ignore:Guards may run slower on Python 3.13.0")  # torch's advice to upgrade
    def test_compiled(self):
        compiled = torch.compile(nn.CrossEntropyLoss(WEIGHT, label_smoothing=0.1), backend="eager", fullgraph=True)
        ours = value_and_gradient(lambda z, t, _: compiled(z, t), LOGITS, TARGET, None)
        theirs = value_and_gradient(F.cross_entropy, LOGITS, TARGET, WEIGHT, label_smoothing=0.1)
        torch.testing.assert_close(ours, theirs)

    def test_tensors_without_data_and_of_other_kinds(self):
        class Kind(torch.Tensor):
            pass

        meta = nn.cross_entropy(LOGITS.to("meta"), TARGET.to("meta"))
        assert (meta.device.type, meta.shape) == ("meta", ())
        with FakeTensorMode() as mode:
            fake = value_and_gradient(nn.cross_entropy, mode.from_tensor(LOGITS), mode.from_tensor(TARGET), None)
        assert [part.shape for part in fake] == [(), (7, 5)]
        special = nn.cross_entropy(LOGITS.as_subclass(Kind), TARGET)
        assert type(special) is Kind
        assert special == F.cross_entropy(LOGITS, TARGET)

    @pytest.mark.parametrize("reduction", ["none", "mean"])
    def test_deterministic_algorithms(self, reduction):
        torch.use_deterministic_algorithms(True)
        try:
            ours = value_and_gradient(nn.cross_entropy, LOGITS, TARGET, WEIGHT, reduction=reduction)
        finally:
            torch.use_deterministic_algorithms(False)
        torch.testing.assert_close(
            ours, value_and_gradient(F.cross_entropy, LOGITS, TARGET, WEIGHT, reduction=reduction)
        )

    @pytest.mark.parametrize("smoothing", [0.0, 0.1])
    @pytest.mark.parametrize("weight", [None, WEIGHT], ids=["unweighted", "weighted"])
    def test_default_device_is_not_that_of_the_logits(self, weight, smoothing):
        options = {"reduction": "none", "label_smoothing": smoothing}
        expected = value_and_gradient(F.cross_entropy, LOGITS, TARGET, weight, **options)
        torch.set_default_device("meta")
        try:
            ours = value_and_gradient(nn.cross_entropy, LOGITS, TARGET, weight, **options)
        finally:
            torch.set_default_device(None)
        torch.testing.assert_close(ours, expected)


def test_results_do_not_depend_on_the_size_of_the_blocks(monkeypatch):
    logits = 3 * torch.randn(6, 5, 7)
    target = torch.randint(5, (6, 7))
    results = []
    for size in (1, 60, 200, 2**20):
        monkeypatch.setattr(fused, "BLOCK_BYTES", size)
        results.append(value_and_gradient(nn.cross_entropy, logits, target, WEIGHT, label_smoothing=0.1))
    for result in results[1:]:
        torch.testing.assert_close(result, results[0], rtol=1e-6, atol=1e-7)


def test_fresh_memory_is_torchs():
    logits = torch.ones(3, 2**20, requires_grad=True)
    for array in (logits, torch.ones(3, 5, 2).bfloat16(), torch.ones(1, 5).expand(3, 5), torch.ones(0, 3)):
        memory = fused.fresh_memory(array)
        assert (memory.shape, memory.dtype, memory.is_contiguous()) == (array.shape, array.dtype, True)
    nn.cross_entropy(logits, torch.tensor([0, 1, 2])).backward()
    logits.grad.untyped_storage().resize_(0)
    assert logits.grad.untyped_storage().nbytes() == 0


def test_the_result_can_be_copied_and_its_gradient_saved(tmp_path):
    logits = LOGITS.clone().requires_grad_()
    nn.cross_entropy(logits, TARGET).backward()
    torch.save(logits.grad, tmp_path / "gradient")
    assert torch.equal(torch.load(tmp_path / "gradient"), copy.deepcopy(logits.grad))


FINITE = st.floats(-30, 30, width=16)
EXTREME = st.one_of(FINITE, st.sampled_from([1e4, -1e4, -INF, 0.0]))


@st.composite
def problems(draw):
    """Logits, target, weight, upstream, options, bytes of a block and threads; up to five axes, 1 to 9 classes."""
    classes = draw(st.integers(1, 9))
    batch = draw(st.one_of(st.just(None), st.tuples(st.integers(1, 6), st.lists(st.integers(1, 3), max_size=3))))
    shape = () if batch is None else (batch[0], *batch[1])
    size, axis = math.prod(shape), 0 if batch is None else 1
    dtype = draw(st.sampled_from(FLOATS))
    seed = torch.Generator().manual_seed(draw(st.integers(0, 2**31)))
    logits = draw(st.sampled_from([1, 10])) * torch.randn(*shape[:axis], classes, *shape[axis:], generator=seed)
    for value in draw(st.lists(EXTREME, max_size=4)) if logits.numel() else []:
        logits.view(-1)[draw(st.integers(0, logits.numel() - 1))] = value
    ignore_index = draw(st.sampled_from([-100, -1, 0, classes - 1, 255]))
    target = torch.randint(classes, (size,), generator=seed)
    ignored = draw(st.sampled_from([0.0, 0.3, 1.0]))
    target[torch.rand(size, generator=seed) < ignored] = ignore_index
    weight = 0.25 + torch.rand(classes, generator=seed) if draw(st.booleans()) else None
    options = {"ignore_index": ignore_index, "reduction": draw(st.sampled_from(["none", "mean", "sum"]))}
    options["label_smoothing"] = draw(st.sampled_from([0.0, 0.1, 0.9, 1.0]))
    count = size if options["reduction"] == "none" else 1
    upstream = torch.randn(count, generator=seed) if draw(st.booleans()) else torch.ones(count)
    tensors = (tensor if tensor is None else tensor.to(dtype) for tensor in (logits, weight, upstream))
    logits, weight, upstream = tensors
    if draw(st.booleans()):
        logits = logits.movedim(axis, -1).contiguous().movedim(-1, axis)  # classes innermost
    return logits, target.reshape(shape), weight, upstream, options, draw(st.integers(1, 400)), draw(st.integers(1, 2))


@settings(max_examples=2000, database=None)
@given(problem=problems())
def test_random_problems(problem, assert_no_worse):
    logits, target, weight, upstream, options, fused.BLOCK_BYTES, threads = problem
    torch.set_num_threads(threads)
    try:
        triples = list(three_ways(logits, target, weight, upstream, **options))
    finally:
        torch.set_num_threads(1)
    for ours, theirs, exact in triples:
        assert (ours.dtype, ours.shape) == (theirs.dtype, theirs.shape)
        if ours.dtype.itemsize == 2:
            # Of a loss near 0 torch's float64 has no digits left, where ours has all.
            near = (ours.double() - exact).abs() < 4 * torch.finfo(torch.float64).eps
            assert_no_worse(ours.where(~near, exact.to(ours.dtype)), theirs, exact)
        else:
            rtol = 1e-4 if ours.dtype is torch.float32 else 1e-11
            largest = exact.abs().nan_to_num(0, 0, 0).max().item()
            # A loss is the logarithm of a sum of at least 1: one rounding error each, however small the loss.
            atol = rtol * largest / 10 + 4 * torch.finfo(ours.dtype).eps * target.numel()
            torch.testing.assert_close(ours.double(), exact, rtol=rtol, atol=atol, equal_nan=True)
