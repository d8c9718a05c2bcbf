"""The explorables show the numbers of celoss, in the states that they can be brought to; so does their Python."""

import contextlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import playwright
import pytest

ROOT = Path(__file__).parents[1]
HERE = ROOT / "tests/explorables"
NAMES = sorted(path.stem for path in HERE.glob("*.py"))
# Playwright brings a node, so that none need be installed.
NODE = shutil.which("node") or Path(playwright.__file__).parent / "driver/node"


def reference(name):
    """The module with the function `numbers` of an explorable."""
    spec = importlib.util.spec_from_file_location(f"explorable_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plain(value):
    """Numbers as JSON has them: lists for arrays, words for what is not finite."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | np.ndarray) and np.ndim(value):
        return [plain(each) for each in value]
    value = float(value)
    return value if np.isfinite(value) else {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}[str(value)]


def words_to_numbers(value):
    if isinstance(value, list):
        return [words_to_numbers(each) for each in value]
    return float(value) if value in ("Infinity", "-Infinity", "NaN") else value


def tell(folder, **environment):
    """What node says of the explorables: name -> the states tried, and numbers, Python and speech for each of them."""
    subprocess.run([NODE, HERE / "states.js", folder], check=True, env={**os.environ, **environment})
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return tell(tmp_path_factory.mktemp("states"))


def judge(folder, **environment):
    """Node's tests of the mathematics, against the numbers in a folder."""
    environment = {**os.environ, "NUMBERS": str(folder), **environment}
    run = [NODE, "--test", HERE / "maths.test.js"]
    return subprocess.run(run, env=environment, capture_output=True, text=True, check=False)


def test_every_explorable_has_its_reference():
    files = {path.stem for path in (ROOT / "assets/explorables").glob("*.js")}
    assert {name for name in files if not name.startswith("words")} - {"explorable"} == set(NAMES)


def test_mathematics_has_the_numbers_of_celoss(told, tmp_path):
    for name in NAMES:
        module = reference(name)
        with np.errstate(all="ignore"):
            cases = [
                {"state": case["state"], "numbers": plain(module.numbers(**case["state"]))}
                for case in told[name]["told"]
            ]
        assert len(cases) >= 500
        text = json.dumps({"tolerance": getattr(module, "TOLERANCE", 1e-9), "cases": cases})
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    run = judge(tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr


def assert_python_gives_the_numbers(told, tolerance):
    for case in told["told"][:60]:
        found = {}
        with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(case["python"], found)
        assert printed.getvalue()
        assert max(map(len, case["python"].splitlines())) <= 100
        for key in told["shown"]:
            wanted = np.asarray(words_to_numbers(case["numbers"][key]), dtype=float)
            np.testing.assert_allclose(np.asarray(found[key], dtype=float), wanted, tolerance, 1e-3 * tolerance)


def assert_speech_is_whole(told, **_):
    for case in told["told"]:
        assert case["said"].strip()
        assert not any(hole in case["said"] for hole in ("undefined", "NaN", "{", "[object")), case["said"]


@pytest.mark.parametrize("name", NAMES)
def test_python_that_is_shown_gives_the_numbers_that_are_shown(told, name):
    assert_python_gives_the_numbers(told[name], getattr(reference(name), "TOLERANCE", 1e-9))


@pytest.mark.parametrize("name", NAMES)
def test_speech_has_no_holes(told, name):
    assert_speech_is_whole(told[name])


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        ("none", None),
        ("maths", "twice at a="),
        ("changes", "Cannot assign to read only property"),
        ("python", "Not equal to tolerance"),
        ("speech", "undefined"),
    ],
)
def test_broken_explorable_is_found(tmp_path, fault, complaint):
    for path in (HERE / "broken.js", ROOT / "assets/explorables/explorable.js"):
        shutil.copy(path, tmp_path)
    environment = {"ASSETS": str(tmp_path), "FAULT": fault}
    told = tell(tmp_path, **environment)
    cases = [{"state": case["state"], "numbers": {"twice": 2 * case["state"]["a"]}} for case in told["broken"]["told"]]
    (tmp_path / "broken.json").write_text(json.dumps({"tolerance": 1e-9, "cases": cases}), encoding="utf-8")
    run = judge(tmp_path, **environment)
    complaints = run.stdout if run.returncode else ""
    for check in (assert_python_gives_the_numbers, assert_speech_is_whole):
        try:
            check(told["broken"], tolerance=1e-9)
        except AssertionError as error:
            complaints += str(error)
    assert complaints == "" if complaint is None else complaint in complaints
