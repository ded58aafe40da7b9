"""A made-up store of any size: `python -m tests.benchmarks.crowd FILE --customers N [--seed S]`.

Names, companies, sources and tags repeat with the skew of real books, so that common words are
common. Everything is written through the ledger and the derived columns like any import.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import Any

from leadfunnel.domain.tag import Tag
from leadfunnel.services.book import Acting, Book, Writing
from leadfunnel.store import definitions, people
from leadfunnel.store.compiled.catalogue import COLUMNS
from leadfunnel.store.definitions import Settings
from leadfunnel.store.sqlite import SqliteStore

NOW = 1_795_312_800
DAY = 86_400
BATCH = 10_000
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘单仇翟"
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰文辉玲梅红建国华玉珍志波云丹晨宇浩"
    "欣怡子涵梓萱雨泽诗琪俊凯思远嘉佳雪婷鹏飞海燕春生金龙凤仙"
)
LATIN = ("Anna", "John", "Maria", "Wei", "Li", "Peter", "Sofia", "Omar", "Jean", "Kim", "Ivan")
LAST = ("Smith", "Zhang", "Chen", "Garcia", "Müller", "Novak", "O'Brien", "Tanaka", "Silva", "Lee")
PLACES = ("浦东", "徐汇", "朝阳", "海淀", "天河", "福田", "武侯", "雁塔", "鼓楼", "西湖")
TRADES = ("电器", "科技", "商贸", "餐饮", "建材", "家居", "服装", "物流", "医疗", "教育")
SOURCES = ("抖音", "朋友介绍", "门店", "官网", "展会")
THINGS = ("烟机", "冰箱", "洗衣机", "热水器", "面霜", "空调", "沙发", "净水器")
SAYINGS = ("想换{}", "要{}的报价", "嫌{}贵", "问{}安装", "老婆也想看{}", "wants a quote for {}")


ABOVE = -1
REFERENCES = {"journey_id": "journey", "previous_id": "stage_change", "purchase_id": "purchase"}
"""Where a row says ABOVE, it means the row of that table that was made before it."""


class Maker:
    """Makes rows of one customer after the other."""

    tables: tuple[str, ...] = ("customer", "identity", "customer_tag", "interaction")

    def __init__(self, page: Writing, seed: int) -> None:
        self.page = page
        self.random = random.Random(seed)  # noqa: S311 - figures, not secrets
        self.tags = [people.tag_id(page.session, Tag("region", place)) for place in PLACES]

    def write(self, numbers: range) -> None:
        """Write these customers with a phone, a tag, a touch and a promise for most."""
        page = self.page
        rows: dict[str, list[dict[str, Any]]] = {table: [] for table in self.tables}
        ids = {table: page.session.value(f"facts.next_{table}") for table in rows}
        for number in numbers:
            last: dict[str, int] = {}
            for table, row in self._customer(number):
                known = {key: last[ref] for key, ref in REFERENCES.items() if row.get(key) == ABOVE}
                last[table] = ids[table] + len(rows[table])
                rows[table].append({"id": last[table], **row, **known})
        for table, found in rows.items():
            self._insert(table, found)
        page.ledger.touched_ranges.append((numbers[0], numbers[-1]))
        page.settle()

    def _insert(self, table: str, rows: list[dict[str, Any]]) -> None:
        ledger, session = self.page.ledger, self.page.session
        if rows:
            same = {**COLUMNS[table], "op_id": ledger.operation}
            session.many(f"facts.insert_{table}", [{**same, **row} for row in rows])
            ledger.note(table, rows[0]["id"], rows[-1]["id"])

    def _customer(self, number: int) -> list[tuple[str, dict[str, Any]]]:
        roll = self.random
        created = NOW - roll.randint(1, 3 * 365) * DAY
        about = {"customer_id": number}
        phone = f"+861{roll.choice('3589')}{roll.randrange(10**9):09}"
        found: list[tuple[str, dict[str, Any]]] = [
            ("customer", self._person(created)),
            ("identity", {**about, "kind": "phone", "value": phone, "raw": phone}),
        ]
        if roll.random() < 0.3:
            wechat = f"wx{roll.randrange(36**6):x}"
            found.append(("identity", {**about, "kind": "wechat", "value": wechat, "raw": wechat}))
        if roll.random() < 0.6:
            found.append(("customer_tag", {**about, "tag_id": roll.choice(self.tags)}))
        if roll.random() < 0.7:
            found.append(("interaction", {**about, **self._touch(created)}))
        return found

    def _person(self, created: int) -> dict[str, Any]:
        roll = self.random
        company = None
        if roll.random() < 0.2:
            company = f"{roll.choice(GIVEN)}{roll.choice(GIVEN)}{roll.choice(TRADES)}有限公司"
        source = roll.choice(SOURCES) if roll.random() < 0.8 else None
        return {
            "name": self._name(),
            "company": company,
            "source": source,
            "owner_id": self.page.me,
            "created_at": created,
            "imported": 1,
        }

    def _name(self) -> str:
        roll = self.random
        if roll.random() < 0.15:
            return f"{roll.choice(LATIN)} {roll.choice(LAST)}"
        # Few surnames have most people: the square favours the first of the list.
        surname = SURNAMES[int(len(SURNAMES) * roll.random() ** 2)]
        return surname + "".join(roll.choice(GIVEN) for _ in range(roll.choice((1, 2, 2))))

    def _touch(self, created: int) -> dict[str, Any]:
        roll = self.random
        at = roll.randrange(created, NOW)
        return {
            "kind": "call",
            "touch": "contact",
            "text": roll.choice(SAYINGS).format(roll.choice(THINGS)),
            "at": at,
            "recorded_at": at,
            "user_id": self.page.me,
        }


def make(path: Path, customers: int, seed: int = 1, maker: type[Maker] = Maker) -> None:
    """Write a new store with so many customers."""

    def seeded(session: Any) -> None:
        definitions.seed(session, "lin", NOW - 3 * 365 * DAY, Settings(zone="Asia/Shanghai"))

    book = Book(SqliteStore(path, seed=seeded), Acting("lin", NOW))
    for start in range(1, customers + 1, 20 * BATCH):
        with book.record("import", "crowd") as page:
            made = maker(page, seed + start)
            for first in range(start, min(start + 20 * BATCH, customers + 1), BATCH):
                made.write(range(first, min(first + BATCH, customers + 1)))


def main(maker: type[Maker] = Maker) -> None:
    """Make the store named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.perf_counter()
    make(asked.file, asked.customers, asked.seed, maker)
    seconds = time.perf_counter() - began
    sys.stdout.write(f"{asked.customers} customers, seed {asked.seed}, {seconds:.1f} s\n")


if __name__ == "__main__":
    main()
