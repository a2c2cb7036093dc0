"""Who is named: every place where an article names an actor.

The order of the work: names of the book (longest match first), names that the book lacks, surnames
by the full name in the same article, places apart from governments, titles and offices, pronouns.
"""

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.book import Book, load_book
from analysis.entities import Namer, besides, reader_names
from analysis.folding import fold
from analysis.names.coreference import Memory
from analysis.names.datelines import dateline_end
from analysis.names.europe import the_union
from analysis.names.joining import with_their_states, without_apposition
from analysis.names.offices import Mention, Offices, mention_of
from analysis.names.places import is_city, names_a_document, which_homonym
from analysis.names.search import Match, Name, before
from analysis.names.words import ordinary
from analysis.progress import progress
from analysis.tables import MENTIONS, conform

_LOCATIVE = re.compile(r"\b(?:in|from|to|near|with|across) $")


def find_mentions(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    book: Book | None = None,
    namer: Namer = reader_names,
) -> pd.DataFrame:
    """Find every place where an actor is named.

    Args:
        articles: ARTICLES; the day of an article decides who held an office.
        sentences: SENTENCES of these articles.
        book: the actor book; the project's own if left out.
        namer: finds the names that the book lacks; the reader, if left out.

    Returns:
        MENTIONS in the order of the text. A name that the book lacks stands as it is written,
        with `via` "model". No two mentions overlap.
    """
    book = book or load_book()
    days = articles.set_index("article_id")["published"].dt.strftime("%Y-%m-%d").fillna("")
    texts = sentences["text"].tolist()
    matches = [book.find(text) for text in texts]
    names = namer(texts, matches)  # of all at once: sentences of one length are read together
    rows = []
    groups = sentences.reset_index(drop=True).groupby("article_id", sort=False)
    for article_id, group in progress(groups, "mentions"):
        found = [(texts[place], matches[place], names[place]) for place in group.index]
        reader = ArticleReader(book, days.get(article_id, ""), found)
        for row, mentions in zip(group.itertuples(), reader.read(), strict=True):
            for m in mentions:
                place = (m.start + row.start, m.end + row.start, row.text[m.start : m.end])
                rows.append((article_id, row.sentence_id, *place, m.actor, m.kind, m.country, m.via))
    return conform(pd.DataFrame(rows, columns=list(MENTIONS)), MENTIONS, "mentions")


