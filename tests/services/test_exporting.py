"""Exporting: customers leave as CSV and come back the same; nothing is overwritten unasked."""

from __future__ import annotations

import csv
import io
import stat
from pathlib import Path

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel.adapters.private_files import OutputExists, OutputFailed
from leadfunnel.domain.headers import OWN
from leadfunnel.domain.segment import BadFilter
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.exporting import Export, Exported, Exporting, OutputIsStore
from leadfunnel.services.importing import Import, Importing
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.touches import Told, Touches

NOT_BACK = ("id", "last_contact")


def export(clocked: Clocked, *words: str, **flags: object) -> Exported:
    return Exporting(clocked.book()).run(Export(words, **flags))  # type: ignore[arg-type]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def add(clocked: Clocked, entering: Entering | None = None, **given: object) -> int:
    details = Details(**given)  # type: ignore[arg-type]
    changed = Capture(clocked.book()).add("", details, entering or Entering(), duplicate="force")
    return changed.customers[0].id


@pytest.fixture
def awkward(clocked: Clocked) -> Clocked:
    """A store with every kind of value that a round trip could lose."""
    clocked.now = NOW - 90 * 86_400
    add(
        clocked,
        Entering(stage="C", when="2026-12-24 15:30", note="likes tea"),
        name='=王, "姐"\n第二行',
        company="-华美 | 装饰",
        address="@上海, 浦东; 一路",
        source="抖音",
        outlet="'一店'",
        birthday="1988-06-18",
        owner="小李",
        phones=("13800138000", "+44 20 7946 0018", "12345"),
        wechat=("WangJie_88", "王"),
        emails=("W@x.cn", "a@b.co"),
        external=("crm:L-1|2", "X7"),
        tags=("VIP", "region:浦东, 上海", "a;b、c", "back\\slash", "x|y"),
    )
    add(clocked, name="张伟", birthday="--02-29", phones=("13800138000",), do_not_contact=True)
    add(clocked, name="张伟")
    phones = ("13900139000", "021-61234567 转 80123")
    add(clocked, Entering(when="2026-12-25"), phones=phones, owner="")
    add(clocked, name="Лев", company="Acme", external=("X8",))
    clocked.now = NOW - 10 * 86_400
    Ladder(clocked.book()).drop(["#5"], Move(reason="gone"), exit_kind="lost")
    Ladder(clocked.book()).promote(["#1"], Move())
    Touches(clocked.book()).log("#2", "call", "hello", Told(outcome="connected"))
    clocked.now = NOW
    return clocked


def test_the_header_is_stable(clocked: Clocked) -> None:
    assert "".join(export(clocked).chunks) == (
        "id,name,company,phones,wechat,emails,external_ids,stage,stage_since,owner,outlet,source,"
        "tags,birthday,address,do_not_contact,created_at,next_follow_up,last_contact\r\n"
    )
    assert not clocked.path.exists()


def test_values_as_they_are_written(awkward: Clocked) -> None:
    found = export(awkward)
    first, second, *_ = table("".join(found.chunks))
    assert (found.path, found.rows) == (None, 5)
    assert first["name"] == '\'=王, "姐"\n第二行'
    assert first["phones"] == "'+8613800138000 | +442079460018 | 12345"
    assert first["external_ids"] == "crm:L-1\\|2 | X7"
    assert (first["stage"], first["owner"]) == ("D", "小李")
    assert first["stage_since"] == "2026-11-12T10:00:00+08:00"
    assert first["next_follow_up"] == "2026-12-24T15:30:00+08:00"
    assert second["phones"] == "+8613800138000"
    assert second["birthday"] == "'--02-29"
    assert (second["do_not_contact"], second["last_contact"][:10]) == ("yes", "2026-11-12")


