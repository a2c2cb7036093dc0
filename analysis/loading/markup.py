"""HTML, feeds and Markdown to fields and plain text."""

import html
import io
import re

import feedparser
import frontmatter
import trafilatura
import yaml
from lxml import etree
from lxml import html as lxml_html

_NAMES = r"p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|img|figure|blockquote|table|t[drh]|tbody"
_TAGS = re.compile(rf"</?({_NAMES})(\s[^<>]*)?/?>", re.I)
# Remnants of converters that lost the closing bracket: <span style="..."Text</span
_BROKEN_TAGS = re.compile(r"</?(span|strong|t[drh]|tbody|table|div)(\s+[\w-]+=\"[^\"]*\")*\s?/?>?")
_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "blockquote", "tr", "table", "section", "figure"}
_BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption", "article", "header"}
_TAG = re.compile(r"<(/?)(\w*)[^<>]*>")
_UNREAD = ("script", "style", "noscript", "template", "iframe", "svg")


class _Strings(frontmatter.YAMLHandler):
    """Front matter whose values stay as they are written: 2025-02-31 must not be an error."""

    def load(self, fm: str, **kwargs: object) -> object:
        return yaml.load(fm, Loader=yaml.BaseLoader)


def without_html(text: str) -> tuple[str, str]:
    """Return a field as plain text and a note where it held HTML."""
    note = "HTML tags removed"
    if len(_TAGS.findall(text, 0, 5000)) >= 2:
        return strip_html(text), note
    if "</" in text and len(_BROKEN_TAGS.findall(text)) >= 2:
        return _BROKEN_TAGS.sub(" ", text), note
    return text, ""


def strip_html(fragment: str) -> str:
    """Return the words of an HTML fragment, paragraphs parted by blank lines."""
    parser = lxml_html.HTMLParser(huge_tree=True)
    try:
        tree = lxml_html.fragment_fromstring(fragment, create_parent="div", parser=parser)
    except (etree.ParserError, ValueError):
        return _without_tags(fragment)
    if _too_deep(parser):
        return _without_tags(fragment)
    etree.strip_elements(tree, *_UNREAD, with_tail=False)
    for element in tree.iter(*_BLOCKS):
        element.text = "\n\n" + (element.text or "")
        element.tail = "\n\n" + (element.tail or "")
    return _in_paragraphs(str(tree.text_content()))


def _in_paragraphs(text: str) -> str:
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(filter(None, paragraphs))


def read_html(page: str) -> dict:
    """Return text, title, date, outlet and address of a web page, menus and comments left out."""
    if _is_deep(page):
        return {"text": _without_tags(page)}
    document = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    if document is None:
        return {"text": ""}
    return {
        "title": document.title,
        "text": re.sub(r"\n+", "\n\n", document.text or ""),  # a line is a paragraph here
        "published": document.date,
        "source": document.sitename or document.hostname,
        "url": document.url,
    }


def _without_tags(text: str) -> str:
    """Return the words of HTML that is no tree, or a deeper one than is read."""
    words, unread, at = [], "", 0
    for tag in _TAG.finditer(text):
        closes, name = tag[1], tag[2].lower()
        if not unread:
            words += [text[at : tag.start()], "\n\n" if name in _BLOCKS else " "]
            unread = name if name in _UNREAD and not closes else ""
        elif closes and name == unread:
            unread = ""
        at = tag.end()
    return _in_paragraphs(html.unescape("".join([*words, "" if unread else text[at:]])))


def _is_deep(page: str) -> bool:
    """Whether a page is nested deeper than a parser goes, as where tags are never closed."""
    parser = lxml_html.HTMLParser()
    try:
        lxml_html.document_fromstring(page, parser)
    except (etree.ParserError, ValueError):
        return False
    return _too_deep(parser)


def _too_deep(parser: lxml_html.HTMLParser) -> bool:
    return any("depth" in entry.message for entry in parser.error_log)


def declared_encoding(content: bytes) -> str:
    """Return the encoding that a page or a feed names in its first lines, else empty."""
    found = re.search(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", content[:2048])
    return found[1].decode() if found else ""


def read_feed(content: bytes) -> list[dict] | None:
    """Return the entries of an RSS or Atom feed; None where `content` is no feed."""
    feed = feedparser.parse(io.BytesIO(content))  # a stream: text may be taken for an address
    if not feed.get("version") and not feed.entries:
        return None
    outlet = feed.feed.get("title", "")
    return [_entry(entry, outlet) for entry in feed.entries]


def _entry(entry: feedparser.FeedParserDict, outlet: str) -> dict:
    bodies = [content.get("value", "") for content in entry.get("content", [])]
    return {
        "title": strip_html(entry.get("title", "")),
        "text": strip_html(max([*bodies, entry.get("summary", "")], key=len)),
        "published": entry.get("published") or entry.get("updated"),
        "source": entry.get("source", {}).get("title") or outlet,
        "url": entry.get("link", ""),
    }


def read_markdown(text: str) -> tuple[dict, str]:
    """Return the fields of a Markdown article and a note where its front matter is broken.

    Heading marks, emphasis, quote marks and rules go; of links and pictures the words stay.
    Code and tables stay as they are. A first heading is the title where the front matter
    has none.
    """
    note = ""
    try:
        fields, body = frontmatter.parse(text, handler=_Strings())
        body = body if fields else text  # between two rules may stand prose
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}" if mark else ""
        note = f"front matter not read (not YAML{line})"
        fields, body = {}, re.sub(r"\A\s*---.*?\n---\s*\n", "", text, count=1, flags=re.S)
    heading = re.match(r"\s*#[^\S\n]+([^\n]+)", body)
    if heading and not fields.get("title"):
        fields = {**fields, "title": plain_markdown(heading[1].rstrip().rstrip("#").rstrip())}
        body = body[heading.end() :]
    return {**fields, "text": plain_markdown(body)}, note


def plain_markdown(text: str) -> str:
    """Return Markdown as plain text."""
    text = re.sub(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)", r"\1", text)
    text = re.sub(r"^[ \t]{0,3}(#{1,6}[ \t]+|>[ \t]?)", "", text, flags=re.M)
    text = re.sub(r"^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$", "", text, flags=re.M)
    text = re.sub(r"(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1", r"\2", text)
    return re.sub(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![\w*_])", r"\2", text)
