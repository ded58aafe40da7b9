"""What was understood of a line about a customer, and the line while that is found out."""

from __future__ import annotations

from leadfunnel.domain.dialled import PhoneReader
from leadfunnel.domain.identity import Identity
from leadfunnel.domain.line import Lexicon, Line, plain_word
from leadfunnel.domain.phone import Phone
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.tag import Tag, key

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.captured_touch import Happened
    from leadfunnel.domain.captured_when import When
    from leadfunnel.domain.money import Money


@dataclass(frozen=True)
class Captured:
    """What was understood of a line; the note is the rest of it, in the order typed.

    `amounts` are those that are no budget, and `moments` and `referrers` those that found no
    place: all of these stay in the note.
    """

    name: str = ""
    phones: tuple[Phone, ...] = ()
    wechat: tuple[Identity, ...] = ()
    emails: tuple[Identity, ...] = ()
    tags: tuple[Tag, ...] = ()
    source: str = ""
    note: str = ""
    company: str = ""
    address: str = ""
    referrer: str = ""
    budget: Money | None = None
    when: When | None = None
    happened: Happened | None = None
    amounts: tuple[Money, ...] = ()
    moments: tuple[str, ...] = ()
    referrers: tuple[str, ...] = ()
    birthday: str = ""

    @property
    def names_someone(self) -> bool:
        """Whether there is anything to call or recognise a customer by."""
        return bool(self.name or self.phones or self.wechat or self.emails)


class Heard(Line):
    """A line with what was understood of it."""

    def __init__(self, text: str, phone_reader: PhoneReader, lexicon: Lexicon) -> None:
        super().__init__(text, lexicon)
        self.phone_reader = phone_reader
        self.name = self.source = self.company = self.address = self.referrer = ""
        self.birthday = ""
        self.phones: dict[str, Phone] = {}
        self.wechat: dict[str, Identity] = {}
        self.emails: dict[str, Identity] = {}
        self.tags: dict[str, Tag] = {}
        self.budget: Money | None = None
        self.when: When | None = None
        self.happened: Happened | None = None
        self.amounts: list[Money] = []
        self.moments: tuple[str, ...] = ()
        self.referrers: list[str] = []
        self.known_tags = {plain_word(tag.value): tag for tag in lexicon.tags}

    def tag(self, tag: Tag) -> None:
        """Put a tag on, once."""
        self.tags.setdefault(key(tag), tag)

    def captured(self) -> Captured:
        """Return what was understood, the rest as the note."""
        return Captured(
            self.name,
            tuple(self.phones.values()),
            tuple(self.wechat.values()),
            tuple(self.emails.values()),
            tuple(self.tags.values()),
            self.source,
            self.rest(),
            self.company,
            self.address,
            self.referrer,
            self.budget,
            self.when,
            self.happened,
            tuple(self.amounts),
            self.moments,
            tuple(self.referrers),
            self.birthday,
        )
