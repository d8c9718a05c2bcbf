"""What a program notices that changes `torch.nn` to `celoss.nn`: reports from the wild and odd calls, beside torch."""

import copy
import gc
import math
import os
import pickle
import random
import subprocess
import sys
import threading
import traceback
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import numpy as np
import pytest
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch.autograd import forward_ad, gradcheck, gradgradcheck
from torch.fx.experimental.proxy_tensor import make_fx
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.checkpoint import CheckpointPolicy, checkpoint, create_selective_checkpoint_contexts

from celoss import fused, nn

LOSSES = {"celoss": nn.cross_entropy, "torch": F.cross_entropy}
FLOATS = [torch.float16, torch.bfloat16, torch.float32, torch.float64]
LOGITS = 3 * torch.randn(7, 5, generator=torch.Generator().manual_seed(3))
TARGET = torch.tensor([0, 4, 4, -100, 1, 2, 4])
WEIGHT = torch.tensor([0.5, 2.0, 0.0, 3.0, 0.25])
LAYOUTS = {"(N, C)": (4, 5), "(N, C, D)": (2, 5, 3), "classes innermost": (2, 3, 5)}
with_both = pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
ignore_scripts = pytest.mark.filterwarnings("ignore:`torch.jit.script` is deprecated")  # torch's own, in its jvp


def force(monkeypatch):
    """Every call that :mod:`celoss.fused` can take is given to it, three rows of five float32 classes at a time."""
    monkeypatch.setattr(nn, "SMALL", 0)
    monkeypatch.setattr(nn, "worthwhile", lambda *arguments: True)
    monkeypatch.setattr(fused, "BLOCK_BYTES", 60)


@pytest.fixture(autouse=True)
def forced(monkeypatch):
    torch.manual_seed(0)
    force(monkeypatch)


@pytest.fixture(params=[2, 3])
def threads(request):
    torch.set_num_threads(request.param)
    yield request.param
    torch.set_num_threads(1)


def both(call):
    return [call(loss) for loss in LOSSES.values()]


def assert_same(call, **tolerances):
    """`call` of either loss gives the same: tensors, or lists, tuples and dictionaries of them."""
    torch.testing.assert_close(*both(call), equal_nan=True, **tolerances)


def is_fused(loss):
    return type(loss.grad_fn).__name__ == "FusedCrossEntropyBackward"


