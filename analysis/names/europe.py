"""Where `Europe` and `European` mean the Union, and not the continent.

"European leaders will pay" speaks of who governs there, as "Moscow will pay" does of Russia; "the
largest army in Europe" is geography, "European football" neither.
"""

import re
from collections.abc import Iterator

from analysis.book import Book
from analysis.names.offices import Mention

_UNION = "European Union"
_PEOPLE = (
    r"leaders?|leadership|governments?|capitals|officials|ministers|lawmakers|diplomats|negotiators|envoys"
    r"|mediators|counterparts?|colleagues|partners?|allies|Allies|friends|countries|nations|states|members?"
    r"|backers"
)
_MATTERS = (
    r"sanctions|aid|support|assistance|help|money|weapons|arms|troops|forces|peacekeepers|proposals?|plans?"
    r"|drafts?|resolutions?|amendments?|positions?|pressure|offers?|unity|response|guarantees|backing"
)
_WHICH = r"(?:(?:member|foreign|defence|defense|other|senior|top|many|most|key|major|intelligence) )?"
_RULING = rf"(?:{_WHICH}(?:{_PEOPLE})|{_MATTERS})\b"
_WHOLE = r"(?<!-)(?<!ern )(?<!entral )(?<!East )(?<!West )(?<!east )(?<!west )"  # no part of the continent
_WILLS = (
    r"(?:also |now |still |never |alone )?(?:will|would|should|must|shall|can|cannot|could|may|might|does|did"
    r"|wants?|wanted|needs?|needed|stands?|stood|said|says|agree[sd]|fears?|feared|backs?|backed|pays?|paid"
    r"|hopes?|hoped|is \w+ing|has (?:stepped|pledged|promised|agreed|refused|failed|no))\b"
)
_EUROPEAN = re.compile(
    rf"\b{_WHOLE}(?:European(?= (?:and [A-Z]\w+ )?{_RULING})|Europeans(?= {_WILLS})|(?<=[Tt]he )Europeans\b)"
)
_EUROPE = re.compile(
    r"(?:(?:^|[\"'(]|[,;:] |\b(?:[Tt]hat|and|but|But|while|if|because|when|where|as|than) )"
    rf"Europe(?= {_WILLS})"
    r"|\b(?:with|by|urged?|told|asked|from|for|between) Europe"
    r"(?= and (?:NATO|the (?:US|U\.S\.|United States))\b)"
    rf"|\b{_WHOLE}Europe(?='s {_RULING}))"
)


def the_union(book: Book, plain: str) -> Iterator[Mention]:
    """Yield the mentions of the European Union by the name of the continent in a folded sentence."""
    if _UNION not in book.kind:
        return
    for pattern, via in ((_EUROPEAN, "demonym"), (_EUROPE, "metonym")):
        for match in pattern.finditer(plain):
            start = match.end() - len("Europe") if via == "metonym" else match.start()
            yield Mention(start, match.end(), _UNION, book.kind[_UNION], book.country[_UNION], via)
