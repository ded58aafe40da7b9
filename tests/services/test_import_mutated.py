"""Files broken at random: each is read or refused in a sentence, and nothing else happens."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from tests import workbooks
from tests.conftest import Clocked
from tests.importing import CHINESE, Desk
from tests.services.test_import_contacts import IPHONE, LINES

from leadfunnel.errors import Exit, LeadfunnelError

EXAMPLES = int(os.environ.get("LEADFUNNEL_EXAMPLES", "75"))
BOOK = workbooks.xlsx(
    [["姓名", "手机", "备注"], ["王姐", 13800138000, "想换烟机"], ["李", "", "x"]]
)
PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
)
STRANGE = (
    b'"',
    b"\0",
    b"<",
    b">",
    b"999999999999",
    b"-1",
    b"XFD1048576",
    b"&#0;",
    b"={",
    b"\xff\xfe",
)


def mutated(data: bytes, random: Random) -> bytes:
    """Return bytes with some of them changed, taken out, put in, said twice or cut off."""
    found = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(found) + 1)
        other = random.randrange(len(found) + 1)
        match random.randrange(6):
            case 0:
                found[at : at + 1] = random.randbytes(1)
            case 1:
                del found[at : at + random.randrange(1, 50)]
            case 2:
                found[at:at] = random.randbytes(random.randrange(1, 20))
            case 3:
                found[at:at] = found[other : other + random.randrange(1, 80)]
            case 4 if random.random() < 0.3:
                del found[at:]
            case _:
                found[at : at + 1] = random.choice(STRANGE)
    return bytes(found)


def workbook(random: Random) -> bytes:
    if random.random() < 0.3:
        return mutated(BOOK, random)
    return workbooks.changed(BOOK, random.choice(PARTS), lambda part: mutated(part, random))


MAKERS = {
    "xlsx": workbook,
    "csv": lambda random: mutated(CHINESE.encode(), random),
    "vcf": lambda random: mutated(IPHONE * 3, random),
    "jsonl": lambda random: mutated(LINES.encode() * 3, random),
}


@pytest.mark.parametrize("ending", MAKERS)
def test_m14_m15_mutated_files(ending: str, clocked: Clocked, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    desk = Desk(clocked, folder)
    random = Random(ending)  # noqa: S311 - examples, not secrets
    changed = 0
    errors: list[LeadfunnelError] = []
    for _ in range(EXAMPLES):
        before = desk.dump()
        try:
            desk.run(MAKERS[ending](random), name=f"m.{ending}")
        except LeadfunnelError as error:
            errors.append(error)
            changed += desk.dump() != before
    assert changed == 0
    assert 0 < len(errors) < EXAMPLES
    assert {error.exit for error in errors} == {Exit.BAD_FILE}
