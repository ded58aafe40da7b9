"""The words of a greeting, filled in for one person."""

from __future__ import annotations

from collections.abc import Mapping

from leadfunnel.domain.record import dataclass

LONGEST_TALK = 30


@dataclass(frozen=True)
class Known:
    """What is known of whom one greets; empty texts where nothing is."""

    name: str = ""
    product: str = ""
    talk: str = ""


@dataclass(frozen=True)
class Words:
    """The parts of a greeting in one language, with places for {name}, {product} and {talk}."""

    title: str
    hello: str
    wish: str
    bought: str
    talk: str
    nobody: str
    spaced: bool

    def filled(self, known: Known) -> str:
        """Return the greeting: hello and wish, then what was bought and talked of last."""
        parts = [put(self.hello, name=known.name or self.nobody), self.wish]
        if known.product:
            parts.append(put(self.bought, product=known.product))
        if known.talk:
            parts.append(put(self.talk, talk=shortened(known.talk)))
        return (" " if self.spaced else "").join(parts)


def words(
    template: Mapping[str, str], parts: Mapping[str, str], festival: str, language: str
) -> Words:
    """Return the words of a template in a language; {festival} is what the day is called."""
    own = {key: put(template[key], festival=festival) for key in ("title", "hello", "wish")}
    shared = {key: parts[key] for key in ("bought", "talk", "nobody")}
    return Words(**own, **shared, spaced=not language.startswith("zh"))


def put(text: str, **values: str) -> str:
    """Put values into their places; braces in the values mean nothing."""
    for name, value in values.items():
        head, place, tail = text.partition("{" + name + "}")
        text = f"{head}{value}{tail}" if place else text
    return text


def shortened(text: str) -> str:
    """Return the beginning of what was said, on one line and without its last stop."""
    plain = " ".join(text.split()).rstrip("。.!！;；,， ")
    return plain if len(plain) <= LONGEST_TALK else plain[: LONGEST_TALK - 1] + "…"
