"""What changed between two records of results, and which articles changed it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from analysis.tables import LABELS

_LINES = 12  # of each kind that a comparison prints


def changes(old: Mapping, new: Mapping) -> list[str]:
    """Return what changed from one record to another, a line each.

    Input, versions and parameters come first, then articles, then the actors and the holders whose
    numbers changed most, each with the articles that changed them.
    """
    lines = []
    for part in ("versions", "data", "parameters", "files", "statuses"):
        for name in sorted({*old[part], *new[part]}):
            before, after = old[part].get(name, "none"), new[part].get(name, "none")
            if before != after:
                lines.append(f"{part}, {name}: {_short(before)} -> {_short(after)}")
    lines += _changed_articles(old["articles"], new["articles"])
    lines += _changed_counts(old["articles"], new["articles"], "mentions", "mentions of {}")
    lines += _changed_stances(old["articles"], new["articles"])
    return lines or ["nothing changed"]


def _changed_articles(old: Mapping, new: Mapping) -> Iterator[str]:
    gone, come = ([one[key] for key in one if key not in other] for one, other in ((old, new), (new, old)))
    again = {_name(row) for row in gone} & {_name(row) for row in come}  # another text has another id
    kinds = {
        "gone": [row for row in gone if _name(row) not in again],
        "new": [row for row in come if _name(row) not in again],
        "another text": [row for row in come if _name(row) in again],
        "another status": [
            new[key] for key in new if key in old and old[key]["status"] != new[key]["status"]
        ],
    }
    for kind, rows in kinds.items():
        for row in rows[:_LINES]:
            where = f"{row['outlet'] or 'no outlet'}, {row['origin']}"
            yield f"article {kind}: {row['title'] or 'untitled'} ({where})"
        if len(rows) > _LINES:
            yield f"article {kind}: and {len(rows) - _LINES:,} more"


def _name(row: Mapping) -> tuple[str, str]:
    """Return what an article goes by: its title and outlet, or where it stood if it has no title."""
    return (row["title"] or row["origin"], row["outlet"])


def _changed_counts(old: Mapping, new: Mapping, part: str, name: str) -> Iterator[str]:
    before, after = _totals(old, part), _totals(new, part)
    differ = {key: after[key] - before[key] for key in {*before, *after} if before[key] != after[key]}
    for key in sorted(differ, key=lambda key: (-abs(differ[key]), key))[:_LINES]:
        yield f"{name.format(key)}: {before[key]:,} -> {after[key]:,}; {_causes(old, new, part, [key])}"


def _changed_stances(old: Mapping, new: Mapping) -> Iterator[str]:
    before, after = _totals(old, "stances"), _totals(new, "stances")
    cells = sorted({key.rsplit("|", 1)[0] for key in {*before, *after}})
    changed = []
    for cell in cells:
        keys = [f"{cell}|{label}" for label in LABELS]
        one, two = ([counts[key] for key in keys] for counts in (before, after))
        if one != two:
            holder, target = cell.rsplit("|", 1)
            told = [
                ", ".join(f"{n:,} {label}" for n, label in zip(row, LABELS, strict=True))
                for row in (one, two)
            ]
            size = sum(abs(a - b) for a, b in zip(one, two, strict=True))
            line = f"{holder} on {target}: {told[0]} -> {told[1]}; {_causes(old, new, 'stances', keys)}"
            changed.append((-size, line))
    yield from (line for _, line in sorted(changed)[:_LINES])


def _totals(articles: Mapping, part: str) -> Counter:
    total: Counter = Counter()
    for row in articles.values():
        if row["status"] == "ok":
            total.update(row[part])
    return total


def _causes(old: Mapping, new: Mapping, part: str, keys: Sequence[str]) -> str:
    """Name the articles in which these counts are not what they were."""

    def counted(articles: Mapping, article_id: str) -> list[int]:
        row = articles.get(article_id)
        return [row[part].get(key, 0) if row and row["status"] == "ok" else 0 for key in keys]

    causes = list(
        dict.fromkeys(
            (new.get(article_id) or old[article_id])["title"] or article_id
            for article_id in sorted({*old, *new})
            if counted(old, article_id) != counted(new, article_id)
        )
    )
    shown = "; ".join(causes[:3]) + (f"; and {len(causes) - 3:,} more" if len(causes) > 3 else "")
    return f"in: {shown}"


def _short(value) -> str:
    return value[:12] if isinstance(value, str) else str(value)
