"""The sums over blocks of rows: made anew for a whole store, and compared with its rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from leadfunnel.store.health_sample import Sample
from leadfunnel.store.session import HIGHEST, Session, family, statement

BLOCK_BITS = 10
"""A block is 1,024 numbers of rows."""
FEW_BLOCKS = 150
"""So many blocks are all compared even in a quick look."""
Unsound = dict[tuple[str, int], int | None]
"""Blocks whose sum is not the one kept: table and block, with the sum kept."""


def summed() -> list[str]:
    """Return the tables whose rows are summed."""
    return [name for name in family("sums") if name != "clear"]


def remake(session: Session) -> None:
    """Sum all rows as they stand, as for a store that has no sums yet."""
    for table in summed():
        session.resum(table)


def resum_block(session: Session, table: str, block: int) -> None:
    """Sum the rows of one block as they stand."""
    first, last = span(block)
    session.run("damage.forget_block", table_name=table, block=block)
    session.tally(table, first, last)


def span(block: int) -> tuple[int, int]:
    """Return the first and last number of a row of a block."""
    return block << BLOCK_BITS, ((block + 1) << BLOCK_BITS) - 1


def unsound(session: Session, sample: Sample) -> Unsound:
    """Return the blocks of rows whose sum is not the one kept."""
    kept = {(row[0], row[1]): int(row[2]) for row in session.rows("damage.kept")}
    if sample.full or len(kept) <= FEW_BLOCKS:
        return _all_unsound(session, kept)
    known = frozenset(summed())
    found: Unsound = {}
    for table, block in sample.some([place for place in kept if place[0] in known]):
        first, last = span(block)
        row = session.row(f"damage.blocks_{table}", first=first, last=last)
        if (row["total"] if row else 0) != kept[table, block]:
            found[table, block] = kept[table, block]
    return found


@contextmanager
def followed(session: Session) -> Iterator[None]:
    """Keep the sums right while rows are written or taken away by bare statements.

    Each row is taken off the sum of its block before it changes and added after, by triggers that
    no other connection sees, so that what was wrong before stays wrong and nothing else is read.
    """
    if session.engine != "sqlite":
        yield
        return
    names = [_follow(session, table, *one) for table in summed() for one in _FOLLOWED]
    yield
    for name in names:
        session.connection.execute(f"DROP TRIGGER temp.{name}")


_FOLLOWED = (
    ("BEFORE", "DELETE", "OLD", -1),
    ("BEFORE", "UPDATE", "OLD", -1),
    ("AFTER", "UPDATE", "NEW", 1),
    ("AFTER", "INSERT", "NEW", 1),
)


def _follow(session: Session, table: str, when: str, what: str, row: str, sign: int) -> str:
    sql = statement(f"sums.{table}").replace(":sign", str(sign))
    for bound in (":first", ":last"):
        sql = sql.replace(bound, f"{row}.id")
    name = f"followed_{when}_{what}_{table}".lower()
    on = f'{when} {what} ON main."{table}"'
    session.connection.execute(f"CREATE TEMP TRIGGER {name} {on} BEGIN {sql}; END")
    return name


@contextmanager
def settled(session: Session) -> Iterator[None]:
    """Sum anew the blocks whose rows are written or taken away unseen; what was wrong stays so."""
    if session.engine != "sqlite":
        yield
        return
    everything = Sample(full=True)
    before = unsound(session, everything)
    yield
    for table, block in unsound(session, everything).keys() - before.keys():
        resum_block(session, table, block)


def _all_unsound(session: Session, kept: dict[tuple[str, int], int]) -> Unsound:
    found: Unsound = {}
    for table in summed():
        mine = {block: total for (name, block), total in kept.items() if name == table and total}
        rows = session.rows(f"damage.blocks_{table}", first=-HIGHEST, last=HIGHEST)
        true = {row["block"]: row["total"] for row in rows}
        for block in sorted(mine.keys() | true.keys()):
            if mine.get(block) != true.get(block):
                found[table, block] = mine.get(block)
    return found
