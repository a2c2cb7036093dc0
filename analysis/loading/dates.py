"""Publication dates of any common spelling, to UTC."""

import re
import warnings
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import pandas as pd
from dateutil import parser

YEARS = range(1800, 2101)
_SLASHES = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_COMPACT = {8: "%Y%m%d", 14: "%Y%m%d%H%M%S"}
_EPOCH_DIGITS = {9: 1, 10: 1, 12: 1e3, 13: 1e3, 15: 1e6, 16: 1e6, 18: 1e9, 19: 1e9}
_HOURS = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_HOURS |= {"BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "HKT": 8, "JST": 9, "KST": 9}
_HOURS |= {"ET": -5, "CT": -6, "MT": -7, "PT": -8, "IST": 5.5, "PKT": 5, "SGT": 8, "AEST": 10, "AEDT": 11}
_ZONES = {name: int(hours * 3600) for name, hours in _HOURS.items()}
_TWO_ZONES = re.compile(r"\b(?:CST|IST|[ECMP]T)\b")  # also China's and Israel's; summer time or not
_FARTHEST = timedelta(hours=14)  # that a zone is from UTC
# Two defaults that differ in year, month and day: a part that the text leaves open shows up
_DEFAULTS = (datetime(2000, 1, 1), datetime(2004, 2, 2))


def month_comes_first(values: Iterable[object]) -> bool:
    """Tell whether dates such as 5/13/2025 among `values` show that months come first.

    True only where some date can be read month first alone and none day first alone.
    """
    matches = [_SLASHES.match(value) for value in values if isinstance(value, str)]
    pairs = [(int(match[1]), int(match[3])) for match in matches if match]
    return any(b > 12 >= a for a, b in pairs) and not any(a > 12 >= b for a, b in pairs)


def read_date(value: object, *, month_first: bool = False) -> tuple[pd.Timestamp, str]:
    """Return a date in UTC and what a reader should know of how it was read.

    Args:
        value: text, a date, or seconds to nanoseconds since 1970. No zone means UTC.
        month_first: read 5/8/2025 as 8 May; otherwise as 5 August.

    Returns:
        The time, and an empty note or one that says how an ambiguous date was read; NaT with a
        note where `value` is no date between 1800 and 2100; NaT and no note where it is empty.
    """
    if value is None or value != value or not str(value).strip():
        return pd.NaT, ""
    stamp, note = (value, "") if isinstance(value, date) else _parse(str(value).strip()[:80], month_first)
    if stamp is None or stamp.year not in YEARS:
        return pd.NaT, f"published: cannot read {str(value)[:40]!r}"
    stamp = pd.Timestamp(stamp)
    stamp = stamp.tz_localize(UTC) if stamp.tzinfo is None else stamp.tz_convert(UTC)
    return stamp, note or _ambiguity(str(value), month_first)


@lru_cache(maxsize=10_000)
def _parse(text: str, month_first: bool) -> tuple[datetime | None, str]:
    """Return a time, and a note where its zone is none that is known."""
    digits = text.removesuffix(".0") if text.replace(".", "", 1).isdigit() else ""
    try:
        if re.fullmatch(r"\d{8}T\d{6}Z?", text):  # GDELT
            return datetime.strptime(text[:15], "%Y%m%dT%H%M%S"), ""
        if digits:
            return _from_digits(digits), ""
        if re.match(r"\d{4}-\d", text):
            return _on_earth(datetime.fromisoformat(text.replace(" UTC", "Z").replace("Z Z", "Z"))), ""
    except (ValueError, OverflowError):
        pass
    return _from_words(text, month_first)


def _from_digits(digits: str) -> datetime | None:
    if digits.isdigit() and len(digits) in _COMPACT and digits[:2] in ("18", "19", "20"):
        return datetime.strptime(digits, _COMPACT[len(digits)])
    whole = digits.split(".")[0]
    unit = _EPOCH_DIGITS.get(len(whole))
    return datetime.fromtimestamp(float(digits) / unit, UTC) if unit else None


def _from_words(text: str, month_first: bool) -> tuple[datetime | None, str]:
    if text.isdigit() or not re.search(r"\d", text):
        return None, ""
    text = re.sub(r"^\s*(published|updated|posted)( on| at)?:?\s+", "", text, flags=re.I)
    text = re.sub(r"(?<=\d)\s+at\s+|\s*[|·]\s*", " ", text)
    order = {"dayfirst": not month_first and not re.match(r"\d{4}", text), "tzinfos": _ZONES}
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            first, second = (parser.parse(text, default=day, **order) for day in _DEFAULTS)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None, ""
    unknown = any(issubclass(each.category, parser.UnknownTimezoneWarning) for each in warned)
    note = f"published: the zone of {text[-20:]!r} is unknown, read as UTC" if unknown else ""
    return (_on_earth(first), note) if first == second else (None, "")


def _on_earth(time: datetime) -> datetime | None:
    """Return a time whose zone there can be, else None."""
    try:
        return time if abs(time.utcoffset() or timedelta()) <= _FARTHEST else None
    except ValueError:  # over a day from UTC
        return None


def _ambiguity(value: str, month_first: bool) -> str:
    if zone := _TWO_ZONES.search(value):
        return f"published: {zone[0]} read as UTC{_HOURS[zone[0]]:+g}"
    match = _SLASHES.match(value)
    if not match or match[2] == "." or match[1] == match[3]:  # with dots the day comes first
        return ""
    if max(int(match[1]), int(match[3])) > 12:
        return ""
    return f"published: {value[:20]!r} read {'month' if month_first else 'day'} first"
