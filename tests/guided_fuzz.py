"""Coverage-guided fuzzing of the loaders: `make fuzz`, or `python tests/guided_fuzz.py -runs=100000`.

Needs atheris. What breaks is written to a file `crash-...` of its own, which the same command takes again.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["analysis"]):
    from analysis.articles import load_articles
    from analysis.sentences import split_sentences

from test_fuzz import assert_sliced, assert_whole

from analysis.loading.formats import SUFFIXES
from analysis.tables import MENTIONS, empty

ENDINGS = [*SUFFIXES.split(), ".parquet", ".txt.gz", ".jsonl.gz", ""]
FOLDER = Path(tempfile.mkdtemp())


def read(content: bytes) -> None:
    """Take the first byte for the kind of file and the rest for what it holds."""
    if not content:
        return
    path = FOLDER / f"a{ENDINGS[content[0] % len(ENDINGS)]}"
    path.write_bytes(content[1:])
    articles = load_articles(path)
    path.unlink()
    assert_whole(articles)
    assert_sliced(articles, split_sentences(articles), empty(MENTIONS))


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
