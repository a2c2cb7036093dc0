import pytest

from analysis.loading.boilerplate import cut_boilerplate

ARTICLE = "Xi met Putin at the Kremlin.\n\nTaiwan condemned the visit."


@pytest.mark.parametrize(
    "tail",
    [
        "\n\nRelated Sources:\n\n• Source 1 • Source 2",
        " Related Sources: • Source 1 • Source 2",
        "Related Sources: • Source 1",
        "\n\nRead more...",
        "\nRead more: Lai speaks in Taipei\nShare this article",
        "\n\n© 2025 Example Post. All rights reserved.",
        "\n\nCopyright 2025 Example Post",
        "\n\nSign up for our morning newsletter and miss nothing.",
        "\n\nFollow us on Facebook and Telegram",
        "\n\nThis article was originally published on Example Wire.",
        "\n\nRelated articles\n• Lai speaks in Taipei\n• Kyiv waits",
        "\n\n(Reporting by Ann Example; Editing by Bo Example)",
        "… [+1234 chars]",
        "\n\n* * *\n",
    ],
)
def test_what_trails_an_article_goes(tail):
    assert cut_boilerplate(ARTICLE + tail).rstrip("…") == ARTICLE


@pytest.mark.parametrize(
    "ending",
    [
        "Related sources said that the talks went well.",
        "Read more books, the minister told students.",
        "Copyright law was on the agenda in Beijing.",
        "Officials would\nshare this assessment.",
        "He wants Taiwan to follow us into the agreement.",
        "Sources: two officials in Kyiv were cited as saying that aid would come.",
        "Members join the alliance to be safe.",
        "They share the same values.",
        "More from Kyiv is expected.",
    ],
)
def test_real_sentences_at_the_end_stay(ending):
    text = f"{ARTICLE}\n\n{ending}"
    assert cut_boilerplate(text) == text


def test_furniture_in_the_middle_stays_and_offsets_hold():
    text = f"Xi spoke.\n\nRead more...\n\n{ARTICLE}"
    assert cut_boilerplate(text) == text
    assert text.startswith(cut_boilerplate(f"{text}\n\nShare this..."))


def test_long_runs_do_not_stall():
    for tail in ("Source 1 " * 30 + "z", "Share " * 48 + "z", "—" * 290 + "z"):
        assert cut_boilerplate(f"{ARTICLE} {tail}") == f"{ARTICLE} {tail}"
