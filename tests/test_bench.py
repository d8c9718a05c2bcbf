"""The bench measures what it says; nothing here looks at a time."""

import importlib
import json
from pathlib import Path

import pytest
import torch


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "bench"))
    return importlib.import_module


def test_no_case_is_measured_twice(bench):
    cases = bench("cases")
    for table in (cases.TABLE, cases.BUSY, cases.BRIEF, cases.BRIEF_BUSY):
        names = [case.name for case in cases.cases(table)]
        assert len(names) == len(set(names)) > 0


def test_layouts_are_what_their_names_say(bench):
    make_inputs = bench("cases").make_inputs
    for layout in ("contiguous", "classes last", "permuted"):
        leaf, axes, target = make_inputs((2, 3, 4, 5), "float32", layout)
        logits = leaf.permute(axes)
        assert leaf.is_contiguous()
        assert logits.shape == (2, 3, 4, 5)
        assert target.shape == (2, 4, 5)
        assert logits.is_contiguous() == (layout == "contiguous")
        assert (logits.stride(1) == 1) == (layout == "classes last")
        if layout == "permuted":  # positions do not collapse into one axis
            with pytest.raises(RuntimeError, match="view size"):
                logits.view(2, 3, 20)


@pytest.mark.parametrize("layout", ["contiguous", "classes last", "permuted"])
def test_each_mode_asks_the_loss_for_what_its_name_says(bench, layout):
    cases, asked = bench("cases"), []

    def loss(logits, target, **options):
        value = torch.nn.functional.cross_entropy(logits, target, **options)
        asked.append((tuple(logits.shape), value, (target == -100).any().item(), set(options)))
        return value

    for mode in cases.SHORT:
        cases.make_call(loss, cases.Case((6, 5, 4, 3), "bfloat16", mode, layout))()
        shape, value, ignored, options = asked.pop()
        assert shape == (6, 5, 4, 3)
        assert value.requires_grad == ("evaluation" not in mode)
        assert value.dtype == (torch.float32 if mode.startswith("autocast") else torch.bfloat16)
        assert ignored == (mode == "a third ignored")
        assert ("reduction" in options) == (value.ndim == 3) == mode.endswith("none")
        assert ({"weight", "label_smoothing"} <= options) == (mode == "weight and smoothing")


def test_ratios_are_paired_by_round(bench):
    theirs, ours = [1e-3, 2e-3, 8e-3], [4e-3, 2e-3, 8e-3]  # of the medians the ratio is 2
    row = bench("times").summary({"torch": [(s, s) for s in theirs], "celoss": [(s, s) for s in ours]})
    assert row["ratio"] == {"celoss : torch": [1.0, 1.0, 2.5]}
    assert row["seconds"]["celoss"] == [3e-3, 4e-3, 6e-3]
    assert "more" not in row  # of short calls alone
    short = bench("times").summary({"torch": [(1e-5, 1e-5)], "celoss": [(4e-5, 1e-5)]})
    assert short["more"] == {"celoss : torch": [3e-5] * 3}


def test_busy_processes_end_with_their_block(bench):
    def fails_within():
        with bench("times").busy_processes(1) as processes:
            assert processes[0].poll() is None
            running.extend(processes)
            raise KeyError

    running = []
    with pytest.raises(KeyError):
        fails_within()
    assert running[0].poll() is not None


def test_a_losing_case_is_named(bench):
    row = {"shape": (4, 5), "dtype": "float32", "mode": "training", "layout": "contiguous", "threads": 2, "busy": 2}
    slow = row | {"seconds": {"torch": [1, 1, 1]}, "ratio": {"celoss : torch": [1.0, 1.2, 1.3]}}
    good = slow | {"shape": (6, 5), "ratio": {"celoss : torch": [1.0, 1.05, 1.1]}}
    late = slow | {"shape": (7, 5), "more": {"celoss : torch": [1e-6, 3e-6, 4e-6]}}
    soon = late | {"shape": (8, 5), "more": {"celoss : torch": [1e-6, 1.9e-6, 4e-6]}}
    lines = list(bench("report").worst([good, slow, late, soon]))
    assert lines[1] == "worst of celoss : torch: 1.20, 4x5 float32 training, 2 threads, 2 busy"
    assert [line.split()[4] for line in lines[3:]] == ["torch", "torch"]
    assert "4x5" in lines[3]
    assert "7x5" in lines[4]
    assert "3.0 microseconds more" in lines[4]


def test_the_file_holds_one_row_a_line(bench):
    results = {"machine": {"cpu": "one"}, "times": [{"a": 1}, {"a": [2, 3]}], "memory": []}
    text = bench("report").dump(results)
    assert json.loads(text) == results
    assert ' {"a": [2, 3]}' in text.splitlines()[4]


def test_layers_make_logits_with_a_graph(bench):
    for shape in ((6, 5), (6, 5, 4)):
        logits, target = bench("memory").make_layer(shape, torch.bfloat16)
        assert logits().shape == shape
        assert logits().is_contiguous()
        assert logits().requires_grad
        assert target.shape == (shape[0], *shape[2:])
