"""Messages for chats: whose webhook it is, what they look like, and a server that takes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from leadfunnel.adapters import webhook as hooks
from leadfunnel.adapters.webhook import Webhook


class Chat(HTTPServer):
    """A chat on this computer that keeps what it was sent and answers as told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer: tuple[int, bytes] = (200, b'{"errcode": 0}')
        self.taken: list[tuple[str, dict[str, object]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/send?key=secret"


class _Handler(BaseHTTPRequestHandler):
    server: Chat

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.taken.append((self.path, json.loads(self.rfile.read(length))))
        status, body = self.server.answer
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def chat() -> Iterator[Chat]:
    server = Chat()
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def hook(chat: Chat, tmp_path: Path) -> Webhook:
    return hooks.webhook(chat.url, tmp_path / "webhooks.toml", "wecom")


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k", "wecom"),
        ("https://oapi.dingtalk.com/robot/send?access_token=k", "dingtalk"),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/k", "feishu"),
        ("https://open.larksuite.com/open-apis/bot/v2/hook/k", "feishu"),
        ("https://hooks.slack.com/services/k", "slack"),
    ],
)
def test_whose_webhook_it_is_stands_in_the_address(url: str, shape: str, tmp_path: Path) -> None:
    assert hooks.webhook(url, tmp_path / "none").shape == shape


@pytest.mark.parametrize(
    "url",
    ["http://qyapi.weixin.qq.com/x", "file:///etc/passwd", "https://", "https://[x", "ftp://a/b"],
)
def test_only_safe_addresses_are_taken(url: str, tmp_path: Path) -> None:
    with pytest.raises(hooks.BadAddress):
        hooks.webhook(url, tmp_path / "none", "slack")


def test_a_strange_host_needs_a_shape(tmp_path: Path) -> None:
    with pytest.raises(hooks.UnknownShape):
        hooks.webhook("https://example.com/x", tmp_path / "none")
    with pytest.raises(hooks.UnknownShape):
        hooks.webhook("https://example.com/x", tmp_path / "none", "pigeon")


def test_a_name_is_looked_up_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "webhooks.toml"
    file.write_text('team = "https://hooks.slack.com/services/k"\n', encoding="utf-8")
    assert hooks.webhook("team", file).host == "hooks.slack.com"
    with pytest.raises(hooks.UnknownWebhook):
        hooks.webhook("other", file)
    for bad in ("team = 3\n", "team = ", "\x00"):
        file.write_text(bad, encoding="utf-8")
        with pytest.raises(hooks.BadWebhooks):
            hooks.webhook("team", file)


def test_each_chat_gets_its_own_shape() -> None:
    def told(shape: str) -> object:
        return json.loads(hooks.body(shape, "今天", "text", "**md**"))

    assert told("wecom") == {"msgtype": "markdown", "markdown": {"content": "**md**"}}
    assert told("dingtalk") == {
        "msgtype": "markdown",
        "markdown": {"title": "今天", "text": "**md**"},
    }
    assert told("feishu") == {"msg_type": "text", "content": {"text": "text"}}
    assert told("slack") == {"text": "text"}


def test_a_long_message_is_cut_between_lines() -> None:
    text = "".join(f"{number} 王姐\n" for number in range(1000))
    told = json.loads(hooks.body("wecom", "", "", text))["markdown"]["content"]
    assert len(told.encode()) <= 4096
    assert told.endswith("王姐\n...")
    assert text.startswith(told.removesuffix("..."))


def test_a_message_is_taken(chat: Chat, hook: Webhook) -> None:
    hooks.post(hook, hooks.body("wecom", "", "", "你好"))
    assert chat.taken == [
        ("/send?key=secret", {"msgtype": "markdown", "markdown": {"content": "你好"}})
    ]


@pytest.mark.parametrize(
    ("status", "answer", "reason"),
    [
        (200, b'{"errcode": 93000, "errmsg": "invalid webhook url"}', "93000 invalid webhook url"),
        (200, b'{"code": 19001, "msg": "param invalid"}', "19001 param invalid"),
        (404, b"no_service", "HTTP 404"),
        (500, b"", "HTTP 500"),
        (302, b"", "HTTP 302"),
    ],
)
def test_what_a_chat_refuses_is_said_without_the_secret(
    chat: Chat, hook: Webhook, status: int, answer: bytes, reason: str
) -> None:
    chat.answer = (status, answer)
    with pytest.raises(hooks.NotDelivered) as caught:
        hooks.post(hook, "{}")
    assert caught.value.values["reason"] == reason
    assert "secret" not in str(caught.value.values)
    assert len(chat.taken) == 1


def test_nobody_there(chat: Chat, tmp_path: Path) -> None:
    hook = Webhook("http://127.0.0.1:9/x", "127.0.0.1", "slack")
    with pytest.raises(hooks.NotDelivered):
        hooks.post(hook, "{}")


def test_an_answer_that_is_no_json_is_fine(chat: Chat, hook: Webhook) -> None:
    chat.answer = (200, b"ok")
    hooks.post(hook, "{}")
