"""What is installed and what is loaded: pinned, hashed, and nothing that could run."""

import ast
import re
from pathlib import Path

TOP = Path(__file__).parent.parent
LOCK = (TOP / "requirements.lock").read_text(encoding="utf-8")
_PIN = re.compile(r"^([\w.-]+)==([\w.]+)", re.M)
_UNSAFE = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}


def pins(text: str) -> dict[str, str]:
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in _PIN.findall(text)}


def test_lock_holds_every_requirement_at_its_version():
    required = pins((TOP / "requirements.txt").read_text(encoding="utf-8"))
    locked = pins(LOCK)
    assert len(required) > 20
    assert {name: locked.get(name) for name in required} == required


def test_everything_in_the_lock_has_a_hash_and_no_address():
    packages = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.M)[1:]
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in LOCK


def test_every_requirement_says_its_licence():
    lines = (TOP / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert all("  # " in line for line in lines if "==" in line)


def test_nothing_that_is_loaded_can_run():
    files = [*TOP.glob("analysis/**/*.py"), *TOP.glob("benchmarks/*.py")]
    assert len(files) > 100
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not _UNSAFE & {name.partition(".")[0] for name in names}, file
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "torch.load":
                assert "weights_only=True" in ast.unparse(node), file
            assert not (isinstance(node, ast.Attribute) and node.attr == "read_pickle"), file
