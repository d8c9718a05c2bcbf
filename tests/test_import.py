"""What importing celoss brings along: NumPy alone; and each module only what the chapters before it have built."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import celoss

# Module -> the modules of celoss it may import.
TABLE = {
    "_namespace": set(),
    "information": {"_namespace"},
    "probabilities": {"_namespace"},
    "losses": {"_namespace"},
    "targets": {"_namespace"},
    "functional": {"_namespace", "information", "probabilities", "losses", "targets"},
    "gradients": {"_namespace", "probabilities", "targets"},
    "fused": {"losses"},
    "nn": {"targets", "fused"},
    "parallel": set(),
}
# What a module needs beyond NumPy.
NEEDS = {"fused": {"torch"}, "nn": {"torch"}, "parallel": {"torch", "cloudpickle"}}


def imports(source):
    """The modules a source imports: "numpy", or within celoss "celoss.losses"."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = "celoss" if node.level else node.module
            submodules = {f"celoss.{alias.name}" for alias in node.names}
            found |= submodules if package == "celoss" and node.module in (None, "celoss") else set()
            found |= {f"celoss.{node.module}"} if node.level and node.module else {node.module} - {None, "celoss"}
    return found


def python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)


def test_table_names_every_module():
    modules = {path.stem for path in Path(celoss.__file__).parent.glob("*.py")}
    assert modules == {*TABLE, "__init__", "plots"}


@pytest.mark.parametrize("module", TABLE)
def test_modules_import_only_what_came_before(module):
    source = Path(celoss.__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
    ours = {name.removeprefix("celoss.") for name in imports(source) if name.startswith("celoss")}
    others = {name.split(".")[0] for name in imports(source) if not name.startswith("celoss")}
    assert ours <= TABLE[module]
    assert others <= {"numpy"} | sys.stdlib_module_names | NEEDS.get(module, set())


@pytest.mark.parametrize(
    "line",
    [
        "import celoss.losses",
        "from celoss.losses import reduce",
        "from celoss import losses",
        "from . import losses",
        "from .losses import reduce",
        "def late():\n    import celoss.losses as l",
    ],
)
def test_no_spelling_of_an_import_escapes(line):
    assert imports(line) == {"celoss.losses"}


def test_public_names():
    assert set(celoss.__all__) == {
        *("entropy", "cross_entropy_of", "kl_divergence", "perplexity", "softmax", "logsumexp", "log_softmax"),
        *("nll_loss", "cross_entropy", "cross_entropy_gradient"),
    }
    assert all(callable(getattr(celoss, name)) for name in celoss.__all__)


def test_import_brings_neither_torch_nor_matplotlib():
    result = python("import sys, celoss; print(sorted({'torch', 'matplotlib', 'numpy'} & set(sys.modules)))")
    assert (result.stdout, result.stderr) == ("['numpy']\n", "")


def test_checks_bring_no_more_than_the_package():
    result = python(
        "import sys; from celoss import check; print(sorted({'torch', 'scipy', 'numpy'} & set(sys.modules)))"
    )
    assert (result.stdout, result.stderr) == ("['numpy']\n", "")


def test_nothing_imports_the_checks():
    for path in Path(celoss.__file__).parent.glob("*.py"):
        assert "celoss.check" not in imports(path.read_text(encoding="utf-8"))


def test_numpy_readers_need_no_torch():
    code = """
import sys
sys.modules["torch"] = None  # `import torch` now fails
import celoss
print(celoss.cross_entropy([[2.0, 0.5, 1.0], [0.5, 2.0, 1.5]], [0, 2]).round(5))
print(celoss.cross_entropy_gradient([0.0, 0.0], 1), celoss.entropy([0.5, 0.5]).round(5))
"""
    result = python(code)
    assert (result.stdout, result.stderr) == ("0.78425\n[ 0.5 -0.5] 0.69315\n", "")
