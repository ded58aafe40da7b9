"""The translations: complete, well formed, and in the words a seller uses."""

from __future__ import annotations

import ast
import gettext
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from leadfunnel import i18n
from leadfunnel.cli.registry import COMMANDS
from leadfunnel.data import FOLDER as DATA
from leadfunnel.domain.headers import read_field
from leadfunnel.domain.interaction import GRADES, KINDS, OUTCOMES, read_kind, read_outcome
from leadfunnel.domain.logged import read_log
from leadfunnel.domain.sentence import Phrase
from leadfunnel.services.sales_by import read_by

FILES = sorted(Path(i18n.FOLDER).glob("*/LC_MESSAGES/leadfunnel.po"))
SAME = {"JSON", "LINE", "WhatsApp", "{megabytes} MB", "{customer}", "{problem}"}
"""Names and bare values: the only ones that are not said in other words."""

NARROW = {
    "{day} 休({holiday})",
    "{day} 放假({holiday})",
    "例如：leadfunnel field add 户型 choice --choices 小,中,大",
    "例如：leadfunnel field add 戶型 choice --choices 小,中,大",
}
"""What stands in columns of dates, where every cell counts, and what is typed."""

COMMAND = "leadfunnel (?:" + "|".join(sorted({command.path[0] for command in COMMANDS})) + r")\b"


@dataclass(frozen=True)
class Entry:
    """One sentence of a `.po`: its texts in English, and as translated."""

    texts: tuple[str, ...]
    said: tuple[str, ...]
    fuzzy: bool

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(self.texts[-1], said) for said in self.said]


