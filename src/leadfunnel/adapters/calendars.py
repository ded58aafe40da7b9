"""Writing appointments as iCalendar, which phones open and subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from leadfunnel import __version__
from leadfunnel.adapters.content_lines import clean, one_line
from leadfunnel.domain.calendar import LATEST
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

LASTS_SECONDS = 15 * 60
RINGS_BEFORE = timedelta(minutes=10)
REFRESH = timedelta(hours=1)


@dataclass(frozen=True)
class Appointment:
    """Something on a day, or at an instant (UTC seconds); `sequence` grows from export to export.

    `uid` stays the same, so that a calendar knows the appointment again.
    """

    uid: str
    day: date
    at: int | None
    title: str
    text: str
    sequence: int


@dataclass(frozen=True)
class Heading:
    """The calendar's own name, the zone it is kept in, and when it was made (UTC seconds)."""

    name: str
    zone: str
    made_at: int


def calendar_text(heading: Heading, appointments: Iterable[Appointment]) -> Iterator[str]:
    """Yield a calendar piece by piece, so that memory stays flat."""
    head, end, rest = _calendar(heading).partition("END:VCALENDAR")
    yield head
    for one in appointments:
        yield _event(one, heading.made_at).to_ical().decode()
    yield end + rest


def _calendar(heading: Heading) -> str:
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", f"-//leadfunnel//leadfunnel {__version__}//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", one_line(heading.name))
    found.add("x-wr-timezone", heading.zone)
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT1H")
    return str(found.to_ical().decode())


def _event(one: Appointment, made_at: int) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", _utc(made_at))
    event.add("sequence", one.sequence)
    if one.at is None:
        event.add("dtstart", one.day)
        event.add("dtend", min(one.day, date.max - timedelta(1)) + timedelta(1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", _utc(one.at))
        event.add("dtend", _utc(one.at + LASTS_SECONDS))
        event.add_component(_alarm(one_line(one.title)))
    event.add("summary", one_line(one.title))
    event.add("description", clean(one.text))
    return event


def _alarm(title: str) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -RINGS_BEFORE)
    alarm.add("description", title)
    return alarm


def _utc(at: int) -> datetime:
    return datetime.fromtimestamp(min(at, LATEST), UTC)
