"""Neighbouring mentions that are one: a state and its ministry, a name and its office."""

import re

from analysis.names.offices import Mention


def with_their_states(plain: str, mentions: list[Mention]) -> list[Mention]:
    """Join a state and an organisation unknown to the book: Ukrainian Internal Affairs Ministry."""
    joined: list[Mention] = []
    for mention in mentions:
        state = joined[-1] if joined else None
        unknown = mention.via == "model" and mention.kind == "organisation"
        if (
            unknown
            and state
            and state.kind == "government"
            and plain[state.end : mention.start] in (" ", "'s ")
        ):
            joined.pop()
            mention = mention._replace(
                start=state.start, actor=plain[state.start : mention.end], country=state.country
            )
        joined.append(mention)
    return joined


def without_apposition(plain: str, mentions: list[Mention]) -> list[Mention]:
    """Join `Lai Ching-te, Taiwan's president` into the one mention that it is."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if (
            last
            and last.actor == mention.actor
            and "pronoun" not in (last.via, mention.via)
            and "office" in (last.via, mention.via)
            and re.fullmatch(r" |, (?:the )?|, who is (?:the )?| \(| - ", plain[last.end : mention.start])
        ):
            via = mention.via if last.via == "office" else last.via
            joined[-1] = last._replace(end=mention.end, via=via)
        else:
            joined.append(mention)
    return joined
