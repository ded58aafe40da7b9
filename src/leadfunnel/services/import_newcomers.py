"""Whose a deal or a purchase of a file is: a known customer, or one added for it."""

from __future__ import annotations

from leadfunnel.domain.fold import fold
from leadfunnel.domain.tag import Tag
from leadfunnel.i18n import language
from leadfunnel.services import passage
from leadfunnel.services.book import Writing
from leadfunnel.services.import_whom import Finder, NoOne, Whom
from leadfunnel.services.profile import write_identities, write_tags

NO_ACCOUNT = {"en": "no-account", "zh-CN": "未定客户", "zh-TW": "未定客戶"}


class Newcomers:
    """Finds the customers of rows, and adds whom nobody fits and the file tells enough of."""

    def __init__(
        self, page: Writing, finder: Finder, source: str | None, *, nameless: bool = False
    ) -> None:
        self.page = page
        self.finder = finder
        self.source = source
        self.nameless = nameless
        self.placeholders = 0
        self._made: dict[str, int] = {}

    @property
    def count(self) -> int:
        """How many were added."""
        return len(set(self._made.values()))

    def customer(self, whom: Whom, owner: int | None, created: int) -> int:
        """Return the customer of a row; NoOne where several fit, or too little is told of one.

        With `nameless` somebody may be added of whom only a phone or an id is known.
        """
        made = next((self._made[key] for key in _keys(whom) if key in self._made), None)
        if made is not None:
            return made
        try:
            return self.finder.find(whom)
        except NoOne as none:
            known = whom.name or whom.company or (self.nameless and whom.identities)
            if none.count or not known:
                raise
        number = self._make(whom, owner, created)
        self._made.update(dict.fromkeys(_keys(whom)[:1], number))
        return number

    def placeholder(self, name: str, owner: int | None, created: int) -> int:
        """Add a customer for a deal that says nothing of whose it is, on no ladder, and marked."""
        number = self._insert(Whom((), name, ""), owner, created)
        write_tags(self.page, number, [placeholder_tag()])
        self.placeholders += 1
        return number

    def _make(self, whom: Whom, owner: int | None, created: int) -> int:
        page = self.page
        number = self._insert(whom, owner, created)
        write_identities(page, number, whom.identities)
        if page.main.unit == "customer":
            passage.enter(page, number, page.main, None, created)
        return number

    def _insert(self, whom: Whom, owner: int | None, created: int) -> int:
        page, now = self.page, self.page.now
        number = page.ledger.insert(
            "customer",
            name=whom.name,
            company=whom.company or None,
            source=self.source,
            created_at=created,
            owner_id=owner,
            imported=1,
        )
        page.ledger.insert("ownership", number, owner_id=owner, at=created, recorded_at=now)
        return number


def placeholder_tag() -> Tag:
    """Return the tag of customers that stand for an account nobody named, in the user's words."""
    return Tag("", NO_ACCOUNT.get(language(), NO_ACCOUNT["en"]))


def _keys(whom: Whom) -> list[str]:
    """Return what a customer made for a row is known by within its file, the surest first."""
    if whom.identities:
        return ["\x1f".join(one.key) for one in whom.identities]
    return [f"{fold(whom.company)}\x1f{fold(whom.name)}"]
