"""Time, as all benchmarks take it."""

import os
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

REPETITIONS = 3


def median_seconds(
    work: Callable[[], object],
    *,
    prepare: Callable[[], object] = lambda: None,
    repetitions: int = REPETITIONS,
) -> float:
    """Return the median time that `work` takes after one run to warm up.

    Args:
        prepare: run before each repetition, outside the clock.
    """
    taken = []
    for _ in range(1 + repetitions):
        prepare()
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(taken[1:])


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processor_model() -> str:
    """Return the processor's name where Linux tells it."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "unknown processor"