def test_customers_come_back_identical(awkward: Clocked, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    export(awkward, output=str(path))
    other = Clocked(tmp_path / "other.db")
    other.user = "mei"
    asked = Import(str(path))
    found = Importing(other.book()).run(asked, lambda: b"")
    assert (found.added, found.refused, found.problems) == (5, 0, ())
    before, after = (table("".join(export(store).chunks)) for store in (awkward, other))
    for row in (*before, *after):
        for column in NOT_BACK:
            row.pop(column)
    assert after == before
    assert Importing(other.book()).run(asked, lambda: b"").operation is None


def test_an_export_brought_back_into_its_own_store_changes_nothing(
    clocked: Clocked, tmp_path: Path
) -> None:
    add(clocked, name="王", phones=("13800138000",), tags=("VIP",), owner="小李")
    add(clocked, Entering(when="2026-12-25"), name="李", emails=("a@b.co",))
    path = tmp_path / "all.csv"
    export(clocked, output=str(path))
    found = Importing(clocked.book()).run(Import(str(path)), lambda: b"")
    assert (found.operation, found.unchanged) == (None, 2)


def test_a_later_export_continues_an_older_store(clocked: Clocked, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    clocked.now = NOW - 86_400
    add(clocked, name="王", phones=("13800138000",))
    other = Clocked(tmp_path / "other.db")
    export(clocked, output=str(path))
    Importing(other.book()).run(Import(str(path)), lambda: b"")
    clocked.now = NOW - 3600
    Ladder(clocked.book()).promote(["王"], Move())
    export(clocked, output=str(path), force=True)
    assert Importing(other.book()).run(Import(str(path)), lambda: b"").updated == 1
    assert table("".join(export(other).chunks))[0]["stage"] == "C"


def test_a_filter_picks(awkward: Clocked) -> None:
    found = export(awkward, "name=张伟", "and", "do_not_contact")
    assert found.rows == 1
    assert [row["id"] for row in table("".join(found.chunks))] == ["2"]
    with pytest.raises(BadFilter):
        export(awkward, "colour=red")


def test_a_mark_for_excel(clocked: Clocked) -> None:
    assert next(iter(export(clocked, excel=True).chunks)).startswith("\ufeffid,")


def test_the_store_is_free_before_anything_is_read(awkward: Clocked) -> None:
    found = export(awkward)
    add(awkward, name="later")
    assert len(table("".join(found.chunks))) == 5


def test_a_file_is_private_and_never_replaced_unasked(awkward: Clocked, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    found = export(awkward, output=str(path))
    assert (found.path, found.rows, list(found.chunks)) == (str(path), 5, [])
    assert found.done().record == {"path": str(path), "rows": 5, "format": "csv"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().decode() == "".join(export(awkward).chunks)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputExists) as caught:
        export(awkward, output=str(path))
    assert "--force" in caught.value.message
    assert path.read_text(encoding="utf-8") == "mine"
    export(awkward, output=str(path), force=True)
    assert path.read_text(encoding="utf-8").startswith("id,")
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".partial")] == []


def test_places_that_cannot_be_written(awkward: Clocked, tmp_path: Path) -> None:
    with pytest.raises(OutputFailed):
        export(awkward, output=str(tmp_path / "no" / "such.csv"))
    with pytest.raises(OutputFailed):
        export(awkward, output=str(tmp_path), format="csv", force=True)
    with pytest.raises(OutputIsStore):
        export(awkward, output=str(awkward.path), force=True)
    link = tmp_path / "link.csv"
    link.symlink_to(awkward.path)
    with pytest.raises(OutputIsStore):
        export(awkward, output=str(link), force=True)


def test_every_cell_is_safe_in_a_spreadsheet(awkward: Clocked) -> None:
    text = "".join(export(awkward).chunks)
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    dangerous = [cell for cell in cells if cell[:1] in tuple("=-@\t\r")]
    assert dangerous == []
    assert all(cell[1:].isdigit() for cell in cells if cell.startswith("+"))


def test_chunks_cover_a_store_of_many(clocked: Clocked, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("name\n" + "".join(f"n{number}\n" for number in range(1201)), encoding="utf-8")
    Importing(clocked.book()).run(Import(str(path)), lambda: b"")
    names = [row["name"] for row in table("".join(export(clocked).chunks))]
    assert names == [f"n{number}" for number in range(1201)]
    assert list(table("".join(export(clocked).chunks))[0]) == list(OWN)
