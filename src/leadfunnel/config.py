"""Personal settings: a TOML file in the user's configuration folder, and where things lie."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from leadfunnel.domain.record import dataclass, field_names
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, BadFileError, StoreError, UnreadableError

LANGUAGES = ("en", "zh-CN", "zh-TW")
CHOICES = {
    "lang": LANGUAGES,
    "color": ("auto", "never", "always"),
    "ambiguous": ("narrow", "wide"),
    "mask": ("off", "on"),
}
LIMIT_BYTES = 1_000_000


class BadConfig(BadFileError):
    """The configuration file has problems; all are listed."""

    code = "bad_config"
    message = N_("The config file {path} cannot be used.")
    hint = N_("Mend the file, or name another one with LEADFUNNEL_CONFIG.")


class NoHome(StoreError):
    """Nothing says where the user's own files lie."""

    code = "no_home"
    message = N_("There is no home folder to keep the store and the settings in.")
    hint = N_("Set HOME, or LEADFUNNEL_DB and LEADFUNNEL_CONFIG.")


class UnknownSetting(UnreadableError):
    """No such setting."""

    code = "unknown_setting"
    message = N_("No setting {key}: one of {keys}.")


class BadSetting(UnreadableError):
    """The setting does not take this value."""

    code = "bad_setting"
    message = N_("The setting {key} does not take {value}: {allowed}.")


@dataclass(frozen=True)
class Config:
    """What belongs to the person: `color` is auto, never or always; `ambiguous` cell width.

    With `mask` on no phone is shown whole. `passphrase_command` prints the passphrase of an
    encrypted store.
    """

    lang: str | None = None
    db: str | None = None
    user: str | None = None
    color: str = "auto"
    ambiguous: str = "narrow"
    mask: str = "off"
    passphrase_command: str | None = None


KEYS = field_names(Config)


def load(path: str) -> Config:
    """Read the file; without one every setting has its default. Raise BadConfig otherwise."""
    try:
        with open(path, "rb") as file:
            raw = file.read(LIMIT_BYTES + 1)
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise _bad(path, [_problem("", error.strerror or str(error))]) from None
    return _checked(path, _parsed(path, raw))


def _parsed(path: str, raw: bytes) -> dict[str, object]:
    import tomllib

    if len(raw) > LIMIT_BYTES:
        raise _bad(path, [_problem("", Phrase(N_("the file is too large")))])
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise _bad(path, [_problem("", Phrase(N_("the file is not UTF-8")))]) from None
    except tomllib.TOMLDecodeError as error:
        raise _bad(
            path, [_problem("", Phrase(N_("is not valid TOML: {detail}"), detail=error))]
        ) from None


def _checked(path: str, values: dict[str, object]) -> Config:
    problems = [problem for key, value in values.items() if (problem := _wrong(key, value))]
    if problems:
        raise _bad(path, problems)
    return Config(**values)  # type: ignore[arg-type]


def _wrong(key: str, value: object) -> dict[str, object] | None:
    if key not in KEYS:
        return _problem(key, Phrase(N_("unknown key; known are {keys}"), keys=", ".join(KEYS)))
    if not isinstance(value, str):
        return _problem(key, Phrase(N_("must be text in quotes")))
    if key in CHOICES and value not in CHOICES[key]:
        return _problem(key, Phrase(N_("must be {expected}"), expected=", ".join(CHOICES[key])))
    return None


def _problem(key: str, reason: str) -> dict[str, object]:
    return {
        "key": key,
        "reason": reason,
        "text": Phrase("{key}: {reason}", key=key, reason=reason) if key else reason,
    }


def _bad(path: str, problems: list[dict[str, object]]) -> BadConfig:
    return BadConfig(path=path, problems=problems)


def check(key: str, value: str) -> None:
    """Raise UnknownSetting or BadSetting unless the personal setting takes this value."""
    if key not in KEYS:
        raise UnknownSetting(key=key, keys=", ".join(KEYS))
    if key in CHOICES and value not in CHOICES[key]:
        raise BadSetting(key=key, value=value, allowed=", ".join(CHOICES[key]))


def save(path: str, key: str, value: str | None) -> None:
    """Set or unset one personal setting, keeping the rest of the file as it is."""
    from pathlib import Path

    import tomlkit

    from leadfunnel import durable

    load(path)
    place = Path(path)
    document = (
        tomlkit.parse(place.read_text(encoding="utf-8")) if place.exists() else tomlkit.document()
    )
    if value is None:
        document.pop(key, None)
    else:
        document[key] = value
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    durable.put(place, lambda out: out.write(tomlkit.dumps(document).encode()))


def config_file(environ: Mapping[str, str]) -> str:
    """Return where the personal settings lie."""
    given = environ.get("LEADFUNNEL_CONFIG")
    return given or os.path.join(_folder(environ, "config"), "config.toml")


def default_store(environ: Mapping[str, str]) -> str:
    """Return where the store lies when nobody says otherwise."""
    return os.path.join(_folder(environ, "data"), "leadfunnel.db")


def _home() -> str:
    home = os.path.expanduser("~")
    if home == "~":
        raise NoHome()
    return home


def _folder(environ: Mapping[str, str], purpose: str) -> str:
    """Return the platform's per-user folder; a relative XDG path is ignored, as its rules say."""
    if sys.platform == "win32":
        local = environ.get("LOCALAPPDATA") or os.path.join(_home(), "AppData", "Local")
        return os.path.join(local, "leadfunnel")
    if sys.platform == "darwin":
        return os.path.join(_home(), "Library", "Application Support", "leadfunnel")
    variable, usual = {
        "config": ("XDG_CONFIG_HOME", ".config"),
        "data": ("XDG_DATA_HOME", ".local/share"),
    }[purpose]
    given = environ.get(variable, "")
    folder = given if given.startswith("/") else os.path.join(_home(), usual)
    return os.path.join(folder, "leadfunnel")
