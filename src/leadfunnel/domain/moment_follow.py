"""A moment in front of a note: where it ends, and what behind it makes it no moment after all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadfunnel.domain.moment_join import Moment
from leadfunnel.domain.moment_part import UnreadableMoment
from leadfunnel.domain.moment_text import shortened

_MOST_LEFT = 3

# Behind a number these count, though 个 and its like begin other words as well as standing alone.
_MEASURES = tuple("箱件盒套瓶斤吨桶袋辆岁栋幢")
_MEASURES_ALONE = frozenset("个台只张份家位条块包组部双对支枝根把次遍趟米平折成人名万千百元楼")
_PLACES = frozenset("楼栋幢线桌店门院房馆柜机厅铺仓室街路")
_COUNTED = frozenset(
    (
        *(
            "min",
            "mins",
            "minute",
            "minutes",
            "hour",
            "hours",
            "hrs",
            "day",
            "days",
            "week",
            "weeks",
        ),
        *(
            "month",
            "months",
            "year",
            "years",
            "people",
            "persons",
            "pcs",
            "pieces",
            "boxes",
            "units",
        ),
        *("sets", "kg", "usd", "rmb", "yuan", "dollars", "percent", "main", "street", "avenue"),
    )
)
_NUMBERED = frozenset(
    (
        *("floor", "avenue", "ave", "street", "st", "century", "party", "hand", "grade", "class"),
        *("generation", "gen", "edition", "anniversary", "birthday", "round", "version", "place"),
    )
)
_DESIGNED = ("print", "model", "film", "movie", "scan", "render", "animation", "design", "drawing")
_IDLE = frozenset(("sharp", "approx", "approximately", "time"))
_ROUND_THE_CLOCK = ("24/7", "7/24")
_BETWEEN = frozenset(
    (
        *("to", "or", "and", "till", "until", "through", "thru", "-", "–", "—", "~", "/"),
        *("到", "至", "或", "或者", "和", "、"),
    )
)
_DASHES = "-–—~～到至"
_AFTER = frozenset(("后", "之后", "以后", "後", "之後", "以後", "前后", "前後"))
_FIGURES = "0123456789零一二三四五六七八九十两"


def longest(
    words: Sequence[str],
    most: int,
    read: Callable[[str, bool], Moment | None],
    is_moment: Callable[[str], bool],
) -> tuple[Moment, int] | None:
    """Return what the longest run of leading words says, and how many they are.

    `read` takes a run and whether it is all there is. Raises UnreadableMoment if the note begins
    with what would change the moment.
    """
    for count in range(min(len(words), most), 0, -1):
        run, rest = words[:count], words[count:]
        if rest and run[-1] and takes(run[-1].lower(), rest[0].lower()):
            continue
        moment = read(" ".join(run), not rest)
        if moment is None or (rest and run[-1].lower() in _IDLE and _says(run, moment, read)):
            continue
        if rest and (_begins(rest, is_moment) or _goes_on(rest, is_moment)):
            raise UnreadableMoment(text=shortened(" ".join(words[: count + _MOST_LEFT])))
        return moment, count
    return None


def _says(run: Sequence[str], moment: Moment, read: Callable[[str, bool], Moment | None]) -> bool:
    """Say whether the run means the same without its last word, which then begins the note."""
    return len(run) > 1 and read(" ".join(run[:-1]), False) == moment


def takes(last: str, after: str) -> bool:
    """Say whether the last word of the run belongs to the next: 12月 5 | 箱, 15th | floor."""
    if last in _ROUND_THE_CLOCK:
        return True
    if last[-1] in _FIGURES and not _is_complete(last):
        return after in _COUNTED or after in _MEASURES_ALONE or after.startswith(_MEASURES)
    if last[-1] in "号號":
        return after in _PLACES
    if last[0].isdecimal() and last.endswith(("st", "nd", "rd", "th")):
        return after in _NUMBERED
    return last in ("2d", "3d") and after.startswith(_DESIGNED)


def _is_complete(last: str) -> bool:
    """Say whether no number ends the word that might count: 15:30, 2026-11-25, 周三."""
    has_year = len(last) > 3 and last[:4].isdecimal()
    return has_year or ":" in last or last[-2:-1] in ("周", "週", "期", "拜")


def _begins(rest: Sequence[str], is_moment: Callable[[str], bool]) -> bool:
    """Say whether another moment begins the rest."""
    return any(is_moment(" ".join(rest[:n])) for n in range(1, min(len(rest), _MOST_LEFT) + 1))


def _goes_on(rest: Sequence[str], is_moment: Callable[[str], bool]) -> bool:
    """Say whether the moment is one end of a span, one of two, or lacks the hour that follows."""
    first, others = rest[0].lower(), rest[1:]
    if first in _AFTER or (not others and _is_hour(first)):
        return True
    if first in _BETWEEN:
        return _begins(others, is_moment)
    dash = next((char for char in _DASHES if char in first[1:-1]), None)
    return dash is not None and is_moment(first.rpartition(dash)[2])


def _is_hour(word: str) -> bool:
    return word.isdecimal() and len(word) < 3
