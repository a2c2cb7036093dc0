"""Text made comparable, character for character as long, so that offsets hold."""

import re
import unicodedata


def _fold_table() -> dict[int, str]:
    """Map accented letters, typographic quotes, dashes and blanks to one plain character each."""
    plain = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "s", "ı": "i"}
    plain |= dict.fromkeys("‘’ʼ´`′", "'") | dict.fromkeys("“”„«»″", '"')
    plain |= dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("\u00a0\u2009\u202f\n\t", " ")
    table = {ord(char): simple for char, simple in plain.items()}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        decomposed = unicodedata.normalize("NFD", chr(code))
        if code not in table and len(decomposed) > 1:
            table[code] = decomposed[0]
    return table


_FOLD = _fold_table()


def fold(text: str) -> str:
    """Return `text` without accents and typographic marks, character for character as long."""
    return text.translate(_FOLD)


def shouts(text: str) -> bool:
    """Whether `text` is set in capitals, as some headlines are."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 8 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def upper(text: str) -> str:
    """Return `text` in capitals with the same length, so that offsets hold."""
    capitals = text.upper()
    return capitals if len(capitals) == len(text) else "".join(c.upper()[0] for c in text)


def title_case(sentence: str) -> bool:
    """Whether every long word has a capital, as in a headline, which has no full stop."""
    if sentence.rstrip(" \"'”’)").endswith((".", "!", "?")):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", sentence) if len(word) > 3]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) > 0.75 * len(words)
