"""What is known of the place a file lies in: whether it is synced, or on another machine."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

SYNCED = {
    "Adrive": ("adrive", "阿里云盘"),
    "Baidu Netdisk": ("baidunetdisk", "baidusyncdisk", "百度网盘", "百度同步盘"),
    "Box": ("box", "box sync"),
    "DingTalk Drive": ("钉盘",),
    "Dropbox": ("dropbox",),
    "Feishu Drive": ("飞书云盘",),
    "Google Drive": ("google drive", "googledrive", "my drive", "我的云端硬盘"),
    "iCloud": ("icloud drive", "iclouddrive", "mobile documents", "com~apple~clouddocs"),
    "MEGA": ("mega", "megasync"),
    "Nextcloud": ("nextcloud", "owncloud"),
    "Nutstore": ("nutstore", "nutstore files", "坚果云", "我的坚果云"),
    "OneDrive": ("onedrive", "skydrive"),
    "pCloud": ("pcloud", "pclouddrive"),
    "Seafile": ("seafile",),
    "Synology Drive": ("synologydrive", "synology drive"),
    "Weiyun": ("weiyun", "微云", "腾讯微云"),
    "WPS Cloud": ("wpsdrive", "wps云盘", "wps cloud files"),
    "Yandex Disk": ("yandex.disk", "yandexdisk"),
}  # fmt: skip
"""Folders that are copied to other machines, by the names such programs give them."""
MARKS = {".stfolder": "Syncthing", ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox"}
REMOTE = frozenset(
    (
        "9p", "afs", "ceph", "cifs", "davfs", "drvfs", "fuse.glusterfs", "fuse.rclone",
        "fuse.s3fs", "fuse.sshfs", "glusterfs", "ncpfs", "nfs", "nfs4", "prl_fs", "smb3",
        "smbfs", "vboxsf", "vmhgfs", "webdav",
    )
)  # fmt: skip
"""File systems of other machines, on which locks cannot be relied on."""
MOUNTS = Path("/proc/self/mountinfo")


def synced_by(path: Path) -> str | None:
    """Return the program that copies the folder of a file to other machines, if one does."""
    for folder in path.parents:
        found = _program(folder.name.casefold())
        if found:
            return found
        for mark, program in MARKS.items():
            if (folder / mark).exists():
                return program
        if folder.parent.name == "CloudStorage":  # where macOS keeps them all
            return folder.name.partition("-")[0]
    return None


def _program(name: str) -> str | None:
    for program, names in SYNCED.items():
        if name in names or (program == "OneDrive" and name.startswith("onedrive -")):
            return program
    return None


def remote_system(path: Path) -> str | None:
    """Return the network file system that a file lies on, None for one of this machine."""
    if sys.platform == "win32":
        return _windows_drive(path)
    if not MOUNTS.exists():
        return None
    kind = mounted_as(path, MOUNTS.read_text(encoding="utf-8", errors="replace"))
    return kind if kind in REMOTE else None


def mounted_as(path: Path, mounts: str) -> str | None:
    """Return the kind of file system a path lies on, by what Linux says is mounted where."""
    found: tuple[int, str | None] = (-1, None)
    for line in mounts.splitlines():
        here, _, there = line.partition(" - ")
        place = Path(here.split()[4].encode().decode("unicode_escape"))
        if (place == path or place in path.parents) and len(place.parts) >= found[0]:
            found = (len(place.parts), there.split()[0])
    return found[1]


def _windows_drive(path: Path) -> str | None:
    import ctypes

    if str(path).startswith("\\\\"):
        return "smb"
    windll = getattr(ctypes, "windll", None)
    remote = 4
    kind = windll.kernel32.GetDriveTypeW(path.anchor) if windll else 0
    return "smb" if kind == remote else None


def free_bytes(path: Path) -> int:
    """Return how much room there is beside a file."""
    return shutil.disk_usage(path.parent).free
