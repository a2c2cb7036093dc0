"""What a title may claim, and how it writes numbers, names and dates.

A difference is claimed only where the 95 % intervals, widened for the number of comparisons that
were open (Bonferroni), do not overlap.
"""

from statistics import NormalDist

import pandas as pd

CLAIM_STORIES = 5  # an interval from fewer stories is too narrow to rest a claim on


def signed(score: float) -> str:
    """Write a score with its sign, minus as a minus, and 0 without one."""
    written = f"{score:+.2f}".replace("-", "−")
    return "0.00" if written.endswith("0.00") else written


def percent(share: float) -> str:
    """Write a share of 0 to 1 as a percentage."""
    return f"{share:.0%}".replace("%", " %")


def shorten(name: str, width: int = 32) -> str:
    """Cut a name that is too long for a label, showing that it was cut."""
    if len(name) <= width:
        return name
    cut = name[:width].rsplit(" ", 1)[0] if " " in name[:width] else name[: width - 1]
    return cut.rstrip(" ,") + "…"


def listed(names: list[str], *, at_most: int = 3) -> str:
    """Join names to a phrase, the ones past `at_most` as a number."""
    shown = names[:at_most]
    if len(names) > at_most:
        return ", ".join(shown) + f" and {len(names) - at_most} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def apart(one: pd.Series, other: pd.Series, value: str = "score", *, comparisons: int = 1) -> bool:
    """Say whether two rows with low and high differ, each interval widened for `comparisons`."""
    upper, lower = (one, other) if one[value] >= other[value] else (other, one)
    normal = NormalDist()
    wider = normal.inv_cdf(1 - 0.025 / max(comparisons, 1)) / normal.inv_cdf(0.975)
    bottom = upper[value] - wider * (upper[value] - upper["low"])
    top = lower[value] + wider * (lower["high"] - lower[value])
    return bool(bottom > top)


def enough(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that a claim may rest on: with an interval, from enough stories."""
    return rows[(rows["stories"] >= CLAIM_STORIES) & rows["low"].notna()]


def period_name(period: pd.Timestamp, periods: pd.Series) -> str:
    """Name a period by the day, week, month, quarter or year that all `periods` step by."""
    step = periods.drop_duplicates().sort_values().diff().min()
    days = 1 if pd.isna(step) else step.days
    if days >= 365:
        return f"{period.year}"
    if days >= 89:
        return f"the {('first', 'second', 'third', 'fourth')[period.quarter - 1]} quarter of {period.year}"
    if days >= 28:
        return f"{period:%B %Y}"
    day = f"{period.day} {period:%B %Y}"
    return f"the week of {day}" if days >= 7 else day
