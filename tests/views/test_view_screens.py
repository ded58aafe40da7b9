"""Every screen as golden text, in each language and width (`python -m tests.views.golden`)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.views import results as r
from tests.views import samples
from tests.views.golden import LANGUAGES, WIDTHS, golden_file, screens

from leadfunnel.domain.figures import Flow
from leadfunnel.domain.sentence import said
from leadfunnel.views.cells import cells
from leadfunnel.views.families import FAMILIES
from leadfunnel.views.plain import rendered
from leadfunnel.views.screens import screen


def text(result: object, width: int | None = None) -> str:
    given = samples.setting(width)
    return "\n".join(rendered(screen(result, given), given.sheet))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_golden(language: str, width: int | None) -> None:
    assert screens(language, width) == golden_file(language, width).read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [32, 40, 60, 80, 100, 160])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ambiguous", ["narrow", "wide"])
def test_no_line_is_wider_than_the_terminal(language: str, width: int, ambiguous: str) -> None:
    from tests.views.chinese import speak

    given = samples.setting(width, ambiguous)
    speak(language)
    try:
        for name, result in samples.RESULTS.items():
            for line in rendered(screen(result, given), given.sheet):
                assert cells(line, wide=ambiguous == "wide") <= width, (name, line)
                assert line == line.rstrip()
    finally:
        speak("en")


WORDS = st.text(st.sampled_from("aZ9 张伟渠道，（。)/-_:=·―\u00a0👩\u200d👩"), max_size=40)
MEANT = st.sampled_from(("", "ignore", "name", "stage:D", "tag:region", "field:预算", "keep"))


@given(
    columns=st.lists(st.tuples(WORDS, MEANT, st.lists(WORDS, max_size=3).map(tuple)), max_size=12),
    words=st.tuples(WORDS, WORDS),
    width=st.sampled_from((60, 100)),
)
def test_whatever_a_file_is_called_it_is_asked_about_within_the_width(
    columns: list[tuple[str, str, tuple[str, ...]]], words: tuple[str, str], width: int
) -> None:
    from tests.views.chinese import speak

    text = "Words in {column} that are taken for no stage: {words}."
    told = said(text, column=words[0], words=", ".join([words[1]] * 5))
    sample = (words[0], ((columns[0][1] or "name", words[1]),) if columns else ())
    asked = (
        r.MappingPreview(tuple(columns), (told,)),
        r.RemarkPreview(words[0], (("{mark}-{name}-{region}-{product}", 3),), (sample,)),
    )
    setting = samples.setting(width)
    speak("zh-CN")
    try:
        for result in asked:
            assert all(
                cells(line) <= width for line in rendered(screen(result, setting), setting.sheet)
            )
    finally:
        speak("en")


def test_every_result_has_a_screen_and_a_document() -> None:
    shown = {type(result).__name__ for result in samples.RESULTS.values()}
    kinds = {name for name, kind in vars(r).items() if isinstance(kind, type)}
    of_reports = {"OpenList", "Overdue", "ComingDays", "Segments"}
    of_targets = {"Outcome", "Progress", "Shortfall", "Standing", "Yesterday"}
    parts = of_targets | {
        *("Promise", "JourneyView", "Reason", "AgendaItem", "Entry", "ReadMoment"),
        "Change",
        *("PassedStage", "Word", "Alike", "MergedAway", "CaseOf", "DealView", "Sleeper"),
        *("CallPlace", "Tally", "DailySteps", "SavedSegment", "Seen", "Strengthen"),
        "ReasonCount",
        *("Effort", "Leader", "Outlook", "PersonWork", "Step", "Work"),
        *("Collision", "LetGo", "Pooled", "Retained", "Binned"),
        *("Ahead", "Note", "Waiting", "WeekRow"),
        *("Before", "Point", "Branch", "BuyerSegment", "Channel", "Referrer"),
    }
    parts |= {
        "CampaignDay",
        "SheetOut",
        "Quiet",
        "Compared",
        "GuideRow",
        "Earlier",
        "Opened",
        "Part",
        "SideBySide",
    } | of_reports
    assert shown == set(FAMILIES) == kinds - parts


@pytest.mark.parametrize("width", [32, 40, 60, 100])
def test_names_and_phones_are_whole_in_a_pipe_and_phones_at_any_width(width: int) -> None:
    piped = text(samples.WIDE_LISTING)
    narrow = text(samples.LISTING, width)
    for shown in ("+442079460018", "139 0013 9000", "138 0013 8000", "137 0013 7000"):
        assert shown in piped
        assert shown in narrow
    assert "Jonathan Smith-Featherstonehaugh" in piped
    assert "欧阳娜娜司马相如上官婉儿[red]markup[/red]\\x1b[2J\\x07\\x9b\\u202e👨‍👩‍👧" in piped


def test_stages_are_shown_by_their_word_but_in_pipeline_show() -> None:
    assert "Interested" in text(samples.LISTING)
    assert "PROPOSAL" in text(samples.PIPELINE)
    only_stage = replace(samples.LISTING, columns=("name", "stage"))
    assert [line.split()[-1] for line in text(only_stage).splitlines()[1:2]] == ["Interested"]


def test_empty_results_say_what_to_type() -> None:
    assert "leadfunnel add" in text(samples.EMPTY_AGENDA)
    assert "leadfunnel next" in text(r.Promises((), 0))
    assert text(replace(samples.LISTING, customers=(), more=0)) == "Nobody found."
    assert text(r.History(())) == "Nothing was done yet."


def test_an_agenda_with_nothing_due_still_shows_its_foot() -> None:
    shown = text(replace(samples.AGENDA, items=(), left_over=0))
    assert "Nothing is due today." in shown
    assert "untagged 11" in shown
    assert "leadfunnel add" not in shown


def test_suggestions_left_over_beyond_the_count_are_marked() -> None:
    shown = text(replace(samples.AGENDA, left_over=1000, left_over_more=True))
    assert "Suggested 1 / 1,001+" in shown
    assert "1,000+ more suggestions" in shown


def test_every_promise_and_reason_is_told_once() -> None:
    row = text(samples.AGENDA).splitlines()[3]
    assert row.count("发对比图") == 1
    assert "WeChat, 发对比图, 送样品, 12 days in Interested" in row


def test_a_single_view_of_the_funnel_is_shown_alone() -> None:
    alone = replace(samples.FUNNEL, cohort=None, snapshot=None, times=(), view="flow")
    assert "What moved" in text(alone)
    assert "How far" not in text(alone)
    assert not text(alone).endswith("\n")


def test_assumed_dates_are_told_in_words() -> None:
    flow = samples.FUNNEL.flow
    assert flow is not None
    stages = (replace(flow.stages[0], assumed_in=2, assumed_out=1), *flow.stages[1:])
    report = replace(samples.FUNNEL, flow=Flow(flow.begin, flow.end, 1, stages))
    assert "not counted: 2 came in, 1 went out." in text(report)
    assert "1 change left out" in text(report)


def test_problems_of_an_import_are_cut_at_twenty() -> None:
    shown = text(samples.IMPORTED)
    assert "=cmd21\\x07" in shown
    assert "=cmd22" not in shown
    assert "... 5 more" in shown


def test_rows_that_were_only_warned_of_are_not_told_again() -> None:
    noted = {"row": 4, "column": "", "value": "", "reason": "same phone", "refused": False}
    assert "same phone" not in text(replace(samples.IMPORTED, problems=(noted,)))
    kept = {**noted, "refused": True}
    assert "same phone" in text(replace(samples.IMPORTED, problems=(kept,)))


def test_an_import_calls_declared_fields_and_stages_by_name() -> None:
    mapping = {"预算": "field:budget", "日期": "stage:B"}
    words = {"field:budget": "预算金额", "stage:B": "潜在"}
    shown = text(replace(samples.IMPORTED, mapping=mapping, words=words))
    assert "预算金额" in shown
    assert "date of 潜在" in shown


def test_a_month_is_not_called_this_week() -> None:
    assert "What moved in this period" in text(replace(samples.FUNNEL, label="2026-11"))
