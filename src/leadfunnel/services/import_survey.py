"""Looking over the rows of a file before they are read: who is a person, which words there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial

from leadfunnel.domain.mapping import Columns
from leadfunnel.domain.record import dataclass, field, replace
from leadfunnel.domain.sheet import Record, Sheet

MOST_ROWS, MOST_WORDS, SAMPLES = 5000, 2000, 3
NO_PEOPLE = re.compile(
    "非好友|群|公众|公眾|服务号|服務號|订阅|訂閱|小程序|系统|系統|陌生|黑名单|黑名單"
    "|group|chatroom|official|subscription|system|mini ?program|stranger|blocked",
    re.IGNORECASE,
)
"""Kinds of a WeChat contact that are no people; any other kind may be one."""
ACCOUNTS = (
    (r".*@chatroom", "群聊"),
    (r"gh_.*", "公众号"),
    (r"filehelper|fmessage|medianote|floatbottle|weixin|qqmail|qmessage|newsapp|tmessage", "系统"),
)
"""Names of accounts that are no person, with what they are, where no column says so."""


@dataclass
class Survey:
    """What the first rows hold: three of them, the columns with anything, words by column.

    `whole` tells that all rows were looked at.
    """

    samples: list[tuple[str, ...]] = field(default_factory=list)
    filled: set[int] = field(default_factory=set)
    words: dict[int, Counter[str]] = field(default_factory=dict)
    rows: int = 0
    whole: bool = True

    def take(self, cells: tuple[str, ...]) -> None:
        """Take note of one row."""
        self.rows += 1
        self.filled.update(place for place, cell in enumerate(cells) if cell and cell.strip())
        if len(self.samples) < SAMPLES:
            self.samples.append(cells)
        for place, counts in self.words.items():
            word = cells[place].strip()
            if word and (word in counts or len(counts) < MOST_WORDS):
                counts[word] += 1


def survey(sheet: Sheet, places: Collection[int]) -> Survey:
    """Look over the first rows; of the columns at `places` all words are counted."""
    found = Survey(words={place: Counter() for place in places})
    for record in sheet.records():
        if found.rows == MOST_ROWS:
            found.whole = False
            break
        if not record.problem:
            found.take(record.cells)
    return found


def people_only(sheet: Sheet, columns: Columns) -> tuple[Sheet, Counter[str]]:
    """Leave out the rows that are no person, as groups are; return how many of what."""
    kinds, accounts = columns.of("contact_kind"), columns.of("account")
    if not accounts:
        return sheet, Counter()
    other = partial(_other, kinds=kinds, account=accounts[0])
    counts = Counter(filter(None, map(other, sheet.records())))

    def people() -> Iterator[Record]:
        return (record for record in sheet.records() if not other(record))

    return (replace(sheet, records=people) if counts else sheet), counts


def _other(record: Record, kinds: tuple[int, ...], account: int) -> str:
    """Return what a row is if it is no person."""
    if record.problem:
        return ""
    said = next((record.cells[place].strip() for place in kinds if record.cells[place].strip()), "")
    if NO_PEOPLE.search(said):
        return said
    name = record.cells[account].strip()
    return next((what for expression, what in ACCOUNTS if re.fullmatch(expression, name)), "")
