"""A store and a folder of files to import, for the tests of importing."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.customer import Customer
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.importing import Import, Importing
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.results.imported import Imported
from leadfunnel.services.results.people import Card
from tests.conftest import ZONE, Clocked
from tests.dump import dump

CALENDAR = BusinessCalendar(ZONE)


def day(text: str) -> int:
    """Return when a business day begins in the store."""
    from datetime import date

    return CALENDAR.start_of(date.fromisoformat(text))


class Desk:
    """A store and a folder to import from."""

    def __init__(self, clocked: Clocked, folder: Path) -> None:
        self.clocked = clocked
        self.folder = folder

    def run(
        self, text: str | bytes, *mapping: str, name: str = "a.csv", **flags: object
    ) -> Imported:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.again(*mapping, name=name, **flags)

    def again(self, *mapping: str, name: str = "a.csv", **flags: object) -> Imported:
        asked = Import(str(self.folder / name), mapping, **flags)  # type: ignore[arg-type]
        return Importing(self.clocked.book()).run(asked, lambda: b"")

    def pipe(self, data: bytes, **flags: object) -> Imported:
        asked = Import("-", **flags)  # type: ignore[arg-type]
        return Importing(self.clocked.book()).run(asked, lambda: data)

    def toml(self, text: str) -> str:
        path = self.folder / "map.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def all(self) -> list[Customer]:
        return list(Looking(self.clocked.book()).list([], Shape(limit=None)).customers)

    def show(self, who: str) -> Card:
        return Looking(self.clocked.book()).show(who)

    def dump(self) -> str:
        path = self.clocked.path
        return dump(path) if path.exists() else ""


def refused(
    desk: Desk, error: type[LeadfunnelError], text: str | bytes, *args: str, **flags: object
) -> LeadfunnelError:
    """Assert that an import fails with this error and leaves no trace; return the error."""
    before = desk.dump()
    with pytest.raises(error) as caught:
        desk.run(text, *args, **flags)  # type: ignore[arg-type]
    assert desk.dump() == before
    assert not list(desk.folder.glob("*refused*"))
    return caught.value


def texts(found: Imported | LeadfunnelError) -> list[str]:
    return [str(problem["text"]) for problem in found.problems]


CHINESE = (
    "姓名,手机,微信,邮箱,公司,来源,标签,备注,负责人,创建时间,下次跟进时间,阶段,生日,地址,门店,颜色\n"
    "王姐,138 0013 8000 / 13900139000,wangjie_88,w@x.cn,华美,抖音,VIP；地区:浦东,想换烟机,小李,"
    "2026-03-05 14:30,2026-12-01,意向,1988-06-18,上海,一店,红\n"
    "张伟,,,,,,,,,,,,,,,\n"
)
