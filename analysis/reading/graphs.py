"""A model's files: checked before they run, and run on as many processors as there are.

This is the only module that knows ONNX.
"""

import hashlib
import json
import os
from pathlib import Path

import numpy as np
import onnxruntime

AGAIN = "get it back with `git checkout -- data/model`, or train it: `python -m analysis train --help`"


def verified(folder: Path) -> dict:
    """Return what `reader.json` says, after checking every file that it lists.

    Raises:
        FileNotFoundError: a file is missing.
        ValueError: a file is not the one that was trained.
    """
    listing = folder / "reader.json"
    if not listing.exists():
        raise FileNotFoundError(f"The model lacks {listing}; {AGAIN}.")
    try:
        about = json.loads(listing.read_text(encoding="utf-8"))
        hashes = about["sha256"].items()
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"{listing} is damaged ({error!r}); {AGAIN}.") from error
    for name, expected in hashes:
        file = folder / name
        if not file.exists():
            raise FileNotFoundError(f"The model lacks {file}; {AGAIN}.")
        found = hashlib.sha256(file.read_bytes()).hexdigest()
        if found != expected:
            raise ValueError(
                f"{file} is damaged: its SHA-256 is {found[:12]}..., not {expected[:12]}...; {AGAIN}."
            )
    return about


def session(path: Path) -> onnxruntime.InferenceSession:
    """Open a graph that runs on one thread; several run side by side."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # fused they take a third longer than apart
    )


def processors() -> int:
    """Return how many processors this process may use: what ANALYSIS_THREADS says, else those at hand,
    which in a container are fewer than there are."""
    if os.environ.get("ANALYSIS_THREADS", "").isdecimal():
        return max(1, int(os.environ["ANALYSIS_THREADS"]))
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return probabilities along the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
