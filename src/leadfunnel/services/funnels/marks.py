"""What a funnel is told apart by: the words for it, and where each segment is read.

Owners and departments are those at the event (flow), at the first event (cohort) or at the
instant (snapshot); source, outlet, tags and layer are as they are today (domain.md, 4).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadfunnel.domain.journey import Change, History
from leadfunnel.domain.tag import read_dimension
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.book import Page
from leadfunnel.services.funnels.reading import Reading
from leadfunnel.store import funnels as stored

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.resting import Resting
    from leadfunnel.domain.segmented import Mark

    Journey = History | Resting
    Make = Callable[[Reading, Sequence[Journey]], Mark]

PLACES = ("source", "owner", "outlet", "department", "layer", "customer", "campaign")
WORDS = {
    **{name: name for name in PLACES},
    **dict.fromkeys(("来源", "來源", "渠道", "管道", "channel"), "source"),
    **dict.fromkeys(("负责人", "負責人", "销售", "銷售", "業務", "rep"), "owner"),
    **dict.fromkeys(("门店", "門店", "門市", "店"), "outlet"),
    **dict.fromkeys(("部门", "部門", "组", "組", "team"), "department"),
    **dict.fromkeys(("层级", "層級", "分层", "分層"), "layer"),
    **dict.fromkeys(("客户", "客戶", "新老客", "新老客户", "新老客戶", "新老"), "customer"),
    **dict.fromkeys(("活动", "活動"), "campaign"),
}
TAG = ("tag:", "tag：", "标签:", "標籤:", "标签：", "標籤：")
NEW, RETURNING = "new", "returning"


class BadFunnelGrouping(UnreadableError):
    """A funnel is not told apart by that."""

    code = "bad_funnel_grouping"
    message = N_("--by does not take {text}: one of {known}.")
    hint = N_("For example: leadfunnel funnel --by owner, or --by region for a tag's dimension")


def read_by(page: Page, text: str) -> str:
    """Return what is meant: a name of PLACES, or `tag:DIM`; raise BadFunnelGrouping.

    A dimension that customers here carry needs no `tag:` before it.
    """
    word = text.strip()
    for lead in TAG:
        if word.lower().startswith(lead):
            name = word[len(lead) :].strip()
            return f"tag:{read_dimension(name) or name}"
    if word.lower() in WORDS:
        return WORDS[word.lower()]
    carried = [name for name in page.session.values("customers.tag_dimensions") if name]
    dimension = read_dimension(word)
    if dimension not in carried:
        known = ", ".join((*PLACES, "tag:DIM", *sorted(carried)))
        raise BadFunnelGrouping(text=word[:40], known=known)
    return f"tag:{dimension}"


def mark(reading: Reading, by: str, histories: Sequence[Journey]) -> Mark:
    """Return what tells the segment of any of these journeys of a reading."""
    if by.startswith("tag:"):
        from leadfunnel.store.sales import tagged

        found = tagged(reading.page.session, by.removeprefix("tag:"))
        return _of_person(found(_people(histories)))
    return _MAKE[by](reading, histories)


def _people(histories: Sequence[Journey]) -> list[int]:
    return sorted({history.person_id for history in histories})


def _of_person(values: dict[int, str | None]) -> Mark:
    return lambda history, _at, _change: values.get(history.person_id)


def _places(column: str) -> Make:
    def make(reading: Reading, histories: Sequence[Journey]) -> Mark:
        return _of_person(stored.places(reading.page.session, _people(histories), column))

    return make


def _holder(
    reading: Reading, histories: Sequence[Journey]
) -> Callable[[Journey, int, Change | None], int | None]:
    """Return what tells the number of who looked after a customer, or a deal of theirs."""
    session, op = reading.page.session, reading.known.op
    people = stored.holders(session, _people(histories), op)
    deals: dict[int, stored.Tenures] = {}
    if reading.pipeline.unit == "deal":
        numbers = (history.journey_id for history in histories)
        deals = stored.holders(session, numbers, op, of_deals=True)

    def holder(history: Journey, at: int, change: Change | None) -> int | None:
        if change is not None:
            return change.owner_id
        found = deals.get(history.journey_id) or people.get(history.person_id)
        return found.at(at) if found else history.changes[-1].owner_id

    return holder


def _owner(reading: Reading, histories: Sequence[Journey]) -> Mark:
    holder, names = _holder(reading, histories), stored.names(reading.page.session)

    def mark(history: Journey, at: int, change: Change | None) -> str | None:
        number = holder(history, at, change)
        return None if number is None else names.get(number)

    return mark


def _department(reading: Reading, histories: Sequence[Journey]) -> Mark:
    holder, teams = _holder(reading, histories), stored.teams(reading.page.session)

    def mark(history: Journey, at: int, change: Change | None) -> str | None:
        return teams.at(holder(history, at, change), at if change is None else at + 1)

    return mark


def _layer(reading: Reading, histories: Sequence[Journey]) -> Mark:
    from leadfunnel.domain.layer import layer_of
    from leadfunnel.store.standing import standings

    by = reading.page.yardstick
    found = standings(reading.page.session, _people(histories), by)
    return _of_person(
        {number: layer_of(one.bought, by.rules, by.today) for number, one in found.items()}
    )


def _customer(reading: Reading, histories: Sequence[Journey]) -> Mark:
    """A repeat customer had bought before the day their journey began, or began as a buyer."""
    calendar, pipeline = reading.page.calendar, reading.pipeline
    bought = stored.first_bought(reading.page.session, _people(histories))

    def mark(history: Journey, _at: int, _change: Change | None) -> str:
        first = history.changes[0]
        stage = pipeline.by_code.get(first.target)
        at = bought.get(history.person_id)
        before = at is not None and at < calendar.start_of(calendar.day(first.at))
        return RETURNING if before or (stage and stage.kind in ("won", "repeat")) else NEW

    return mark


def _campaign(reading: Reading, histories: Sequence[Journey]) -> Mark:
    journeys, people = stored.invited(reading.page.session, _people(histories), reading.until)

    def mark(history: Journey, _at: int, _change: Change | None) -> str | None:
        return journeys.get(history.journey_id) or people.get(history.person_id)

    return mark


_MAKE: dict[str, Make] = {
    "source": _places("source"),
    "outlet": _places("outlet"),
    "owner": _owner,
    "department": _department,
    "layer": _layer,
    "customer": _customer,
    "campaign": _campaign,
}
