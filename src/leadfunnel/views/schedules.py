"""What to write into cron, systemd, launchd or Task Scheduler to deliver the morning list."""

from __future__ import annotations

import shlex
from html import escape

from leadfunnel.services.results.paste import Notices

NAME = "leadfunnel-today"


def lines(notices: Notices) -> dict[str, tuple[str, ...]]:
    """Return the lines by the scheduler they are for."""
    return {
        "cron": (_cron(notices),),
        "systemd": _systemd(notices),
        "launchd": _launchd(notices),
        "Task Scheduler": (_task(notices),),
    }


def _cron(notices: Notices) -> str:
    # cron takes % for the end of the command
    command = shlex.join(notices.command).replace("%", r"\%")
    return f"{notices.minute} {notices.hour} * * * {command}"


def _systemd(notices: Notices) -> tuple[str, ...]:
    quoted = (
        '"' + word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'
        for word in notices.command
    )
    return (
        f"# ~/.config/systemd/user/{NAME}.service",
        "[Service]",
        "Type=oneshot",
        f"ExecStart={' '.join(quoted)}",
        f"# ~/.config/systemd/user/{NAME}.timer",
        "[Timer]",
        f"OnCalendar=*-*-* {notices.hour:02}:{notices.minute:02}:00",
        "Persistent=true",
        "[Install]",
        "WantedBy=timers.target",
        f"# systemctl --user enable --now {NAME}.timer",
    )


def _launchd(notices: Notices) -> tuple[str, ...]:
    words = "".join(f"<string>{escape(word)}</string>" for word in notices.command)
    return (
        f"<!-- ~/Library/LaunchAgents/{NAME}.plist -->",
        '<plist version="1.0"><dict>',
        f"<key>Label</key><string>{NAME}</string>",
        f"<key>ProgramArguments</key><array>{words}</array>",
        "<key>StartCalendarInterval</key><dict>"
        f"<key>Hour</key><integer>{notices.hour}</integer>"
        f"<key>Minute</key><integer>{notices.minute}</integer></dict>",
        "</dict></plist>",
    )


def _task(notices: Notices) -> str:
    words = " ".join(f'\\"{word}\\"' if " " in word else word for word in notices.command)
    time = f"{notices.hour:02}:{notices.minute:02}"
    return f'schtasks /Create /SC DAILY /ST {time} /TN {NAME} /TR "{words}"'
