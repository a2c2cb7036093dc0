"""Spans of characters in sentences, as the span-level functions take them."""

from collections.abc import Sequence

Span = tuple[int, int]  # start and end, in characters


def check_spans(texts: Sequence[str], spans: Sequence[Span], name: str) -> None:
    """Raise ValueError unless there is one span a text and each lies inside its text."""
    if len(texts) != len(spans):
        raise ValueError(f"{len(texts)} sentences but {len(spans)} {name} spans; give one span each")
    for position, (text, (start, end)) in enumerate(zip(texts, spans, strict=True)):
        if not 0 <= start < end <= len(text):
            raise ValueError(
                f"row {position}: the {name} span {start}:{end} lies outside its sentence of "
                f"{len(text)} characters: {text[:60]!r}"
            )
