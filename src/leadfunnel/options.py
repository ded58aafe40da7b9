"""The options that every command takes, before or after its name."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass


@dataclass(frozen=True)
class Options:
    """What was said about output, language, store and user; None is not said."""

    json: bool = False
    lang: str | None = None
    db: str | None = None
    user: str | None = None
    yes: bool = False
    mask: bool | None = None

    def over(self, outer: Options) -> Options:
        """Return these options where said, else the outer ones."""
        return Options(
            self.json or outer.json,
            self.lang or outer.lang,
            self.db or outer.db,
            self.user or outer.user,
            self.yes or outer.yes,
            outer.mask if self.mask is None else self.mask,
        )


COMMON = ("json", "lang", "db", "user", "yes", "mask")
