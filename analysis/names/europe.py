"""Where `Europe` and `European` mean the Union, and not the continent.

"European leaders will pay" speaks of who governs there, as "Moscow will pay" does of Russia; "the
largest army in Europe" is geography, "European football" neither.
"""

import re
from collections.abc import Iterator

from analysis.book import Book
from analysis.names.offices import Mention

_UNION = "European Union"
_RULERS = (
    r"leaders?|leadership|governments?|capitals|officials|ministers|lawmakers|diplomats|negotiators|envoys"
    r"|mediators|counterparts?|colleagues|partners?|allies|Allies|friends|countries|nations|states|members?"
    r"|sanctions|aid|support|assistance|help|money|funds|funding|weapons|arms|troops|forces|peacekeepers"
    r"|proposals?|plans?|drafts?|resolutions?|amendments?|positions?|pressure|offers?|unity|response"
    r"|contributions?|guarantees|side|backing|backers"
)
_EUROPEAN = re.compile(
    rf"\b(?<!-)(?<!Central )(?<!Eastern )(?<!Western )(?<!Northern )(?<!Southern )(?<!East )(?<!West )"
    rf"(?:European(?= (?:and [A-Z]\w+ )?(?:[a-z]+ )?(?:{_RULERS})\b)|Europeans\b(?! (?:who|living|died)))"
)
_ACTS = (
    r"(?:will|would|should|must|shall|can|cannot|could|may|might|has|have|had|is|was|does|did|wants?|wanted"
    r"|needs?|needed|stands?|stood|stays?|stayed|said|says|agree[sd]|fears?|feared|backs?|backed|pays?|paid"
    r"|hopes?|hoped|itself)"
)
_EUROPE = re.compile(
    r"(?:(?:^|[\"'(,;:] |\b(?:[Tt]hat|and|but|But|while|if|because|when|where|as|than) )Europe"
    rf"(?= (?:also |now |still |never |must |alone )?{_ACTS}\b)"
    r"|\b(?:with|by|urged?|told|asked|from|for|between) Europe"
    r"(?= and (?:NATO|the (?:US|U\.S\.|United States))\b)"
    rf"|Europe(?='s (?:[a-z]+ )?(?:{_RULERS})\b))"
)


def the_union(book: Book, plain: str) -> Iterator[Mention]:
    """Yield the mentions of the European Union by the name of the continent in a folded sentence."""
    if _UNION not in book.kind:
        return
    for pattern, via in ((_EUROPEAN, "demonym"), (_EUROPE, "metonym")):
        for match in pattern.finditer(plain):
            start = match.end() - len("Europe") if via == "metonym" else match.start()
            yield Mention(start, match.end(), _UNION, book.kind[_UNION], book.country[_UNION], via)
