"""Values of the rules of the method as typed: each is read as what is shipped in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from leadfunnel.domain.level import CODES as LEVELS
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

MOST, LARGEST = 10_000, 1_000_000_000
MOST_ITEMS, LONGEST = 50, 200
ON = ("on", "true", "yes", "y", "1", "开", "是", "開")
OFF = ("off", "false", "no", "n", "0", "关", "否", "關")
NOTHING = ("", "-", "none", "[]", "无", "無")
CHOICES: dict[str, tuple[str, ...]] = {
    "care.anchor": ("purchase", "delivery", "installation", "acceptance"),
    "work.days": ("all", "workdays"),
    "reminders.birthday.level": LEVELS,
}
BOUNDS: dict[str, tuple[int, int]] = {
    "levels.days": (1, MOST),
    "levels.thresholds": (1, LARGEST),
    "reminders.used_up.ahead_part": (1, 100),
    "reminders.not_bought_again.cycles": (0, 100),
    "reminders.birthday.days": (0, 60),
    "reminders.birthday.level_days": (0, 60),
    "reminders.holiday.days": (0, 60),
}
_COMMAS = re.compile(r"[,，、;；]")
_HOURS = re.compile(r"(\d{1,2})(?::([0-5]\d))?\s*[-~至到]\s*(\d{1,2})(?::([0-5]\d))?")
_WHOLE = re.compile(r"[-+]?\d{1,12}")
_NUMBER = re.compile(r"[-+]?\d{1,9}(\.\d{1,4})?")


class BadRule(UnreadableError):
    """The rule does not take this value."""

    code = "bad_setting"
    message = N_("The setting {key} does not take {value}: {allowed}.")


def leaves(rules: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any]]:
    """Yield every value below a key, under its own key with dots."""
    for name, value in rules.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{key}.{name}")
        else:
            yield f"{key}.{name}", value


def read_rule(key: str, shipped: object, text: str) -> Any:
    """Return what was typed for a rule, of the kind that is shipped; raises BadRule."""
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        return _reader(shipped)(key, shipped, plain)
    except _NotTakenError as error:
        raise BadRule(key=key, value=text[:LONGEST], allowed=error.allowed) from None


class _NotTakenError(Exception):
    def __init__(self, allowed: str) -> None:
        super().__init__(allowed)
        self.allowed = allowed


def _reader(shipped: object) -> Callable[[str, Any, str], Any]:
    kinds: tuple[tuple[type, Callable[[str, Any, str], Any]], ...] = (
        (bool, _switch),
        (int, _whole),
        (float, _number),
        (list, _list),
    )
    return next((read for kind, read in kinds if isinstance(shipped, kind)), _text)


def _switch(_key: str, _shipped: object, text: str) -> bool:
    if text.casefold() in ON:
        return True
    if text.casefold() in OFF:
        return False
    raise _NotTakenError("on, off")


def _bounds(key: str, shipped: float) -> tuple[int, int]:
    least = -MOST if shipped < 0 else 0
    return BOUNDS.get(key, (least, max(MOST, 100 * int(abs(shipped)))))


def _whole(key: str, shipped: int, text: str) -> int:
    least, most = _bounds(key, shipped)
    if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
        raise _NotTakenError(f"{least} ... {most}")
    return int(text)


def _number(key: str, shipped: float, text: str) -> float:
    least, most = _bounds(key, shipped)
    if not _NUMBER.fullmatch(text) or not least <= float(text) <= most:
        raise _NotTakenError(Phrase(N_("{least} ... {most}, as 1.5"), least=least, most=most))
    return float(text)


def _text(key: str, _shipped: str, text: str) -> str:
    choices = CHOICES.get(key)
    if choices and text.casefold() not in choices:
        raise _NotTakenError(", ".join(choices))
    if not text or len(text) > LONGEST or any(not char.isprintable() for char in text):
        raise _NotTakenError(Phrase(N_("a text of at most {most} characters"), most=LONGEST))
    return text.casefold() if choices else text


def _list(key: str, shipped: list[Any], text: str) -> list[Any]:
    if text.casefold() in NOTHING:
        return []
    items = [item.strip() for item in _COMMAS.split(text.strip("[]")) if item.strip()]
    if len(items) > MOST_ITEMS:
        raise _NotTakenError(Phrase(N_("a list of at most {most}"), most=MOST_ITEMS))
    if key == "work.quiet":
        return [_hours(item) for item in items]
    like = shipped[0] if shipped else ""
    found = [_reader(like)(key, like, item.strip("\"'")) for item in items]
    if key == "levels.thresholds" and found != sorted(set(found)):
        raise _NotTakenError(N_("each above the one before it"))
    return found


def _hours(text: str) -> str:
    """Return hours of a day as HH:MM-HH:MM; they may pass midnight."""
    found = _HOURS.fullmatch(text)
    if found:
        first, second = _time(*found.group(1, 2)), _time(*found.group(3, 4))
        if first and second and first != second:
            return f"{first}-{second}"
    raise _NotTakenError(Phrase(N_("hours such as {example}"), example="22:00-08:00, 12-14"))


def _time(hour: str, minute: str | None) -> str | None:
    return f"{int(hour):02}:{minute or '00'}" if int(hour) < 24 else None
