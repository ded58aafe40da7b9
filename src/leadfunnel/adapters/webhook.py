"""Posting a message to the webhook of a group chat: WeCom, DingTalk, Feishu, Slack."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, BadFileError, NotFoundError, StoreError, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

TIMEOUT = 10
ANSWER = 65_536
HOSTS = {
    "qyapi.weixin.qq.com": "wecom",
    "oapi.dingtalk.com": "dingtalk",
    "open.feishu.cn": "feishu",
    "open.larksuite.com": "feishu",
    "hooks.slack.com": "slack",
}
SHAPES = ("wecom", "dingtalk", "feishu", "slack")
MOST_BYTES = {"wecom": 4096, "dingtalk": 20_000, "feishu": 20_000, "slack": 40_000}
LOCAL = ("localhost", "127.0.0.1", "::1")


class BadAddress(UnreadableError):
    """A webhook is an address that begins with https://."""

    code = "bad_address"
    message = N_("This is no address of a webhook: it begins with https://.")
    hint = N_("Copy it whole from the chat's robot, or give its name in webhooks.toml.")


class UnknownShape(UnreadableError):
    """Whose webhook it is cannot be told from the address."""

    code = "unknown_shape"
    message = N_("Which chat {host} belongs to is not known: one of {shapes}.")
    hint = N_("Add --shape wecom, or whichever it is.")


class UnknownWebhook(NotFoundError):
    """No webhook has this name."""

    code = "unknown_webhook"
    message = N_("No webhook is called {name}: {path} has {names}.")
    hint = N_('Write a line into it: team = "https://..."')


class BadWebhooks(BadFileError):
    """The file of webhooks cannot be read."""

    code = "bad_webhooks"
    message = N_("The file {path} cannot be used.")
    hint = N_('Each line names a webhook: team = "https://..."')


class NotDelivered(StoreError):
    """The chat did not take the message."""

    code = "not_delivered"
    message = N_("{host} did not take the message: {reason}.")
    hint = N_("Try the address with: leadfunnel digest --to NAME --dry-run")


@dataclass(frozen=True)
class Webhook:
    """An address that takes messages; only `host` is ever shown, the rest is a secret."""

    url: str
    host: str
    shape: str


def webhook(text: str, path: Path, shape: str | None = None) -> Webhook:
    """Return the webhook of an address, or of a name in the file; raise what is wrong with it."""
    url = text.strip() if "://" in text else _named(text.strip(), path)
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise BadAddress() from None
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)):
        raise BadAddress()
    known = shape or HOSTS.get(host)
    if known not in SHAPES:
        raise UnknownShape(host=host, shapes=", ".join(SHAPES))
    return Webhook(url, host, known)


def _named(name: str, path: Path) -> str:
    known = read_webhooks(path)
    if name not in known:
        raise UnknownWebhook(name=name, path=str(path), names=", ".join(known) or "-")
    return known[name]


def read_webhooks(path: Path) -> dict[str, str]:
    """Return the webhooks of a person by name; a missing file has none. Raise BadWebhooks."""
    import tomllib

    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadWebhooks(path=str(path), problems=[_problem("", str(error))]) from None
    wrong = [
        _problem(key, Phrase(N_("must be text in quotes")))
        for key, value in values.items()
        if not isinstance(value, str)
    ]
    if wrong:
        raise BadWebhooks(path=str(path), problems=wrong)
    return values


def _problem(key: str, reason: str) -> dict[str, object]:
    return {
        "key": key,
        "reason": reason,
        "text": Phrase("{key}: {reason}", key=key, reason=reason) if key else reason,
    }


def body(shape: str, title: str, text: str, markdown: str) -> str:
    """Return the JSON of a message as a chat wants it, cut to what the chat takes."""
    marked = shape in ("wecom", "dingtalk")
    told = shortened(markdown if marked else text, MOST_BYTES[shape])
    shapes: dict[str, dict[str, Any]] = {
        "wecom": {"msgtype": "markdown", "markdown": {"content": told}},
        "dingtalk": {"msgtype": "markdown", "markdown": {"title": title, "text": told}},
        "feishu": {"msg_type": "text", "content": {"text": told}},
        "slack": {"text": told},
    }
    return json.dumps(shapes[shape], ensure_ascii=False)


def shortened(text: str, most: int) -> str:
    """Return the first lines that fit so many bytes, ending in dots where some were left out."""
    if len(text.encode()) <= most:
        return text
    kept: list[str] = []
    room = most - len("...")
    for line in text.splitlines(keepends=True):
        room -= len(line.encode())
        if room < 0:
            break
        kept.append(line)
    return "".join(kept) + "..."


def post(hook: Webhook, message: str) -> None:
    """Send a message; raise NotDelivered unless the chat says that it took it."""
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import HTTPRedirectHandler, Request, build_opener

    class _Stay(HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            """Follow nobody elsewhere: the message is for this address only."""

    request = Request(  # noqa: S310 - https, or http on this computer, was checked before
        hook.url,
        data=message.encode(),
        headers={"Content-Type": "application/json; charset=utf-8"},
        method="POST",
    )
    try:
        with build_opener(_Stay).open(request, timeout=TIMEOUT) as answer:
            _check(hook, answer.read(ANSWER))
    except HTTPError as error:
        raise NotDelivered(host=hook.host, reason=f"HTTP {error.code}") from None
    except (URLError, HTTPException, OSError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise NotDelivered(host=hook.host, reason=str(reason) or type(error).__name__) from None


def _check(hook: Webhook, answer: bytes) -> None:
    """Raise NotDelivered where the answer says so: errcode (WeCom, DingTalk), code (Feishu)."""
    try:
        told = json.loads(answer)
    except ValueError:
        told = None  # Slack says ok
    if not isinstance(told, dict):
        return
    code = told.get("errcode", told.get("code", told.get("StatusCode", 0)))
    if code not in (0, None):
        said = told.get("errmsg") or told.get("msg") or ""
        raise NotDelivered(host=hook.host, reason=f"{code} {said}".strip())
