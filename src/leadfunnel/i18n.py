"""The language of sentences: chosen once at the start, English when there is no translation."""

from __future__ import annotations

import os
from collections.abc import Mapping

from leadfunnel.domain.sentence import Phrase

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from gettext import NullTranslations

FOLDER = os.path.join(os.path.dirname(__file__), "locale")
FALLBACKS = {"en": (), "zh-CN": ("zh_CN",), "zh-TW": ("zh_TW", "zh_CN")}


class _State:
    language = "en"
    catalogue: NullTranslations | None = None


def use(language: str) -> None:
    """Choose the language of every sentence from here on."""
    _State.language = language
    _State.catalogue = None
    found = [path for name in FALLBACKS[language] if os.path.exists(path := catalogue(name))]
    if found:
        from gettext import GNUTranslations

        with open(found[0], "rb") as file:
            _State.catalogue = GNUTranslations(file)


def catalogue(name: str) -> str:
    """Return where the compiled sentences of a language lie, as gettext lays them out."""
    return os.path.join(FOLDER, name, "LC_MESSAGES", "leadfunnel.mo")


def language() -> str:
    """Return the chosen language: en, zh-CN or zh-TW."""
    return _State.language


def _(text: str) -> str:
    """Translate a sentence."""
    return _State.catalogue.gettext(text) if _State.catalogue and text else text


def spoken(value: object) -> str:
    """Return a value as text: a phrase, and those within it, in the chosen language."""
    if not isinstance(value, Phrase):
        return str(value)
    values = {name: spoken(part) for name, part in value.values.items()}
    return _(value.text).format(**values)


def ngettext(one: str, many: str, number: int) -> str:
    """Translate a sentence that counts."""
    if _State.catalogue:
        return _State.catalogue.ngettext(one, many, number)
    return one if number == 1 else many


def named(names: Mapping[str, str]) -> str:
    """Return the name in the chosen language from declared data, which always has English."""
    return names.get(_State.language) or names["en"]


def from_locale(environ: Mapping[str, str]) -> str:
    """Return the language that the environment's locale asks for."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(variable, "")
        if value:
            return _from_code(value)
    return "en"


def _from_code(code: str) -> str:
    plain = code.replace("-", "_").lower()
    if not plain.startswith("zh"):
        return "en"
    return "zh-TW" if any(mark in plain for mark in ("tw", "hk", "mo", "hant")) else "zh-CN"