def entries(path: Path) -> Iterator[Entry]:
    """Every entry of a `.po`, its header first."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        found: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if line.startswith("msg"):
                key, _, quoted = line.partition(" ")
                found[key] = ast.literal_eval(quoted)
            elif line.startswith('"'):
                found[key] += ast.literal_eval(line)
        texts = [found[name] for name in ("msgid", "msgid_plural") if name in found]
        said = [text for name, text in found.items() if name.startswith("msgstr")]
        yield Entry(tuple(texts), tuple(said), fuzzy="\n#, fuzzy" in f"\n{block}")


def sentences(path: Path) -> list[tuple[str, str]]:
    """Every English sentence with its translation."""
    return [pair for entry in list(entries(path))[1:] for pair in entry.pairs]


def compiled(path: Path) -> gettext.GNUTranslations:
    with path.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


@pytest.fixture(params=FILES, ids=lambda path: path.parent.parent.name)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def chinese() -> Iterator[None]:
    i18n.use("zh-CN")
    yield
    i18n.use("en")


@pytest.fixture
def taiwanese() -> Iterator[None]:
    i18n.use("zh-TW")
    yield
    i18n.use("en")


def test_there_is_a_chinese_translation() -> None:
    assert "zh_CN" in [path.parent.parent.name for path in FILES]


def test_the_translations_are_up_to_date_with_the_sources(path: Path) -> None:
    pytest.importorskip("babel", reason="Babel reads the sentences out of the sources")
    from tools import messages

    wanted, known = messages.marked(), messages.read(path)
    book = messages.brought_up(known, wanted)
    assert list(messages.problems(known, wanted)) == [], "run python -m tools.messages"
    assert path.with_suffix(".mo").read_bytes() == messages.mo_bytes(book)
    assert messages.po_bytes(book) == messages.po_bytes(messages.brought_up(book, wanted))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('msgid "a {x}"\nmsgstr "甲 {x}"\n', []),
        ('msgid "a {x}"\nmsgstr ""\n', ["not translated: 'a {x}'"]),
        ('msgid "a {x}"\nmsgstr "甲 {y}"\n', ["has other placeholders: 'a {x}'"]),
        ('#, fuzzy\nmsgid "a {x}"\nmsgstr "甲 {x}"\n', ["unsure: 'a {x}'"]),
        ("", ["not in the file: 'a {x}'"]),
        ('#~ msgid "b"\n#~ msgstr "乙"\n', ["not in the file: 'a {x}'", "left over: 'b'"]),
        (
            'msgid "a {x}"\nmsgstr "甲 {x}"\n\nmsgid "b"\nmsgstr "乙"\n',
            ["not in the sources: 'b'"],
        ),
    ],
)
def test_the_check_tells_what_is_wrong(tmp_path: Path, body: str, told: list[str]) -> None:
    pytest.importorskip("babel", reason="the check is made with Babel")
    from tools import messages

    path = tmp_path / "zh_CN" / "LC_MESSAGES" / "leadfunnel.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr "Language: zh_CN\\n"\n\n' + body, encoding="utf-8")
    wanted = messages.Book(fuzzy=False)
    wanted.add("a {x}")
    assert list(messages.problems(messages.read(path), wanted)) == told


def test_what_typer_says_is_still_said_by_it() -> None:
    pytest.importorskip("babel", reason="the list stands beside what uses Babel")
    import typer.core
    from tools import messages

    source = Path(typer.core.__file__).read_text(encoding="utf-8")
    assert [text for text in messages.TYPER if f'_("{text}")' not in source] == []


def test_the_compiled_file_says_what_the_written_one_says(path: Path) -> None:
    book = compiled(path)
    listed = list(entries(path))[1:]
    for entry in listed:
        if len(entry.texts) == 1:
            assert book.gettext(entry.texts[0]) == entry.said[0]
        else:
            one, many = entry.texts
            found = [book.ngettext(one, many, number) for number in (1, 7)]
            assert found == [entry.said[0], entry.said[-1]]
    known = {text if isinstance(text, str) else text[0] for text in vars(book)["_catalog"]}
    assert known == {"", *(entry.texts[0] for entry in listed)}


def test_the_header_is_complete_and_tells_nothing_of_who_made_it(path: Path) -> None:
    (header,) = next(entries(path)).said
    assert dict(line.split(": ", 1) for line in header.splitlines()) == {
        "Project-Id-Version": "leadfunnel",
        "Language": path.parent.parent.name,
        "Plural-Forms": "nplurals=1; plural=0;",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }


def test_no_sentence_is_missing_or_unsure(path: Path) -> None:
    listed = list(entries(path))[1:]
    assert [entry.texts[0] for entry in listed if entry.fuzzy or not all(entry.said)] == []
    assert len(listed) > 500


def test_only_names_and_bare_values_are_left_as_they_are(path: Path) -> None:
    assert {text for text, said in sentences(path) if said == text} == SAME


@pytest.mark.parametrize(
    "pattern",
    [r"\{(\w*)", r"--[a-z][a-z-]+", COMMAND, r"LEADFUNNEL_[A-Z]+", r"\.[a-z]{3,4}\b"],
)
def test_what_is_typed_stays_as_it_is(path: Path, pattern: str) -> None:
    def typed(text: str) -> set[str]:
        return set(re.findall(pattern, text))

    assert [said for text, said in sentences(path) if typed(text) != typed(said)] == []


def test_chinese_stands_with_chinese_punctuation(path: Path) -> None:
    narrow = re.compile(r"[\u4e00-\u9fff][,.;!?()]|[,;!?(][\u4e00-\u9fff]|[。，；：]{2}|[。，；] ")
    found = [said for _, said in sentences(path) if narrow.search(said)]
    assert [said for said in found if said not in NARROW] == []


def test_only_sentences_end_with_a_full_stop(path: Path) -> None:
    ends = [said for text, said in sentences(path) if said.endswith("。") and text[-1] not in ".>"]
    assert ends == []


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("Booked", "约好的"),
        ("Overdue promises", "过了没做的"),
        ("Suggested", "建议"),
        ("no next step", "没有下一步"),
        ("How far the new ones got", "新客走到哪"),
        ("What moved", "本周进出"),
        ("Where all stand", "现在盘面"),
        ("visit", "到店"),
        ("meeting", "拜访"),
        ("social", "朋友圈"),
        ("Lost", "流失"),
        ("Unfit", "无效"),
    ],
)
@pytest.mark.usefixtures("chinese")
def test_the_words_are_those_of_a_seller(english: str, words: str) -> None:
    assert i18n._(english) == words


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("Booked", "約好的"),
        ("Overdue promises", "過了沒做的"),
        ("no reply", "傳了沒回"),
        ("Where all stand", "目前盤面"),
        ("keen", "意願高"),
        ("not interested", "無意願"),
        ("Unfit", "不符"),
        ("busy", "忙線"),
        ("push", "推播"),
        ("outlet", "門市"),
        ("column", "欄"),
        ("row", "列"),
        ("code", "代碼"),
        ("for us", "支持"),
        ("{day} (workday)", "{day} 上班"),
        ("in {count} day", "{count} 天後"),
        ("No such command: {name}.", "沒有這個指令：{name}。"),
    ],
)
@pytest.mark.usefixtures("taiwanese")
def test_the_words_are_those_of_a_seller_in_taiwan(english: str, words: str) -> None:
    said = i18n.ngettext(english, "in {count} days", 2) if "{count}" in english else i18n._(english)
    assert said == words


def in_taiwan(given: object, spoken: bool = False) -> Iterator[str]:
    """Every text below a `zh-TW` of what ships as data."""
    if isinstance(given, dict):
        for key, value in given.items():
            yield from in_taiwan(value, spoken or key == "zh-TW")
    elif isinstance(given, list):
        for value in given:
            yield from in_taiwan(value, spoken)
    elif spoken and isinstance(given, str):
        yield given


def in_big5(char: str) -> bool:
    """The code of Taiwan has no character that is simplified and nothing else."""
    try:
        return bool(char.encode("big5"))
    except UnicodeEncodeError:
        return False


def test_nothing_is_written_in_simplified_characters() -> None:
    data = Path(DATA)
    shipped = [
        *(json.loads(file.read_text(encoding="utf-8")) for file in data.glob("*.json")),
        *(tomllib.loads(file.read_text(encoding="utf-8")) for file in data.rglob("*.toml")),
    ]
    texts = [text for file in shipped for text in in_taiwan(file)]
    assert len(texts) > 1000
    texts += [said for path in FILES if "TW" in str(path) for _, said in sentences(path)]
    han = {char for char in "".join(texts) if "\u4e00" <= char <= "\u9fff"}
    assert sorted(char for char in han if not in_big5(char)) == []
    assert [char for char in "们这说电话户备" if in_big5(char)] == []


@pytest.mark.usefixtures("taiwanese")
def test_what_is_shown_in_taiwan_can_be_typed() -> None:
    assert {read_kind(i18n._(words[0])) for words in KINDS.values()} == set(KINDS)
    assert {read_outcome(i18n._(words[0])) for words in OUTCOMES.values()} == set(OUTCOMES)
    graded = [read_log([i18n._(word), "x"]).grade for word in GRADES.values()]
    assert graded == list(GRADES)
    heads = [read_field(head) for head in ("門市", "業務", "信箱", "行動電話", "產業")]
    assert heads == ["outlet", "owner", "email", "phone", "tag:industry"]
    assert read_by(["門市", "業務", "管道"]) == ("outlet", "owner", "source")


@pytest.mark.usefixtures("chinese")
def test_a_count_has_one_form() -> None:
    one, many = "in {count} day", "in {count} days"
    assert [i18n.ngettext(one, many, number) for number in (1, 2)] == ["{count} 天后"] * 2


@pytest.mark.usefixtures("chinese")
def test_kinds_and_outcomes_can_be_typed_as_they_are_shown() -> None:
    assert {read_kind(i18n._(words[0])) for words in KINDS.values()} == set(KINDS)
    assert {read_outcome(i18n._(words[0])) for words in OUTCOMES.values()} == set(OUTCOMES)


def test_stages_have_the_words_of_a_seller() -> None:
    pipelines = Path(DATA) / "pipelines.json"
    stages = json.loads(pipelines.read_text(encoding="utf-8"))["lifecycle"]["stages"]
    words = " ".join(stage["names"]["zh-CN"] for stage in stages)
    assert words == "潜在 意向 高意向 成交 复购 无效 流失"


@pytest.mark.parametrize(
    ("language", "word"), [("en", "tomorrow"), ("zh-CN", "明天"), ("zh-TW", "明天")]
)
def test_every_language_is_spoken(language: str, word: str) -> None:
    i18n.use(language)
    try:
        assert i18n._("tomorrow") == word
    finally:
        i18n.use("en")


@pytest.mark.usefixtures("chinese")
def test_a_phrase_is_english_until_it_is_spoken() -> None:
    place = Phrase("line {line}", line=3)
    phrase = Phrase("{place} {reason}", place=place, reason=Phrase("is no date"))
    assert phrase == "line 3 is no date"
    assert i18n.spoken(phrase) == "第 3 行：不是日期"
    assert i18n.spoken("is no date") == "is no date"
    assert i18n.spoken(Phrase("{place} {reason}", place="{reason}", reason=5)) == "{reason}：5"


@pytest.mark.usefixtures("chinese")
def test_the_problems_of_a_file_are_said_in_chinese() -> None:
    from leadfunnel.domain.pipeline_schema import read_pipeline
    from leadfunnel.errors import LeadfunnelError
    from leadfunnel.views.failures import failure_document, failure_lines

    with pytest.raises(LeadfunnelError) as caught:
        read_pipeline('name = "a"\nunit = "deal"\nstage = []', "a.toml")
    first = "a.toml：stage 缺漏斗阶段：类型为 open、won 或 repeat。"
    assert failure_lines(caught.value)[1] == f"  {first}"
    document = json.loads(json.dumps(failure_document(caught.value)))
    assert document["error"]["problems"][0]["text"] == first
    with pytest.raises(LeadfunnelError) as caught:
        read_pipeline("name = ", "a.toml")
    assert failure_lines(caught.value)[1].startswith("  a.toml：第 1 行 不是有效的 TOML")


@pytest.mark.usefixtures("chinese")
def test_a_reason_within_a_sentence_is_said_in_chinese() -> None:
    from leadfunnel.domain.mapping import BadMap, read_pair
    from leadfunnel.views.failures import failure_lines

    with pytest.raises(BadMap) as caught:
        read_pair("电话=phon")
    said = "error: --map 电话=phon 用不了：没有叫“phon”的字段（是不是想写“phone”？）。"
    assert failure_lines(caught.value)[0] == said
