"""Which field of a record is its title, text, date, outlet and address.

Names are compared without case, spaces and punctuation, so `pubDate`, `pub_date` and `Pub Date`
are one. Earlier names win where a record has several. They cover news-please, trafilatura,
newspaper4k, Media Cloud, GDELT, NewsAPI, WordPress and schema.org.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

NAMES = {
    "title": "title headline heading head articletitle webtitle",
    "text": "maintext fulltext articletext articlebody text body bodytext content contentencoded"
    " article story document transcript rawtext description summary abstract",
    "published": "datepublish datepublished publisheddate publishdate publicationdate published"
    " publishedat pubdate webpublicationdate seendate date datetime timestamp created createdat"
    " time day",
    "source": "sourcehostname outlet medianame sitename publisher publication newspaper source"
    " sourcename sourcedomain hostname domain site",
    "url": "url link href permalink articleurl sourceurl weburl documentidentifier",
}
RECOGNISED = {kind: tuple(names.split()) for kind, names in NAMES.items()}
_KNOWN = {name for names in RECOGNISED.values() for name in names}
_INNER = ("rendered", "name", "title", "value", "text", "#text")  # NewsAPI, WordPress


def plain(name: object) -> str:
    """Return a column name without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", str(name)).lower()


def is_known(name: object) -> bool:
    """Tell whether a column is one that `pick` looks at."""
    return plain(name) in _KNOWN


def has_words(columns: Iterable[object]) -> bool:
    """Tell whether any of the columns can hold a title or a text."""
    readable = RECOGNISED["title"] + RECOGNISED["text"]
    return any(plain(column) in readable for column in columns)


def has_body(record: dict) -> bool:
    """Tell whether a record has a text of its own, beyond a title and a summary."""
    names = set(RECOGNISED["text"]) - {"description", "summary", "abstract"}
    return any(plain(name) in names and isinstance(text, str) for name, text in record.items())


def no_text_column(columns: Iterable[object]) -> str:
    """Say that none of `columns` holds a title or a text, and what would be recognised."""
    found = ", ".join(str(column)[:40] for column in list(columns)[:30]) or "none"
    usual = "text, body, content, maintext, article, title or headline"
    return f"no column of text; found: {found}; rename the one with the text to one of {usual}"


def pick(record: dict) -> dict[str, object]:
    """Return title, text, published, source and url of a record, empty where it has none.

    `published` stays as the record has it; all others are text. A `source` that is an address
    gives its host, as does `url` where no source is named.
    """
    fields: dict[str, object] = {}
    for name, value in record.items():
        fields.setdefault(plain(name), value)
    picked = {
        kind: next(filter(None, (as_text(fields.get(name)) for name in names)), "")
        for kind, names in RECOGNISED.items()
        if kind != "published"
    }
    dates = (fields.get(name) for name in RECOGNISED["published"])
    picked["published"] = next((date for date in dates if as_text(date)), None)
    if is_address(picked["source"]):
        picked["url"] = picked["url"] or picked["source"]
        picked["source"] = host(picked["source"])
    picked["source"] = picked["source"] or host(picked["url"])
    return picked


def as_text(value: object) -> str:
    """Return a field as text: lists of paragraphs joined, missing values empty."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return next((value[key] for key in _INNER if isinstance(value.get(key), str)), "")
    if isinstance(value, list | tuple):
        return "\n\n".join(part.strip() for part in value if isinstance(part, str))
    if value is None or isinstance(value, bool) or value != value or str(value) == "NaT":
        return ""
    return str(value)


def is_address(value: str) -> bool:
    """Tell whether `value` is a web address."""
    return value.startswith(("http://", "https://"))


def host(url: str) -> str:
    """Return the host of an address without `www.`, empty where it has none."""
    try:
        name = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:  # such as an unclosed bracket of an IPv6 address
        return ""
    return name.removeprefix("www.")
