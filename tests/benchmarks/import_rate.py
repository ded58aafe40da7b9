"""`import` against bare inserts: `python -m tests.benchmarks.import_rate [--rows N ...] [--json]`.

A file of customers is imported by the whole program in a process of its own. Then a bare
`executemany` inserts exactly the rows this left, search index and history included, as tuples made
beforehand, into an empty store of the same schema with the same settings. Both rates are rows of
the file a second. Taking the import back and importing the same file again are timed as well. On a
machine that others use, too, the second percentage is the one to go by: that of processor time.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from leadfunnel.domain.search import said_tokens
from leadfunnel.store.session import CACHE_KIB, text
from leadfunnel.store.sqlite import prepare

CHUNK = 5_000
SIZES = (10_000, 100_000)
SOURCE = Path(__file__).parents[2] / "src"
PROGRAM = "from leadfunnel.cli.main import main; main()"
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉萍红鹏飞宇浩欣佳婷雪梅玲俊宏志琳慧莉倩丹"
    "辉波斌凯鑫晨阳文华建国春生海燕雨泽子涵思远嘉怡梓轩诗雅天佑博文晓东"
)
TRADES = ("装饰", "厨具", "建材", "教育", "贸易", "科技", "餐饮", "物流")
HEADER = ("姓名", "手机", "公司", "来源", "标签", "备注", "创建时间", "阶段")


@dataclass
class Spent:
    """What something took: seconds, seconds of the processor, resident memory."""

    seconds: float = 0.0
    cpu: float = 0.0
    rss_mb: int = 0


@dataclass(frozen=True)
class Measured:
    """One size: seconds, resident memory in MB and rates in rows of the file a second."""

    rows: int
    seconds: float
    rate: int
    bare_rate: int
    percent: float
    cpu_seconds: float
    cpu_percent: float
    rss_mb: int
    again_seconds: float
    again_rss_mb: int
    undo_seconds: float
    undo_rss_mb: int
    store_mb: int


def main() -> int:
    """Print one line a size; return 1 when a goal is missed and `--check` was given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true", help="fail when a goal is missed")
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.bare:
        print(json.dumps(asdict(_bare(asked.bare, asked.bare.with_name("bare.db")))))  # noqa: T201
        return 0
    found = []
    for rows in asked.rows:
        with tempfile.TemporaryDirectory() as folder:
            found.append(measure(Path(folder), rows))
        _print(found[-1], as_json=asked.json)
    return int(asked.check and any(one.percent < 40 or one.rss_mb > 300 for one in found))


def _print(found: Measured, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(found)))  # noqa: T201
        return
    print(  # noqa: T201
        f"{found.rows:>9,} rows  {found.seconds:7.1f} s  {found.rate:>6,} rows/s"
        f"  bare {found.bare_rate:>6,}  {found.percent:5.1f} %"
        f"  cpu {found.cpu_seconds:.1f} s {found.cpu_percent:5.1f} %  {found.rss_mb} MB"
        f" | again {found.again_seconds:.1f} s {found.again_rss_mb} MB"
        f" | undo {found.undo_seconds:.1f} s {found.undo_rss_mb} MB | store {found.store_mb} MB",
        flush=True,
    )


def measure(folder: Path, rows: int) -> Measured:
    """Import, insert the same rows bare, import again, take back."""
    path, store = folder / "customers.csv", folder / "store.db"
    write(path, rows)
    run = _run(store, "import", str(path))
    bare = _alone(store)
    again = _run(store, "import", str(path))
    undo = _run(store, "undo")
    return Measured(
        rows=rows,
        seconds=round(run.seconds, 2),
        rate=round(rows / run.seconds),
        bare_rate=round(rows / bare.seconds),
        percent=round(100 * bare.seconds / run.seconds, 1),
        cpu_seconds=round(run.cpu, 2),
        cpu_percent=round(100 * bare.cpu / run.cpu, 1),
        rss_mb=run.rss_mb,
        again_seconds=round(again.seconds, 2),
        again_rss_mb=again.rss_mb,
        undo_seconds=round(undo.seconds, 2),
        undo_rss_mb=undo.rss_mb,
        store_mb=store.stat().st_size >> 20,
    )


