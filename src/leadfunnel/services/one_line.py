"""The line of `log`: whom its first words mean, and the rest read with what the store knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadfunnel.domain import search
from leadfunnel.domain.fold import fold
from leadfunnel.domain.interaction import KINDS, UnknownKind
from leadfunnel.domain.logged import Logged, read_log
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import who
from leadfunnel.services.book import Page
from leadfunnel.services.lexicon import of_moments

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.touches import Told


_NAME_WORDS = 4
_LONE_GRADES = frozenset("abcd")


class NothingSaid(UnreadableError):
    """Neither words nor flags say what happened."""

    code = "nothing_said"
    message = N_("Say what happened.")
    hint = N_("For example: leadfunnel log 12 call 'wants a quote' tomorrow 3pm")


def leading(page: Page, words: Sequence[str]) -> tuple[int, list[str]]:
    """Return the one customer that the first words mean, and the words that follow.

    A name may take several words (Zhang San, 张伟 8003): the longest one that is part of a name
    counts, so that words of the text are not taken for a tag or source of the customer.
    """
    first = words[0]
    if len(words) == 1 and len(first.split()) > 1 and not who.candidates(page, first, exact=True):
        words = first.split()
    for count in range(min(len(words), _name_words(words)), 1, -1):
        name = " ".join(words[:count])
        if _are_called(page, name):
            return who.one(page, name), list(words[count:])
    return who.one(page, words[0]), list(words[1:])


def _name_words(words: Sequence[str]) -> int:
    """Return how many words a name may take: those in Latin letters, or a name and a tail."""
    if words[0] == "." or words[0].lstrip("#").isdigit():
        return 1
    if len(words) > 1 and re.fullmatch("[0-9]{4}", words[1]):
        return 2
    latin = (re.fullmatch(r"[A-Za-z][A-Za-z'’.-]*", word) for word in words[:_NAME_WORDS])
    return next((place for place, match in enumerate(latin) if not match), len(words[:_NAME_WORDS]))


def _are_called(page: Page, name: str) -> bool:
    """Tell whether a name of several words is one, or the part of one, or a name with a tail.

    A lone letter is a grade (Fay B), not the beginning of a word, unless the name has it so.
    """
    graded = any(word.casefold() in _LONE_GRADES for word in name.split()[1:])
    for customer in page.customers(who.candidates(page, name)):
        names = [customer.name, *([customer.company] if customer.company else [])]
        if graded and not any(f" {fold(name)} " in f" {fold(one)} " for one in names):
            continue
        if (
            search.match_rank(name, names, [], [phone.number for phone in customer.phones])
            is not None
        ):
            return True
    return False


def hear(page: Page, words: Sequence[str], told: Told) -> Logged:
    """Return what the words say; raise NothingSaid, and UnknownKind for one mistyped."""
    flags = {"outcome": told.outcome, "grade": told.grade, "when": told.when}
    given = [key for key, value in flags.items() if value is not None]
    heard = read_log(words, of_moments(page), given)
    if not any(words) and not (given or told.stage or told.duration):
        raise NothingSaid()
    if heard.kind is None and words:
        _check_typo(words[0].split()[0] if words[0].split() else "")
    return heard


def _check_typo(word: str) -> None:
    """Refuse a word in the place of the kind that is almost one: emial, wechta."""
    if not re.fullmatch("[a-z]{3,}", word) or word.startswith(tuple(KINDS)):
        return
    from difflib import get_close_matches

    kinds = [kind for kind in KINDS if kind[0] == word[0] and kind != "note"]
    if get_close_matches(word, kinds, n=1, cutoff=0.8):
        raise UnknownKind(text=word, kinds=", ".join(KINDS))