def in_layout(layout, dtype=torch.float64):
    """Logits of five classes and targets, the second of them ignored, 0 and 4 among the others."""
    logits = 2 * torch.randn(LAYOUTS[layout], dtype=dtype)
    logits = logits.movedim(-1, 1) if layout == "classes innermost" else logits
    target = torch.arange(logits.numel() // 5) * 4 % 5
    target[1] = -100
    return logits, target.reshape(logits.shape[:1] + logits.shape[2:])


class TestMemory:
    """One array of the logits' size is held between the passes, where torch's own tools see it."""

    @pytest.mark.parametrize("smoothing", [0.0, 0.1])
    @pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
    @pytest.mark.parametrize("layout", LAYOUTS)
    @pytest.mark.parametrize("dtype", FLOATS)
    def test_hooks_see_all_that_is_saved(self, dtype, layout, reduction, smoothing):
        saved = {}

        def pack(tensor):
            saved[tensor.untyped_storage().data_ptr()] = tensor.untyped_storage().nbytes()
            return tensor

        leaf, target = in_layout(layout, dtype)
        leaf = leaf.requires_grad_()
        logits = leaf * 1
        with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
            loss = nn.cross_entropy(logits, target, reduction=reduction, label_smoothing=smoothing)
        assert is_fused(loss)
        assert sorted(saved.values())[-2:] == sorted([target.nbytes, logits.nbytes])
        let_go = weakref.ref(logits)
        del logits
        assert let_go() is None

    @pytest.fixture
    def gradients(self, monkeypatch):
        """Weak references to the memory of each gradient."""
        references = []

        def tracked(array):
            memory = np.empty(tuple(array.shape), dtype=str(array.dtype)[6:])
            references.append(weakref.ref(memory))
            return torch.from_numpy(memory)

        monkeypatch.setattr(fused, "fresh_memory", tracked)
        return references

    @pytest.mark.parametrize("reduction", ["none", "sum"])
    @pytest.mark.parametrize("reentrant", [False, True])
    def test_checkpointed_chunks_hold_none(self, gradients, reentrant, reduction):
        head, target, held = torch.nn.Linear(3, 5), torch.arange(24) % 5, []

        def train(loss, call):
            hidden = torch.randn(24, 3, generator=torch.Generator().manual_seed(1)).requires_grad_()
            head.zero_grad()

            def step(hidden, target):
                return loss(head(hidden), target, reduction=reduction).sum()

            total = sum(call(step, *chunk) for chunk in zip(hidden.split(6), target.split(6), strict=True))
            held.append(sum(memory() is not None for memory in gradients))
            total.backward()
            return total, hidden.grad, head.weight.grad

        def checkpointed(step, *arguments):
            return checkpoint(step, *arguments, use_reentrant=reentrant)

        expected = train(F.cross_entropy, checkpointed)
        torch.testing.assert_close(train(nn.cross_entropy, checkpointed), expected)
        torch.testing.assert_close(train(nn.cross_entropy, lambda step, *arguments: step(*arguments)), expected)
        assert held == [0, 0, 4]

    @pytest.mark.parametrize("policy", [CheckpointPolicy.MUST_SAVE, CheckpointPolicy.PREFER_RECOMPUTE])
    def test_selective_checkpoints(self, policy):
        def contexts():
            return create_selective_checkpoint_contexts(lambda ctx, op, *args, **kwargs: policy)

        def train(loss):
            leaf = LOGITS.clone().requires_grad_()
            total = checkpoint(lambda z: loss(z * 1, TARGET), leaf, use_reentrant=False, context_fn=contexts)
            return total, torch.autograd.grad(total, leaf)[0]

        assert_same(train)

    @pytest.mark.parametrize("keep", [False, True])
    def test_saved_elsewhere(self, keep):
        def train(loss):
            logits = LOGITS.clone().requires_grad_()
            with torch.autograd.graph.save_on_cpu():
                total = 3 * loss(logits, TARGET, WEIGHT)
            return torch.autograd.grad(total, logits, retain_graph=keep)[0]

        assert_same(train)

    def test_saved_as_numpy_and_in_another_layout(self):
        logits, target = torch.randn(2, 5, 3).requires_grad_(), TARGET[[0, 1, 2, 3, 4, 5]].reshape(2, 3)

        def pack(tensor):
            return tensor.detach().movedim(0, -1).contiguous().numpy()

        with torch.autograd.graph.saved_tensors_hooks(pack, lambda array: torch.from_numpy(array).movedim(-1, 0)):
            ours = nn.cross_entropy(logits, target)
        ours, theirs = (torch.autograd.grad(3 * v, logits)[0] for v in (ours, F.cross_entropy(logits, target)))
        torch.testing.assert_close(ours, theirs)

    def test_gradient_is_the_callers_own(self):
        logits = torch.randn(3, 1000, 1000).movedim(0, 1).flatten(1)[:300].clone().requires_grad_()
        gradient = torch.autograd.grad(nn.cross_entropy(logits, torch.arange(300)), logits)[0]
        assert (gradient.grad_fn, gradient._is_view(), gradient._base) == (None, False, None)
        gradient.detach_().resize_(9, 5)
        nn.cross_entropy(logits, torch.arange(300)).backward()
        logits.grad.resize_(2, 2)
        logits.grad.untyped_storage().resize_(0)

    def test_errors_keep_nothing_alive(self, monkeypatch):
        gc.disable()
        try:
            for fault in ({"target": TARGET + 5}, {"weight": torch.ones(4)}, {"reduction": "average"}):
                logits = LOGITS * 1
                reference = weakref.ref(logits)
                with suppress(IndexError, RuntimeError, ValueError):
                    nn.cross_entropy(**{"input": logits, "target": TARGET, **fault})
                del logits
                assert reference() is None
        finally:
            gc.enable()

    @pytest.mark.skipif(sys.platform != "linux", reason="a limit of the address space")
    @pytest.mark.parametrize("dtype", ["float32", "float16"])
    def test_too_little_memory_is_torchs_error(self, dtype):
        code = f"""
import resource, torch
from celoss import nn
torch.set_num_threads(1)
logits, target = torch.zeros(2**11, 2**15, dtype=torch.{dtype}, requires_grad=True), torch.zeros(2**11).long()
nn.cross_entropy(logits[:256], target[:256]).backward()
logits.grad = None
used = 4096 * int(open("/proc/self/statm").read().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (used + logits.nbytes // 2, -1))
size = len(logits)
while True:  # as those who look for the largest batch that fits
    try:
        print(size, nn.worthwhile(logits[:size]), type(nn.cross_entropy(logits[:size], target[:size]).grad_fn).__name__)
        break
    except RuntimeError as error:
        assert "DefaultCPUAllocator: can't allocate memory" in str(error) and len(error.args) == 1
        size //= 2
"""
        result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
        assert result.stderr == ""
        size, worthwhile, name = result.stdout.split()
        assert 1 < int(size) < 2**11
        assert (worthwhile, name) == ("True", "FusedCrossEntropyBackward") or dtype == "float16"


@pytest.mark.parametrize(
    ("shape", "trains", "evaluates"),
    [
        ((8, 2, 1024, 1024), False, False),
        ((16, 2, 1024, 1024), False, False),
        ((32, 2, 256, 256), False, False),
        ((2, 4, 128, 128, 128), False, False),
        ((8, 8, 512, 512), False, False),
        ((16, 3, 512, 512), False, False),
        ((2**21, 2), False, False),
        ((4, 21, 512, 512), True, False),
        ((65536, 100), False, False),
        ((42000, 100), False, False),
        ((512, 8192), False, False),
        ((4195, 1000), False, False),
        ((2048, 16384), True, True),
        ((4, 50257, 128), True, True),
        ((2, 250002, 64), True, True),
        ((32, 10), False, False),
    ],
)
def test_shapes_that_were_slow_go_to_torch_or_were_measured_again(monkeypatch, shape, trains, evaluates):
    monkeypatch.undo()
    logits = torch.empty(shape, device="meta", requires_grad=True)
    assert (nn.worthwhile(logits), nn.worthwhile(logits.detach())) == (trains, evaluates)


class TestOverwritten:
    """torch saves a result of its own, so that the logits may change between the passes."""

    @pytest.mark.parametrize("smoothing", [0.0, 0.1])
    @pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
    @pytest.mark.parametrize("layout", LAYOUTS)
    @pytest.mark.parametrize("dtype", FLOATS)
    def test_logits(self, dtype, layout, reduction, smoothing):
        start, target = in_layout(layout, dtype)

        def change(how):
            def train(loss):
                leaf = start.clone().requires_grad_()
                logits = leaf * 1
                value = loss(logits, target, reduction=reduction, label_smoothing=smoothing)
                how(logits)
                gradient = torch.autograd.grad(value.mean(), leaf, create_graph=True)[0]
                return torch.autograd.grad(value.mean(), leaf)[0], gradient.detach()

            return train

        def mask(logits):
            with torch.no_grad():
                logits[:, 2] = -math.inf

        def in_numpy(logits):
            if dtype is not torch.bfloat16:
                logits.detach().numpy()[...] = 0

        expected = change(lambda logits: None)(nn.cross_entropy)
        for how in (lambda z: z.div_(0.7), mask, lambda z: z.data.zero_(), in_numpy):
            torch.testing.assert_close(change(how)(nn.cross_entropy), expected, rtol=0, atol=0)
            eps = torch.finfo(dtype).eps
            assert_same(change(how), rtol=10 * eps, atol=2 * eps)

    @pytest.mark.parametrize("reduction", ["none", "mean"])
    def test_at_the_natural_size(self, monkeypatch, reduction):
        monkeypatch.undo()
        start, target = torch.randn(8192, 1024), torch.randint(1024, (8192,))

        def train(loss):
            leaf = start.clone().requires_grad_()
            logits = leaf * 1
            value = loss(logits, target, reduction=reduction)
            assert is_fused(value) == (loss is nn.cross_entropy)
            logits /= 0.7
            value.mean().backward()
            return leaf.grad

        assert_same(train)


def with_threads(number, call):
    torch.set_num_threads(number)
    try:
        return call()
    finally:
        torch.set_num_threads(1)


class TestThreads:
    """Workers change neither the numbers nor what their callers find."""

    @pytest.mark.parametrize("smoothing", [0.0, 0.1])
    @pytest.mark.parametrize("layout", LAYOUTS)
    @pytest.mark.parametrize("dtype", FLOATS)
    def test_give_the_same_bits(self, threads, dtype, layout, smoothing):
        logits, target = in_layout(layout, dtype)

        def train():
            leaf = logits.clone().requires_grad_()
            value = nn.cross_entropy(leaf, target, WEIGHT.to(dtype), label_smoothing=smoothing)
            gradient = torch.autograd.grad(3 * value, leaf)[0]
            with torch.no_grad():
                return value.detach(), gradient, nn.cross_entropy(leaf, target, reduction="none")

        one, many = with_threads(1, train), with_threads(threads, train)
        torch.testing.assert_close(many, one, rtol=0, atol=0)

    def test_at_the_natural_size(self, monkeypatch):
        monkeypatch.undo()
        logits, target = torch.randn(2048, 4096), torch.randint(4096, (2048,))

        def train():
            leaf = logits.clone().requires_grad_()
            value = nn.cross_entropy(leaf, target)
            assert is_fused(value)
            value.backward()
            return value.detach(), leaf.grad

        torch.testing.assert_close(with_threads(2, train), with_threads(1, train), rtol=0, atol=0)

    def test_inference_mode(self, threads):
        for make in (torch.inference_mode, torch.no_grad):
            with make():
                logits = LOGITS.clone()
                ours = nn.cross_entropy(logits, TARGET), nn.cross_entropy(LOGITS, TARGET)
                assert ours[0].is_inference() == torch.is_inference_mode_enabled()
                torch.testing.assert_close(ours[0], F.cross_entropy(logits, TARGET))
                assert ours[0] == ours[1]
            assert nn.cross_entropy(logits, TARGET) == ours[0]  # an inference tensor outside of the mode

    def test_an_exception_in_a_worker_reaches_the_caller(self, threads, monkeypatch):
        def fail(*arguments):
            raise RuntimeError("of a worker")

        monkeypatch.setattr(fused, "minus_log", fail)
        with pytest.raises(RuntimeError, match="of a worker"):
            nn.cross_entropy(LOGITS, TARGET)
        later = []
        thread = threading.Thread(target=lambda: later.append(torch.get_num_threads()))
        thread.start()
        thread.join()
        assert later == [threads]  # as before the exception

    def test_several_callers_at_once(self, threads):
        problems = [(LOGITS * k).requires_grad_() for k in range(1, 9)]

        def train(logits):
            torch.set_num_threads(threads)
            return [torch.autograd.grad(nn.cross_entropy(logits, TARGET), logits)[0] for _ in range(20)]

        with ThreadPoolExecutor(4) as pool:
            results = list(pool.map(train, problems))
        for logits, gradients in zip(problems, results, strict=True):
            expected = torch.autograd.grad(F.cross_entropy(logits, TARGET), logits)[0]
            for gradient in gradients:
                torch.testing.assert_close(gradient, expected)

    def test_backward_in_another_thread(self, threads):
        def train(loss):
            logits = LOGITS.clone().requires_grad_()
            value = 2 * loss(logits, TARGET, WEIGHT)
            thread = threading.Thread(target=value.backward)
            thread.start()
            thread.join()
            return logits.grad

        assert_same(train)

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
    @pytest.mark.filterwarnings("ignore:.*use of fork")
    def test_a_fork_while_workers_run(self, threads, monkeypatch):
        # The child has none of the parent's threads; it starts its own.
        statuses, kept = [], fused.minus_log

        def forks(*arguments):
            if not statuses:
                statuses.append(None)
                pid = os.fork()
                if pid == 0:
                    monkeypatch.setattr(fused, "minus_log", kept)
                    value = nn.cross_entropy(LOGITS, TARGET)
                    os._exit(0 if torch.isclose(value, expected) else 1)
                statuses[0] = os.waitpid(pid, 0)[1]
            return kept(*arguments)

        expected = F.cross_entropy(LOGITS, TARGET)
        monkeypatch.setattr(fused, "minus_log", forks)
        nn.cross_entropy(LOGITS, TARGET)
        assert statuses == [0]


class TestDerivatives:
    """Of the first three orders, by every way that torch has."""

    @pytest.mark.parametrize("weight", [None, WEIGHT.double()], ids=["unweighted", "weighted"])
    @pytest.mark.parametrize("smoothing", [0.0, 0.1, 1.0])
    @pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_are_those_of_finite_differences(self, layout, reduction, smoothing, weight):
        logits, target = in_layout(layout)
        logits.requires_grad_()

        def loss(logits):
            value = nn.cross_entropy(logits, target, weight, reduction=reduction, label_smoothing=smoothing)
            assert is_fused(value)
            return value

        assert gradcheck(loss, logits, rtol=1e-6, atol=1e-8)
        assert gradgradcheck(loss, logits, rtol=1e-6, atol=1e-8, fast_mode=True)

    @pytest.mark.parametrize("smoothing", [0.0, 0.1])
    @pytest.mark.parametrize("layout", LAYOUTS)
    @pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
    def test_third_and_fourth(self, dtype, layout, smoothing):
        start, target = in_layout(layout, dtype)
        steps = [torch.randn(start.shape, dtype=dtype) for _ in range(3)]

        def derivatives(loss):
            # torch's own third derivative fails for classes innermost: "grad_input must be contiguous".
            logits = (start.clone() if loss is nn.cross_entropy else start.contiguous()).requires_grad_()
            value = loss(logits, target, WEIGHT.to(dtype), label_smoothing=smoothing)
            results = [value]
            for step in (None, *steps):
                product = value**2 if step is None else (results[-1] * step).sum()
                results.append(torch.autograd.grad(product, logits, create_graph=True)[0])
            return results

        assert_same(derivatives, rtol=2e-4 if dtype is torch.float32 else 1e-10, atol=1e-4)

    @pytest.mark.parametrize("reduction", ["mean", "sum"])
    def test_of_the_squared_loss(self, reduction):
        logits, target = in_layout("(N, C)")

        def products(loss):
            def squared(logits):
                return loss(logits, target, WEIGHT.double(), reduction=reduction) ** 2

            api = torch.autograd.functional
            vector = torch.arange(20.0, dtype=torch.float64).reshape(4, 5)
            return [
                api.hessian(squared, logits),
                api.hessian(squared, logits, vectorize=True),
                api.hvp(squared, logits, vector),
                api.vhp(squared, logits, vector),
                api.jvp(squared, logits, vector),
                api.vjp(squared, logits, torch.tensor(3.0, dtype=torch.float64)),
                api.jacobian(lambda z: loss(z, target, reduction="none"), logits, vectorize=True),
            ]

        assert_same(products)

    @ignore_scripts
    def test_of_functions(self):
        def transforms(loss):
            def mean(logits):
                return loss(logits, TARGET, WEIGHT)

            stack = torch.stack([LOGITS, -LOGITS])
            return [
                torch.func.grad_and_value(mean)(LOGITS),
                torch.func.vmap(mean)(stack),
                torch.func.vmap(torch.func.grad(mean))(stack),
                torch.func.vmap(loss, in_dims=(None, 0))(LOGITS, torch.stack([TARGET, TARGET.flip(0)])),
                torch.func.jvp(mean, (LOGITS,), (LOGITS,)),
                torch.func.vjp(mean, LOGITS)[1](torch.tensor(2.0)),
                torch.func.jacfwd(mean)(LOGITS),
                torch.func.hessian(mean)(LOGITS),
                torch.func.functionalize(torch.func.grad(mean))(LOGITS),
            ]

        assert_same(transforms)

    @pytest.mark.parametrize("reduction", ["none", "mean"])
    def test_many_at_once_and_again(self, reduction):
        def gradients(loss):
            logits = LOGITS.clone().requires_grad_()
            value = loss(logits, TARGET, reduction=reduction)
            upstream = torch.arange(3.0 * value.numel()).reshape(3, *value.shape)
            batched = torch.autograd.grad(value, logits, upstream, is_grads_batched=True, retain_graph=True)[0]
            return batched, torch.autograd.grad(value, logits, upstream[1])[0]

        assert_same(gradients)


class TestGraph:
    """What is done with the graph and with the gradient that it hands out."""

    @pytest.mark.parametrize("scale", [1.0, 3.0])
    @pytest.mark.parametrize("layout", LAYOUTS)
    @pytest.mark.parametrize("dtype", FLOATS)
    def test_a_gradient_changed_in_place_is_not_the_next_one(self, dtype, layout, scale):
        start, target = in_layout(layout, dtype)

        def train(loss):
            logits, results = start.clone().requires_grad_(), []
            value = scale * loss(logits, target)
            for _ in range(2):
                value.backward(retain_graph=True)
                results.append(logits.grad.clone())
                logits.grad.zero_()
                torch.autograd.grad(value, logits, retain_graph=True)[0].mul_(5)
            results.append(torch.autograd.grad(value, logits)[0])
            return results

        first, *others = train(nn.cross_entropy)
        for other in others:
            assert torch.equal(first, other)
        eps = torch.finfo(dtype).eps
        assert_same(train, rtol=8 * eps, atol=2 * eps)

    def test_accumulation_and_hooks(self):
        def train(loss):
            heard = []
            leaf = LOGITS.clone().requires_grad_()
            leaf.register_hook(lambda g: heard.append(g.clone()) or 2 * g)
            leaf.register_post_accumulate_grad_hook(lambda p: heard.append(p.grad.clone()))
            for share in (0.25, 0.75):
                logits = leaf * share
                logits.retain_grad()
                value = loss(logits, TARGET)
                value.register_hook(lambda g: heard.append(g) or 3 * g)
                value.grad_fn.register_prehook(lambda gs: heard.append(gs[0]))
                (value * share).backward()
                heard.append(logits.grad)
            return heard, leaf.grad

        assert_same(train)

    @pytest.mark.parametrize("change", [
        lambda loss: loss.mul_(2),
        lambda loss: loss.__setitem__(0, 0),
        lambda loss: loss.masked_fill_(TARGET == 4, 7),
    ])  # fmt: skip
    @pytest.mark.parametrize("dtype", FLOATS)
    def test_losses_may_be_changed_in_place(self, dtype, change):
        def train(loss):
            logits = LOGITS.to(dtype, copy=True).requires_grad_()
            losses = loss(logits, TARGET, reduction="none")
            change(losses)
            mean = loss(logits, TARGET)
            mean += losses.sum()
            mean.backward()
            return mean, logits.grad

        assert_same(train, rtol=8 * torch.finfo(dtype).eps, atol=4 * torch.finfo(dtype).eps)

    def test_two_losses_of_the_same_logits(self):
        def train(loss):
            leaf = LOGITS.clone().requires_grad_()
            logits = leaf * 2
            total = loss(logits, TARGET) + loss(logits, TARGET.flip(0), WEIGHT) + 0.1 * logits.logsumexp(1).pow(2).sum()
            total.backward()
            return total, leaf.grad

        assert_same(train)

    @pytest.mark.parametrize("upstream", [0.0, -1.0, math.inf, math.nan])
    def test_odd_upstreams(self, upstream):
        def train(loss):
            logits = LOGITS[:3].clone().requires_grad_()
            value = loss(logits, TARGET[:3], reduction="none")
            gradient = torch.autograd.grad(value, logits, torch.tensor(upstream).expand(3))[0]
            return gradient if math.isfinite(upstream) else gradient.isfinite()  # of infinity torch makes nan sooner

        assert_same(train)

    @pytest.mark.filterwarnings("ignore:Anomaly Detection", "ignore:Error detected in")
    @with_both
    def test_anomalies_are_found(self, loss):
        logits = torch.full((2, 5), math.nan, requires_grad=True)
        with torch.autograd.detect_anomaly():
            value = loss(logits, TARGET[:2])
            with pytest.raises(RuntimeError, match="returned nan values in its 0th output"):
                value.backward()

    @pytest.mark.parametrize("dtype", FLOATS)
    def test_default_dtype_does_not_matter(self, dtype):
        expected = both(lambda loss: self.train(loss))
        torch.set_default_dtype(dtype)
        try:
            for result in both(lambda loss: self.train(loss)):
                torch.testing.assert_close(result, expected[0])
        finally:
            torch.set_default_dtype(torch.float32)

    @pytest.mark.parametrize("dtype", FLOATS)
    def test_nor_does_it_where_gradients_are_formed_enlarged(self, dtype):
        def gradient():
            logits = LOGITS.half().requires_grad_()
            return torch.autograd.grad(nn.cross_entropy(logits, TARGET, WEIGHT.half() / 2**10), logits)[0]

        expected = gradient()
        assert expected.isfinite().all()
        torch.set_default_dtype(dtype)
        try:
            assert torch.equal(gradient(), expected)
        finally:
            torch.set_default_dtype(torch.float32)

    def train(self, loss):
        logits = LOGITS.clone().requires_grad_()
        value = loss(logits, TARGET, WEIGHT, label_smoothing=0.1)
        return value, torch.autograd.grad(3 * value, logits, create_graph=True)[0]

    def test_deterministic_algorithms_fill_the_memory(self):
        torch.use_deterministic_algorithms(True)
        try:
            assert_same(self.train)
        finally:
            torch.use_deterministic_algorithms(False)

    @pytest.mark.parametrize("permuted", [None, (1, 0), (0, 2, 1), (0, 3, 1, 2), (1, 3, 2, 0)])
    def test_strides_of_the_gradient(self, permuted):
        shape = (4, 5) if permuted is None else (3, 4, 5, 2)[: len(permuted)]
        start = torch.randn(shape) if permuted is None else torch.randn(shape).permute(permuted)
        target = torch.zeros(start.shape[:1] + start.shape[2:]).long()
        strides = []
        for loss in (nn.cross_entropy, F.cross_entropy):
            logits = start.detach().requires_grad_()
            loss(logits, target).backward()
            strides.append(logits.grad.stride())
        assert strides[0] == strides[1] == start.stride()

    @with_both
    def test_copies(self, loss):
        value = loss(LOGITS.clone().requires_grad_(), TARGET)
        with pytest.raises(RuntimeError, match="Only Tensors created explicitly by the user"):
            copy.deepcopy(value)
        assert pickle.loads(pickle.dumps(value.detach())) == value
        assert value.requires_grad
        assert not value.is_leaf
        assert (value._is_view(), value.dtype, value.shape) == (False, torch.float32, ())


class TestModes:
    """Who listens to torch's calls, or replaces them, finds torch's."""

    def record(self, mode, loss):
        with mode as heard:
            loss(LOGITS, TARGET)
            loss(LOGITS.clone().requires_grad_(), TARGET, WEIGHT, label_smoothing=0.1).backward()
        return heard.calls

    def test_of_functions(self):
        class Listens(TorchFunctionMode):
            calls = ()

            def __torch_function__(self, function, types, args=(), kwargs=None):
                self.calls = (*self.calls, function)
                return function(*args, **(kwargs or {}))

        ours, theirs = both(lambda loss: self.record(Listens(), loss))
        assert ours == theirs
        assert F.cross_entropy in ours

    def test_of_dispatch(self):
        class Listens(TorchDispatchMode):
            calls = ()

            def __torch_dispatch__(self, function, types, args=(), kwargs=None):
                self.calls = (*self.calls, function)
                return function(*args, **(kwargs or {}))

        ours, theirs = both(lambda loss: self.record(Listens(), loss))
        assert ours == theirs
        assert torch.ops.aten.nll_loss_forward.default in ours

    def test_subclasses_that_take_the_function(self):
        class Taken(torch.Tensor):
            @classmethod
            def __torch_function__(cls, function, types, args=(), kwargs=None):
                return "taken", function

        for place in range(3):
            arguments = [LOGITS, TARGET, WEIGHT]
            arguments[place] = arguments[place].as_subclass(Taken)
            assert nn.cross_entropy(*arguments) == ("taken", F.cross_entropy)

    def test_objects_that_take_the_function(self):
        class Quacks:
            @classmethod
            def __torch_function__(cls, function, types, args=(), kwargs=None):
                return "taken", function

        assert nn.cross_entropy(Quacks(), TARGET) == ("taken", F.cross_entropy)
        assert nn.nll_loss(Quacks(), TARGET) == ("taken", F.nll_loss)

    @pytest.mark.parametrize("tracing_mode", ["real", "fake", "symbolic"])
    def test_make_fx(self, tracing_mode):
        def train(loss):
            def value_and_gradient(logits, target):
                logits = logits.detach().requires_grad_()
                value = loss(logits, target, WEIGHT.clone())
                return value.detach(), torch.autograd.grad(value, logits)[0]

            traced = make_fx(value_and_gradient, tracing_mode=tracing_mode, _allow_non_fake_inputs=True)(LOGITS, TARGET)
            return traced(2 * LOGITS, TARGET)

        assert_same(train)

    def test_real_tensors_among_fakes(self):
        from torch._subclasses import FakeTensorMode

        with FakeTensorMode(allow_non_fake_inputs=True):
            assert type(nn.cross_entropy(LOGITS, TARGET)).__name__ == "FakeTensor"

    @pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor that is not a leaf")  # hidden by torch
    @pytest.mark.parametrize("smoothing", [0.0, 0.1])
    def test_compiled_autograd(self, smoothing):
        from torch._dynamo import compiled_autograd

        def train(loss):
            logits = LOGITS.clone().requires_grad_()
            with compiled_autograd._enable(lambda graph: graph):
                (2 * loss(logits, TARGET, label_smoothing=smoothing)).backward()
            return logits.grad

        assert_same(train)

    @ignore_scripts
    def test_tangents(self):
        def train(loss):
            results = []
            with forward_ad.dual_level():
                for place in (0, 2):
                    arguments = [LOGITS, TARGET, WEIGHT]
                    arguments[place] = forward_ad.make_dual(arguments[place], arguments[place] * 2)
                    value, tangent = forward_ad.unpack_dual(loss(*arguments))
                    results += [value, tangent if tangent is not None else torch.zeros(())]
            return results

        assert_same(train)

    def test_python_functionalization(self):
        def train(loss):
            return torch.func.functionalize(lambda logits: loss(logits, TARGET, WEIGHT))(LOGITS)

        assert_same(train)

    @pytest.mark.filterwarnings("ignore:Guards may run slower on Python 3.13.0")
    @pytest.mark.parametrize("backend", ["eager", "aot_eager"])
    def test_compiled_once_for_every_size(self, monkeypatch, backend):
        monkeypatch.undo()  # the size is not asked for, or small and large logits would be compiled apart
        from torch._dynamo.testing import CompileCounterWithBackend

        counts = []
        for library in (nn, torch.nn):
            torch.compiler.reset()
            counter = CompileCounterWithBackend(backend)
            compiled = torch.compile(library.CrossEntropyLoss(), backend=counter, fullgraph=True, dynamic=True)
            for rows in (3, 5, 2**11):
                logits, target = torch.randn(rows, 2**11), torch.randint(2**11, (rows,))
                torch.testing.assert_close(compiled(logits, target), F.cross_entropy(logits, target))
            counts.append(counter.frame_count)
        assert counts[0] == counts[1]

    @pytest.mark.parametrize("strict", [False, True])
    @pytest.mark.filterwarnings("ignore")  # torch's own about its serialization
    def test_exported_for_every_size(self, monkeypatch, strict):
        monkeypatch.undo()
        size = {0: torch.export.Dim("size")}
        program = torch.export.export(
            nn.CrossEntropyLoss(), (LOGITS, TARGET), dynamic_shapes={"input": size, "target": size}, strict=strict
        )
        torch.testing.assert_close(program.module()(LOGITS[:2], TARGET[:2]), F.cross_entropy(LOGITS[:2], TARGET[:2]))

    @pytest.mark.filterwarnings("ignore:`torch.jit.trace")
    def test_traced(self):
        traced = torch.jit.trace(nn.CrossEntropyLoss(WEIGHT), (LOGITS, TARGET))
        torch.testing.assert_close(traced(LOGITS[:2], TARGET[:2]), F.cross_entropy(LOGITS[:2], TARGET[:2], WEIGHT))

    @pytest.mark.filterwarnings("ignore")  # torch's own about names it is to drop
    @pytest.mark.skipif(not dist.is_available(), reason="no torch.distributed")
    def test_distributed_tensors(self, tmp_path):
        from torch.distributed.tensor import DTensor, Replicate, Shard, distribute_tensor

        dist.init_process_group("gloo", init_method=f"file://{tmp_path}/ranks", rank=0, world_size=1)
        try:
            mesh = dist.init_device_mesh("cpu", (1,))
            for place in (Replicate(), Shard(0)):
                logits = distribute_tensor(LOGITS, mesh, [place]).requires_grad_()
                target = distribute_tensor(TARGET, mesh, [place])
                value = nn.cross_entropy(logits, target)
                assert isinstance(value, DTensor)
                torch.testing.assert_close(value.full_tensor(), F.cross_entropy(LOGITS, TARGET))
                value.backward()
                assert isinstance(logits.grad, DTensor)
        finally:
            dist.destroy_process_group()


def outcome(call):
    """The result, or the exception."""
    try:
        return call()
    except Exception as error:
        return error


def shown(error):
    return "".join(traceback.format_exception(error))


MAYBE = {  # right, with the nearest wrong ones
    "input": [
        *(torch.zeros(shape, dtype=dtype)
          for shape in [(3,), (4, 3), (4, 3, 2), (4, 3, 2, 2), (4, 3, 2, 2, 2), (4, 0), (0, 3), (), (1,), (1, 1)]
          for dtype in (torch.float32, torch.bfloat16, torch.float64, torch.int64)),
        *(torch.zeros(4, 3, dtype=dtype) for dtype in (torch.complex64, torch.bool)),
        *(torch.zeros(4, 3, device="meta"), torch.zeros(4, 3).to_sparse(), torch.zeros(4, 3, requires_grad=True)),
        *(None, [[0.0, 0.0, 0.0]], np.zeros((4, 3))),
    ],
    "target": [
        *(torch.full(shape, value).to(dtype)
          for shape in [(), (1,), (3,), (4,), (4, 1), (4, 2), (4, 3), (4, 3, 2), (4, 2, 2), (0,), (1, 1), (4, 2, 2, 2)]
          for value, dtype in [(1, torch.int64), (3, torch.int64), (-1, torch.int64), (-100, torch.int64),
                               (1, torch.uint8), (5, torch.uint8), (1, torch.int32), (1, torch.bool),
                               (1, torch.float32), (1, torch.bfloat16)]),
        *(None, [1, 1, 1, 1], 1, torch.ones(4, device="meta").long(), torch.ones(4, dtype=torch.uint16)),
        *(torch.ones(4, dtype=torch.complex64), torch.ones(4, 3, requires_grad=True)),
    ],
    "weight": [
        *(None, None, torch.ones(3), torch.ones(3).bfloat16(), torch.ones(3).double(), torch.ones(2), torch.ones(3, 1)),
        *(torch.ones(3).long(), torch.ones(3, requires_grad=True), torch.ones(3, device="meta"), [1.0, 1.0, 1.0]),
        *(torch.ones(3, dtype=torch.complex64), torch.tensor(1.0), torch.ones(3).to_sparse()),
    ],
    "ignore_index": [-100, -100, 1, 3, -1, 156, 255, 2**40, 2**63, 0.0, True, None, "a", torch.tensor(1), np.int64(1)],
    "reduction": ["mean", "mean", "sum", "none", "average", "elementwise_mean", "Mean", None, 0],
    "label_smoothing": [
        *(0.0, 0.0, 0.1, 1.5, -0.1, math.nan, math.inf, None, "a", True, 1, 2, np.float32(0.1), np.float64(0.1)),
        *(torch.tensor(0.1), torch.tensor(1.5), np.array([0.1, 0.2])),
    ],
}  # fmt: skip
RIGHT = {"input": torch.zeros(4, 3), "target": torch.tensor([1, 1, 2, 0]), "weight": None}
RIGHT |= {"ignore_index": -100, "reduction": "mean", "label_smoothing": 0.0}


class TestRefusals:
    """What torch refuses is refused with torch's type of exception, however many faults there are."""

    @pytest.mark.filterwarnings("ignore")  # of old names and of sparse tensors
    @pytest.mark.parametrize("size", ["forced", "natural"])
    def test_faults_one_two_and_many(self, monkeypatch, size):
        if size == "natural":
            monkeypatch.undo()
        draw, refused, accepted, own = random.Random(0), 0, 0, 0
        for _ in range(4000):
            names = draw.sample(list(MAYBE), draw.choice([1, 2, 2, 3, 6]))
            arguments = RIGHT | {name: draw.choice(MAYBE[name]) for name in names}
            ours, theirs = both(lambda loss, arguments=arguments: outcome(lambda: loss(**arguments)))
            if isinstance(theirs, Exception):
                assert type(ours) is type(theirs), arguments
                assert "During handling" not in shown(ours)
                refused, own = refused + 1, own + (str(ours) != str(theirs))
            elif arguments["label_smoothing"] in (-0.1, math.inf) or arguments["label_smoothing"] is math.nan:
                assert type(ours) is RuntimeError
                assert str(ours).startswith("label_smoothing must be between 0.0 and 1.0, got")
            elif theirs.device.type == "cpu":
                torch.testing.assert_close(ours, theirs, equal_nan=True)
                accepted += 1
            plain = {name: value for name, value in arguments.items() if name != "label_smoothing"}
            ours, theirs = (outcome(lambda f=f, plain=plain: f(**plain)) for f in (nn.nll_loss, F.nll_loss))
            assert type(ours) is type(theirs), plain
        assert refused > 2000
        assert own > 1000
        assert accepted > 400

    @pytest.mark.parametrize(
        ("module", "fault"),
        [
            ("CrossEntropyLoss", (torch.zeros(4, 3), torch.tensor([5, 5, 5, 5]))),
            ("NLLLoss", (torch.zeros(4, 3), torch.tensor([0.5] * 4))),
            ("LogSoftmax", (torch.tensor([[1, 2]]),)),
            ("Softmax", (torch.tensor([[1, 2]]),)),
        ],
    )
    def test_one_traceback_is_shown(self, module, fault):
        error = outcome(lambda: getattr(nn, module)(**({"dim": 1} if module.endswith("ax") else {}))(*fault))
        assert shown(error).count("Traceback") == 1
        assert shown(error).count(str(error)) == 1

    @pytest.mark.parametrize("value", [2**63, 0.0, None])
    @pytest.mark.parametrize("name", ["ignore_index", "label_smoothing"])
    def test_small_messages(self, name, value):
        arguments = RIGHT | {name: value}
        ours, theirs = both(lambda loss: outcome(lambda: loss(**arguments)))
        assert type(ours) is type(theirs)
        assert name in str(ours) or not isinstance(theirs, Exception) or "verflow" in str(theirs)

    @pytest.mark.parametrize("shape", [(4, 3, 2), (4, 3, 2, 2)])
    @pytest.mark.parametrize("dtype", [torch.uint8, torch.int32, torch.int8, torch.int16])
    @pytest.mark.parametrize("loss", [nn.cross_entropy, nn.nll_loss])
    def test_other_integers(self, loss, dtype, shape):
        target = torch.ones(shape[:1] + shape[2:], dtype=dtype)
        with pytest.raises(
            RuntimeError, match=rf"must be int64, got {dtype}: convert the target to int64 \(`.long\(\)`\)"
        ):
            loss(torch.zeros(shape), target)

    def test_bytes_for_a_smoothed_weighted_mean(self):
        with pytest.raises(RuntimeError, match=r"must be int64, got torch\.uint8"):
            nn.cross_entropy(LOGITS, TARGET.clamp(min=0).to(torch.uint8), WEIGHT, label_smoothing=0.1)

    def test_bytes_where_torch_takes_them(self):
        for logits, target in ((LOGITS, TARGET.clamp(min=0)), (LOGITS[0], TARGET[0])):
            assert_same(lambda loss, logits=logits, target=target: loss(logits, target.to(torch.uint8)))

    @pytest.mark.parametrize("name", ["cross_entropy", "nll_loss"])
    @pytest.mark.parametrize("target", [[1], [3], 1, 3])
    def test_one_example_with_a_target_of_one_axis(self, name, target):
        results = []
        for library in (nn, F):
            loss = getattr(library, name)
            results.append(outcome(lambda loss=loss: loss(LOGITS[0, :3], torch.tensor(target))))
        assert type(results[0]) is type(results[1])
        if not isinstance(results[0], Exception):
            torch.testing.assert_close(*results)

    @pytest.mark.parametrize("size", ["forced", "natural"])
    def test_the_old_name_of_mean(self, monkeypatch, size):
        if size == "natural":
            monkeypatch.undo()
        logits = torch.randn(2048, 2048, requires_grad=True)
        for make in (nn, torch.nn):
            with pytest.warns(UserWarning, match="reduction='elementwise_mean' is deprecated"):
                value = make.CrossEntropyLoss(reduction="elementwise_mean")(logits, torch.arange(2048))
            torch.testing.assert_close(value, F.cross_entropy(logits, torch.arange(2048)))

    def test_log_probabilities_of_four_permuted_axes(self):
        leaf = torch.randn(2, 3, 4, 5).log_softmax(-1).requires_grad_()
        target = torch.ones(2, 3, 4).long()
        nn.nll_loss(leaf.permute(0, 3, 1, 2), target).backward()  # in torch: "grad_input must be contiguous"
        (expected,) = torch.autograd.grad(F.nll_loss(leaf.permute(0, 3, 1, 2).contiguous(), target), leaf)
        assert torch.equal(leaf.grad, expected)


class TestNumbers:
    """Where torch is exact ours is; where torch loses digits ours keeps them."""

    @pytest.mark.parametrize("smoothing", [0.0, 0.1])
    @pytest.mark.parametrize("layout", ["(N, C)", "(N, C, L)", "classes innermost"])
    def test_confident_rows_of_many_classes(self, monkeypatch, layout, smoothing):
        monkeypatch.setattr(fused, "BLOCK_BYTES", 2**20)
        rows, classes, generator = 64, 32768, torch.Generator().manual_seed(1)
        logits = torch.randn(rows, classes, generator=generator)
        target = torch.randint(classes, (rows,), generator=generator)
        logits[torch.arange(rows), target] = logits.exp().sum(1).log() + 1.75  # a probability of about 0.85
        if layout != "(N, C)":
            logits, target = logits.reshape(4, 16, classes).transpose(1, 2), target.reshape(4, 16)
            logits = logits.contiguous() if layout == "(N, C, L)" else logits

        def train(loss, logits):
            logits = logits.detach().requires_grad_()
            value = loss(logits, target, reduction="none", label_smoothing=smoothing)
            gradient = torch.autograd.grad(value.sum(), logits)[0]
            return value.detach().double(), gradient.gather(1, target[:, None]).double()

        exact = train(F.cross_entropy, logits.double())
        if not smoothing:
            probability = exact[1] + 1
            assert ((probability > 0.8) & (probability < 0.9)).all()
        ours, theirs = (train(loss, logits) for loss in (nn.cross_entropy, F.cross_entropy))
        errors = [
            [(part / right - 1).abs().max() for part, right in zip(result, exact, strict=True)]
            for result in (ours, theirs)
        ]
        (loss, entry), (their_loss, their_entry) = errors
        assert 50 * entry < their_entry
        # Smoothed, the loss is one of all classes: torch's loses less.
        assert (loss if smoothing else 50 * loss) < their_loss

    @pytest.mark.parametrize("layout", LAYOUTS)
    @pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
    def test_small_losses_have_all_their_digits(self, dtype, layout):
        logits, target = in_layout(layout, torch.float64)
        target = target.clamp(min=0)
        ahead = torch.linspace(4, 30, target.numel(), dtype=torch.float64).reshape(target.shape)
        logits = logits.scatter_add(1, target[:, None], ahead[:, None]).to(dtype).requires_grad_()
        others = logits.detach().double().scatter(1, target[:, None], -math.inf).logsumexp(1)
        right = torch.log1p((others - logits.detach().double().gather(1, target[:, None]).squeeze(1)).exp())
        losses = nn.cross_entropy(logits, target, reduction="none")
        gradient = torch.autograd.grad(losses.sum(), logits)[0].gather(1, target[:, None]).squeeze(1)
        rtol = 16 * torch.finfo(dtype).eps
        torch.testing.assert_close(losses.double(), right, rtol=rtol, atol=0)
        torch.testing.assert_close(gradient.double(), torch.expm1(-right), rtol=rtol, atol=0)
        assert right.min() < 1e-10 if layout == "(N, C)" else True

    @pytest.mark.parametrize("place", [math.nan, -math.inf])
    def test_ignored_places_without_a_number(self, place):
        def train(loss):
            logits = LOGITS.clone()
            logits[3] = place
            logits.requires_grad_()
            value = loss(logits, TARGET)
            return value, torch.autograd.grad(value, logits)[0]

        assert_same(train)
