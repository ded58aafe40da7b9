"""Erasing a person for good: every row about them, its images, and what others wrote of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from leadfunnel.domain import search
from leadfunnel.domain.record import dataclass, field
from leadfunnel.store import derived, sums
from leadfunnel.store.compiled.catalogue import REFERENCES
from leadfunnel.store.compiled.whole import LINKS, ROWS
from leadfunnel.store.session import Row, Session
from leadfunnel.store.texts import TEXTS

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

GONE = "***"
"""What stands in the notes of others where a phone or other identity stood."""
AT_ONCE = 5000
"""So many rows are named in one statement."""
LEAST_SIGNS = 5
"""A shorter identity is a common word, too."""

Belongings = dict[str, set[int]]
LINKED: dict[str, dict[str, str]] = {}
for _child, _column, _parent in REFERENCES:
    LINKED.setdefault(_child, {})[_column] = _parent


@dataclass
class Erased:
    """What was erased: how many rows of each table, and whose notes still hold the name.

    `words` are the identities and names by which they can be found elsewhere.
    """

    rows: dict[str, int] = field(default_factory=dict)
    redacted: int = 0
    mentions: set[int] = field(default_factory=set)
    words: list[str] = field(default_factory=list)


def belongings(session: Session, customers: Iterable[int]) -> Belongings:
    """Return the numbers of all rows that are about these customers, void ones too, by table.

    What came from a customer who was merged is theirs wherever it lies now.
    """
    found: Belongings = {table: set() for table in LINKS}
    found["customer"].update(customers)
    for row in _facts(session, _of(session, "merged_fact", "customer_id", found["customer"])):
        if row["table_name"] in found:
            found[row["table_name"]].add(row["row_id"])
    size = -1
    while size != (size := sum(map(len, found.values()))):
        for child, column, parent in REFERENCES:
            if LINKS[child][column][0] and LINKS[child][column][1] and found[parent]:
                found[child].update(_of(session, child, column, found[parent]))
    return {table: rows for table, rows in found.items() if rows}


def rows(session: Session, table: str, numbers: Iterable[int]) -> Iterator[Row]:
    """Yield rows of a table by their numbers."""
    for some in _some(numbers):
        yield from session.rows(f"erasing.all_{table}", ids=some)


def images(session: Session, found: Belongings) -> list[Row]:
    """Return the images that undo goes by of all these rows, in order."""
    kept = {row["id"]: row for row in _images(session, found)}
    return [kept[number] for number in sorted(kept)]


def operations_about(session: Session, found: Belongings) -> list[Row]:
    """Return what was done about customers and their rows, in order."""
    numbers = {row["operation_id"] for row in _images(session, found)}
    for number in found.get("customer", ()):
        within = session.values("erasing.changes_within", table_name="customer", row_id=number)
        numbers.update(within)
    return [row for some in _some(numbers) for row in session.rows("erasing.operations", ids=some)]


def identities(session: Session, found: Belongings) -> tuple[list[str], list[str]]:
    """Return the identities of customers as they may be written, and their names, old ones too."""
    texts: set[str] = set()
    for row in rows(session, "identity", found.get("identity", ())):
        if row["kind"] != "row":
            texts.update((row["value"], row["raw"], _national(row["value"])))
    names = {row["name"] for row in rows(session, "customer", found["customer"])}
    for row in images(session, {"customer": found["customer"]}):
        for side in _sides(row):
            names.add(side.get("name") or "")
    long = sorted((text for text in texts if len(text) >= LEAST_SIGNS), key=len, reverse=True)
    return long, sorted(name for name in names if len(name) > 1)


def erase(
    session: Session, customers: Sequence[int], operation: int, *, summed: bool = True
) -> Erased:
    """Erase customers for good, on behalf of an operation.

    Without `summed` some of their rows were written just now, and are in no sum yet.
    """
    with sums.followed(session) if summed else sums.settled(session):
        return _erased(session, customers, operation)


def _erased(session: Session, customers: Sequence[int], operation: int) -> Erased:
    found = belongings(session, customers)
    told, names = identities(session, found)
    done = Erased({table: len(numbers) for table, numbers in found.items()}, words=[*told, *names])
    about = [row["id"] for row in operations_about(session, found)]
    tags = [
        number
        for some in _some(found.get("customer_tag", ()))
        for number in session.values("erasing.tags", ids=some)
    ]
    _unindex(session, found)
    _forget_images(session, found)
    _cut_loose(session, found)
    for table in reversed([name for name in ROWS if name in found]):
        for some in _some(found[table]):
            session.run("erasing.drop_gaps", table_name=table, ids=some)
            session.run(f"erasing.drop_{table}", ids=some)
    for some in _some(tags):
        session.run("erasing.drop_tags", ids=some)
    _close(session, about, operation, [*told, *names])
    done.redacted = _redact(session, told)
    done.mentions = _mentions(session, names)
    return done


def _of(session: Session, child: str, column: str, parents: Iterable[int]) -> Iterator[int]:
    for some in _some(parents):
        yield from session.values(f"erasing.of_{child}_{column}", ids=some)


def _facts(session: Session, numbers: Iterable[int]) -> list[Row]:
    return list(rows(session, "merged_fact", list(numbers)))


def _some(numbers: Iterable[int]) -> Iterator[str]:
    left = sorted(numbers)
    for start in count(0, AT_ONCE):
        if start >= len(left):
            return
        yield json.dumps(left[start : start + AT_ONCE])


def _images(session: Session, found: Belongings) -> Iterator[Row]:
    for some in _some(found.get("customer", ())):
        yield from session.rows("erasing.changes_about", ids=some)
    for table, numbers in found.items():
        for some in _some(numbers):
            yield from session.rows("erasing.changes_of", table_name=table, ids=some)


def _sides(row: Row) -> tuple[dict[str, Any], dict[str, Any]]:
    before, after = (json.loads(row[key]) if row[key] else {} for key in ("before", "after"))
    return before, after


def _national(number: str) -> str:
    """Return a phone as it is written at home; what is none stays."""
    return number.removeprefix("+86") if number.startswith("+86") else number.removeprefix("+")


def _unindex(session: Session, found: Belongings) -> None:
    for number in sorted(found["customer"]):
        session.run("erasing.unindex_customer", row_id=number)
    for some in _some(found["customer"]):
        session.run("erasing.drop_tokens", ids=some)
    for row in rows(session, "interaction", found.get("interaction", ())):
        _unindex_text(session, row["id"], row["text"])


def _unindex_text(session: Session, number: int, text: str) -> None:
    tokens = search.said_tokens(text) if text else ""
    if tokens:
        session.run("erasing.unindex_text", row_id=number, tokens=tokens)


def _forget_images(session: Session, found: Belongings) -> None:
    for some in _some(found["customer"]):
        session.run("erasing.drop_changes_about", ids=some)
    for table, numbers in found.items():
        for some in _some(numbers):
            session.run("erasing.drop_changes_of", table_name=table, ids=some)
    for row in session.rows("erasing.referring"):
        parents = LINKED.get(row["table_name"], {})
        gone = {name: found[parent] for name, parent in parents.items() if parent in found}
        _let_go(session, row, gone)


def _let_go(session: Session, image: Row, gone: Mapping[str, set[int]]) -> None:
    """Take references to what goes out of an image; a row cannot go back to nobody."""
    before, after = _sides(image)
    led = [name for name in gone if gone[name] & {before.get(name), after.get(name)}]
    if any(LINKS[image["table_name"]][name][0] for name in led):
        session.run("erasing.drop_change", row_id=image["id"])
    elif led:
        for side in (before, after):
            side.update({name: None for name in led if side.get(name) in gone[name]})
        told = [json.dumps(side, ensure_ascii=False) for side in (before, after)]
        session.run("erasing.set_images", row_id=image["id"], before=told[0], after=told[1])


def _cut_loose(session: Session, found: Belongings) -> None:
    """Take references to what goes out of the rows that stay; a cost stays without its note."""
    for child, column, parent in REFERENCES:
        needed, personal = LINKS[child][column]
        if parent not in found or needed or not personal:
            continue
        for some in _some(found[parent]):
            if child == "cost" and column == "customer_id":
                for number in session.values("erasing.of_cost_customer_id", ids=some):
                    session.run("erasing.write_cost_note", row_id=number, value="")
            session.run(f"erasing.clear_{child}_{column}", ids=some)


def _close(session: Session, about: Sequence[int], operation: int, words: Sequence[str]) -> None:
    """Say nothing any more of what was done about them alone, and let nobody undo it."""
    for some in _some(about):
        bare = session.values("erasing.bare_operations", ids=some)
        emptied = json.dumps(bare)
        undoing = session.values("erasing.undoing", ids=emptied)
        numbers = json.dumps(sorted({*bare, *undoing}))
        session.run("erasing.close_operations", ids=numbers, op=operation)
        for row in session.rows("erasing.operations", ids=some):
            text = "" if row["id"] in bare else _without(row["summary"], words)
            if text != row["summary"]:
                session.run("erasing.write_operation_summary", row_id=row["id"], value=text)


def _without(text: str, words: Sequence[str]) -> str:
    for word in words:
        text = text.replace(word, GONE)
    return text


def _redact(session: Session, words: Sequence[str]) -> int:
    """Take identities out of what was written about others; return how many texts held one."""
    redacted = 0
    for word in words:
        for table, column in TEXTS:
            for row in session.rows(f"erasing.says_{table}_{column}", words=word):
                text = _without(row["text"], [word])
                if text == row["text"]:
                    continue
                redacted += 1
                session.run(f"erasing.write_{table}_{column}", row_id=row["id"], value=text)
                if table == "interaction":
                    _unindex_text(session, row["id"], row["text"])
                    tokens = search.said_tokens(text)
                    if tokens:
                        derived.index_said(session, [(row["id"], tokens)])
    return redacted


def _mentions(session: Session, names: Sequence[str]) -> set[int]:
    """Return the customers in whose notes a name still stands: it may be another person's."""
    found: set[int] = set()
    for name in names:
        for table in ("interaction", "follow_up"):
            column = "text" if table == "interaction" else "note"
            for row in session.rows(f"erasing.says_{table}_{column}", words=name):
                if name in row["text"]:
                    found.add(row["customer_id"])
    return found