class ArticleReader:
    """Reads one article from its first sentence to its last.

    Args:
        day: ISO, of its publication; empty where unknown.
        found: of each sentence its text, what the book finds in it, and the names that it has.
    """

    def __init__(self, book: Book, day: str, found: Sequence[tuple[str, list[Match], list[Name]]]):
        self.book = book
        self.sentences = [sentence for sentence, _, _ in found]
        self.plain = [fold(sentence) for sentence in self.sentences]
        self.matches = [matches for _, matches, _ in found]
        self.names = [
            [name for name in besides(matches, names) if name.start >= dateline_end(sentence)]
            for sentence, (_, matches, names) in zip(self.plain, found, strict=True)
        ]
        self.people, self.firsts = self._people(), self._firsts()
        named = {actor for actors in self.people.values() for actor in actors}
        self.offices = Offices(book, day, named)

    def read(self) -> Iterable[list[Mention]]:
        """Yield the mentions of each sentence."""
        memory = Memory(self.book, self.offices)
        for index, plain in enumerate(self.plain):
            mentions = self.offices.with_titles(plain, sorted(self._named(index)))
            mentions = self._with_offices(plain, mentions)
            yield without_apposition(plain, memory.read(plain, mentions))

    def _people(self) -> dict[str, list[str]]:
        """Map each surname to the people whom the article names in full."""
        people: dict[str, list[str]] = {}
        for sentence, matches, names in zip(self.plain, self.matches, self.names, strict=True):
            for match in matches:
                form = match.forms[0]
                if form.safe and self.book.kind[form.actor] == "person":
                    surface = sentence[match.start : match.end]
                    for surname in {surface.split()[-1], *self.book.surnames(form.actor)}:
                        people.setdefault(surname, []).append(form.actor)
            for name in names:
                surface = sentence[name.start : name.end]
                if name.kind == "person" and " " in surface:
                    people.setdefault(surface.split()[-1], []).append(surface)
        return people

    def _firsts(self) -> dict[str, list[str]]:
        """Map the first word of a name that the book lacks to it: Wang, of Wang Xiaoming."""
        firsts: dict[str, list[str]] = {}
        for sentence, names in zip(self.plain, self.names, strict=True):
            for name in names:
                surface = sentence[name.start : name.end]
                if name.kind == "person" and " " in surface:
                    firsts.setdefault(surface.split()[0], []).append(surface)
        return firsts

    def _named(self, index: int) -> list[Mention]:
        sentence, plain = self.sentences[index], self.plain[index]
        names = self.names[index]
        found = [
            mention
            for match in self.matches[index]
            if not any(_holds(name, match) for name in names)
            if (mention := self._resolve(plain, match))
        ]
        for union in the_union(self.book, plain):
            others = [each for each in (*self.matches[index], *names) if each[:2] != union[:2]]
            if not any(each.start < union.end and union.start < each.end for each in others):
                found = [m for m in found if m[:2] != union[:2]] + [union]
        for name in [*names, *self._surnames_alone(plain)]:
            if not any(name.start < m.end and m.start < name.end for m in found):
                found.append(self._unknown(sentence[name.start : name.end], name))
        return with_their_states(plain, sorted(found))

    def _surnames_alone(self, plain: str) -> Iterable[Name]:
        """Yield the words that are the surname of somebody whom the article names in full."""
        for word in re.finditer(r"\b[A-Z][\w-]+", plain):
            if word[0] in self.people:
                yield Name(*word.span(), "person", 0.5)

    def _unknown(self, surface: str, name: Name) -> Mention:
        plain = fold(surface)
        firsts = self.firsts if name.kind == "person" else {}
        namesakes = dict.fromkeys(self.people.get(plain) or firsts.get(plain, ()))
        if len(namesakes) == 1:
            actor = next(iter(namesakes))
            via = "alias" if actor in self.book.kind else "model"
            return mention_of(self.book, actor, name.start, name.end, via)
        return Mention(name.start, name.end, re.sub(r"\s+", " ", surface), name.kind, "", "model")

    def _resolve(self, plain: str, match: Match) -> Mention | None:
        """Choose what a match means here; nothing where that is doubtful."""
        surface = plain[match.start : match.end]
        namesakes = list(dict.fromkeys(self.people.get(surface, [])))
        forms = [form for form in match.forms if form.safe]
        if len(namesakes) == 1 and (not forms or not _locative(plain, match.start)):
            actor = namesakes[0]
            known = {form.actor: form.via for form in match.forms}
            via = known.get(actor, "alias" if actor in self.book.kind else "model")
            return self._mention(match, actor, via)
        if len(forms) > 1:
            forms = self._likely(forms)
        if not forms:
            actor = self.offices.title_holder(plain, match.start, [f.actor for f in match.forms])
            if not actor and not ordinary(surface.lower()) and plain[match.end : match.end + 1] != "-":
                return Mention(match.start, match.end, surface, "person", "", "model")  # which Wang?
            return self._mention(match, actor, "alias") if actor else None
        form = forms[0]
        if self.book.kind[form.actor] == "guard" or names_a_document(plain, match.start, match.end):
            return None
        if form.via == "metonym" and is_city(plain, match.start, match.end):
            city = self.book.metonym(form.actor, surface)
            country = self.book.country[form.actor]
            return Mention(match.start, match.end, city, "place", country, "name")
        return self._mention(match, form.actor, form.via)

    def _likely(self, forms: list) -> list:
        """Choose among several actors of one name by the article, else none."""
        named = [form for form in forms if form.actor in self.offices.named]
        if len(named) == 1:
            return named
        actor = which_homonym([form.actor for form in forms], self.plain)
        return [form for form in forms if form.actor == actor]

    def _mention(self, match: Match, actor: str, via: str) -> Mention:
        return mention_of(self.book, actor, match.start, match.end, via)

    def _with_offices(self, plain: str, mentions: list[Mention]) -> list[Mention]:
        """Replace a state by the person whose office it belongs to: Ukraine's president."""
        for span in self.offices.spans(plain, mentions):
            actor = span.country and self.offices.holder(span.country, span.role, span.body)
            if actor:
                mentions = [m for m in mentions if m.end <= span.start or m.start >= span.end]
                mentions.append(mention_of(self.book, actor, span.start, span.end, "office"))
        return sorted(mentions)


def _holds(name: Name, match: Match) -> bool:
    """Whether a name is longer than a match in it: Wang Xiaoming, of whom the book knows a Wang."""
    return name.start <= match.start and match.end <= name.end and name[:2] != match[:2]


def _locative(plain: str, start: int) -> bool:
    return before(_LOCATIVE, plain, start) is not None