def write(path: Path, rows: int) -> None:
    """Write a file of customers: every phone another, most with a note, some of firms."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        writer.writerows(_rows(rows))


def _rows(count: int) -> Iterator[tuple[str, ...]]:
    chance = random.Random(1)  # noqa: S311 - the same file every time
    tails = chance.sample(range(10**8), count)
    for tail in tails:
        pick = chance.choice
        name = pick(FAMILY) + "".join(chance.choices(GIVEN, k=pick((1, 2, 2))))
        firm = f"{pick(GIVEN)}{pick(GIVEN)}{pick(TRADES)}有限公司" if tail % 3 == 0 else ""
        area = pick(("浦东", "静安", "徐汇", "闵行"))
        day = f"2026-{pick(range(1, 11)):02}-{pick(range(1, 29)):02}"
        note = f"想看{pick(TRADES)}，预算{tail % 50}万" if tail % 5 else ""
        phone = f"13{tail:09}" if tail % 2 else f"138 {tail // 10000:04} {tail % 10000:04}"
        stage = pick(("潜在", "意向", "高意向"))
        yield name, phone, firm, pick(("抖音", "门店", "展会")), f"区域:{area}", note, day, stage


def _run(store: Path, *words: str) -> Spent:
    """Return what a command took."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    environ = kept | {
        "LEADFUNNEL_DB": str(store),
        "LEADFUNNEL_CONFIG": str(store.with_name("none.toml")),
        "LEADFUNNEL_TZ": "Asia/Shanghai",
        "LEADFUNNEL_NOW": f"2026-11-22T10:00:{len(words):02}+08:00",
        "LEADFUNNEL_USER": "lin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(SOURCE),
    }
    start = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words], env=environ, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{words[0]} failed with {os.waitstatus_to_exitcode(status)}")
    return Spent(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss >> 10)


def _alone(store: Path) -> Spent:
    """Return what `_bare` takes in a process of its own: memory of ours would count as theirs."""
    command = [sys.executable, "-m", __spec__.name, "--bare", str(store)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Spent(**json.loads(done.stdout))


def _bare(source: Path, target: Path) -> Spent:
    """Return what inserting all rows of one store into another takes."""
    origin = sqlite3.connect(source)
    copy = prepare(sqlite3.connect(target, isolation_level=None))
    copy.execute("PRAGMA foreign_keys = OFF")
    copy.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    copy.executescript(text("schema"))
    copy.execute("PRAGMA foreign_keys = ON")
    tables = "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%' AND name NOT GLOB"
    names = [row[0] for row in origin.execute(f"{tables} '*_index*' ORDER BY rowid")]
    spent = Spent()
    copy.execute("BEGIN IMMEDIATE")
    copy.execute("PRAGMA defer_foreign_keys = ON")
    for name in names:
        width = len(origin.execute(f"SELECT * FROM {name} LIMIT 0").description)
        insert = f"INSERT INTO {name} VALUES ({', '.join('?' * width)})"
        _insert(copy, insert, origin.execute(f"SELECT * FROM {name}"), spent)
    origin.create_function("said_tokens", 1, said_tokens)
    for index, tokens in (
        ("customer_index", "SELECT customer_id, tokens FROM customer_search"),
        ("interaction_index", "SELECT id, said_tokens(text) FROM interaction WHERE text != ''"),
    ):
        insert = f"INSERT INTO {index} (rowid, tokens) VALUES (?, ?)"
        _insert(copy, insert, origin.execute(tokens), spent)
    with _timed(spent):
        copy.execute("COMMIT")
    return spent


def _insert(copy: sqlite3.Connection, sql: str, rows: sqlite3.Cursor, spent: Spent) -> None:
    while chunk := rows.fetchmany(CHUNK):
        with _timed(spent):
            copy.executemany(sql, chunk)


@contextmanager
def _timed(spent: Spent) -> Iterator[None]:
    start, cpu = time.perf_counter(), time.process_time()
    yield
    spent.seconds += time.perf_counter() - start
    spent.cpu += time.process_time() - cpu


if __name__ == "__main__":
    sys.exit(main())
