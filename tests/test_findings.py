import pandas as pd
import pytest

from analysis.counts import claims, findings, score_findings


def scores(*rows: tuple[str, float, float, float, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["actor", "score", "low", "high", "stories"])


def test_a_clear_difference_is_claimed_with_both_scores():
    table = scores(("Japan", 0.4, 0.3, 0.5, 9), ("Russia", -0.3, -0.4, -0.2, 9))
    assert score_findings.sentiment_finding(table) == (
        "Japan (+0.40) is written of more warmly than Russia (−0.30)."
    )


def test_overlapping_intervals_leave_the_difference_unclear():
    table = scores(("Japan", 0.2, -0.1, 0.5, 9), ("Russia", 0.0, -0.3, 0.3, 9))
    assert score_findings.sentiment_finding(table).endswith("the difference is unclear.")


def test_four_stories_are_too_few_for_a_claim():
    table = scores(("Japan", 0.4, 0.3, 0.5, 9), ("Russia", -0.3, -0.4, -0.2, 4))
    assert score_findings.sentiment_finding(table).endswith("too few stories to say.")


def test_more_comparisons_ask_for_a_wider_gap():
    one = pd.Series({"score": 0.20, "low": 0.11, "high": 0.29})
    other = pd.Series({"score": 0.00, "low": -0.09, "high": 0.09})
    assert claims.apart(one, other) and claims.apart(other, one)
    assert not claims.apart(one, other, comparisons=20)


def test_who_leads_is_unclear_where_shares_overlap():
    table = pd.DataFrame(
        {
            "actor": ["China", "Russia"],
            "mentions": [9, 8],
            "share": [0.5, 0.45],
            "low": [0.4, 0.35],
            "high": [0.6, 0.55],
        }
    )
    assert findings.actors_finding(table) == (
        "China (50 % of the articles) and Russia (45 %) are named most widely; "
        "which of them leads is unclear."
    )
    apart = table.assign(share=[0.9, 0.1], low=[0.8, 0.05], high=[0.95, 0.2])
    assert "China (90 % of the articles) is named most widely" in findings.actors_finding(apart)


def test_one_article_ranks_nobody():
    table = pd.DataFrame({"actor": ["China", "Japan"], "mentions": [2, 1], "share": [1.0, 1.0]})
    said = findings.actors_finding(table.assign(low=float("nan"), high=float("nan")))
    assert said == ("China is mentioned most (n=2); too few stories to say who is named more widely.")


def test_the_matrix_is_told_by_its_readings():
    table = pd.DataFrame(
        {
            "holder": ["China", "Japan", "EU", "UK", "Nauru"],
            "target": "Taiwan",
            "reading": ["against", "favor", "favor", "favor", "too few to say"],
        }
    )
    assert score_findings.stance_finding(table, "Taiwan") == (
        "Taiwan: China against; Japan, EU and 1 more in favor; no clear side: 1 holder."
    )
    assert score_findings.stance_finding(table.assign(reading="neutral"), "Taiwan") == (
        "Taiwan: nobody clearly takes a side (5 neutral)."
    )
    unclear = table.assign(reading="unclear")
    assert score_findings.stance_finding(unclear, "Taiwan") == (
        "Taiwan: nobody clearly takes a side (5 unclear)."
    )
    assert score_findings.stance_finding(table, "Ukraine") == (
        "Ukraine: nobody clearly takes a side (no sentence)."
    )


def test_voices_are_told_apart():
    table = pd.DataFrame(
        {"voice": ["quoted", "outlet"], "target": "Ukraine", "reading": ["favor", "unclear"]}
    )
    assert score_findings.voice_finding(table, "Ukraine") == (
        "Holders on Ukraine: outlet unclear, quoted in favor."
    )


def test_only_words_past_chance_mark_an_outlet():
    table = pd.DataFrame({"word": ["drills", "talks", "aid"], "z": [5.0, 1.0, -4.0], "q": [0.001, 0.6, 0.01]})
    assert findings.keyness_finding(table, "Coast Wire") == (
        "Coast Wire writes more often “drills” and less often “aid” than the rest."
    )
    assert findings.keyness_finding(table.assign(q=0.3), "Coast Wire") == (
        "No word clearly marks Coast Wire off from the rest."
    )


def test_outlet_is_named_only_where_it_clearly_differs_from_the_others():
    cells = pd.DataFrame(
        {
            "outlet": ["A", "B"],
            "actor": "China",
            "score": [0.4, -0.1],
            "low": [0.3, -0.2],
            "stories": 9,
            "difference": [0.5, -0.5],
            "q": [0.01, 0.2],
        }
    )
    assert score_findings.outlet_sentiment_finding(cells) == (
        "A writes of China more warmly than the others do: +0.40, a difference of +0.50."
    )
    assert score_findings.outlet_sentiment_finding(cells.assign(q=0.2)).startswith("No outlet clearly writes")
    assert score_findings.outlet_sentiment_finding(cells.assign(stories=4)).endswith(
        "too few stories to say."
    )


def test_a_change_is_claimed_from_the_first_period_to_the_last():
    table = pd.DataFrame(
        {
            "period": pd.to_datetime(["2024-01-01", "2024-02-01"]),
            "actor": "Japan",
            "score": [-0.4, 0.4],
            "low": [-0.5, 0.3],
            "high": [-0.3, 0.5],
            "stories": 9,
        }
    )
    told = score_findings.change_finding(table, ["actor"], what="sentiment")
    assert told == "Japan: sentiment rose from −0.40 in January 2024 to +0.40 in February 2024."
    wide = table.assign(low=-0.9, high=0.9)
    assert score_findings.change_finding(wide, ["actor"], what="sentiment") == (
        "No clear change in sentiment from the first period to the last."
    )
    assert score_findings.change_finding(table[:0], ["actor"], what="stance") == (
        "No dated articles: nothing to draw over time."
    )


@pytest.mark.parametrize(
    ("second", "name"),
    [
        ("2024-05-07", "6 May 2024"),
        ("2024-05-13", "the week of 6 May 2024"),
        ("2024-06-06", "May 2024"),
        ("2024-08-06", "the second quarter of 2024"),
        ("2025-05-06", "2024"),
    ],
)
def test_a_period_is_named_by_its_length(second, name):
    periods = pd.Series(pd.to_datetime(["2024-05-06", second]))
    assert claims.period_name(periods[0], periods) == name


@pytest.mark.parametrize(
    ("score", "written"), [(0.314, "+0.31"), (-0.5, "−0.50"), (0.001, "0.00"), (-0.001, "0.00")]
)
def test_a_score_has_a_sign_unless_it_is_nothing(score, written):
    assert claims.signed(score) == written


def test_names_past_the_limit_become_a_number():
    assert claims.listed(["A"]) == "A"
    assert claims.listed(["A", "B", "C"]) == "A, B and C"
    assert claims.listed(["A", "B", "C", "D"]) == "A, B, C and 1 more"


def test_records_that_cannot_be_read_are_counted_by_their_status(articles):
    from analysis import summaries

    said = findings.statuses_finding(summaries.statuses(articles))
    assert said == "6 of 7 records can be read; 1 empty."


def robustness(**outcomes: str) -> pd.DataFrame:
    rows = [("China on Taiwan", "against", variant, outcome) for variant, outcome in outcomes.items()]
    return pd.DataFrame(rows, columns=["finding", "reading", "variant", "outcome"])


def test_title_says_which_finding_flips():
    matrix = pd.DataFrame({"holder": ["China"], "target": ["Taiwan"], "reading": ["against"], "n": [9]})
    shaky = robustness(**{"without Wire": "flipped", "copies counted": "same"})
    assert score_findings.stance_finding(matrix, "Taiwan", shaky) == (
        "Taiwan: China against. But China flips without Wire."
    )
    names = [f"Republic of the Islands {number}" for number in range(9)]
    crowd = pd.DataFrame(
        {"holder": names, "target": "Taiwan", "reading": ["against"] * 4 + ["favor"] * 5, "n": 9}
    )
    shaken = pd.concat([shaky.assign(finding=f"{name} on Taiwan") for name in names])
    assert score_findings.stance_finding(crowd, "Taiwan", shaken).endswith("4 more in favor. But 9 flip.")
    firm = robustness(**{"without Wire": "weaker"})
    assert score_findings.stance_finding(matrix, "Taiwan", firm) == "Taiwan: China against."


def test_panel_counts_the_lexicons_apart():
    table = robustness(**{"by VADER": "flipped", "copies counted": "same"})
    assert score_findings.robustness_finding(table) == (
        "1 of 1 findings hold with the model in every variant, 0 by both lexicons; "
        "flips: China on Taiwan (by VADER)."
    )
