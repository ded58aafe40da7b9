"""What readers of files refuse: damage, size, and sheets that must be named."""

from __future__ import annotations

from leadfunnel.adapters.encodings import OtherFile
from leadfunnel.errors import N_, BadFileError, UnreadableError


class Damaged(BadFileError):
    """The bytes begin like a known format and then are not."""

    code = "damaged_file"
    message = N_("{file} is damaged: {detail}.")
    hint = N_("Open it in the program it comes from and save it again.")


class TooLarge(BadFileError):
    """Unpacked, the file would fill the memory or the disk."""

    code = "too_large"
    message = N_("{file} is too large when unpacked: {detail}.")
    hint = N_("Save the sheet with the customers as CSV and import that.")


class Locked(OtherFile):
    """The file is encrypted."""

    code = "locked_file"
    message = N_("{file} is locked with a password.")
    hint = N_("Save it without a password and import that.")


class WhichSheet(BadFileError):
    """Several sheets of the workbook hold something."""

    code = "which_sheet"
    message = N_("{file} has {count} sheets that hold something: {sheets}.")
    hint = N_("Name the one to import, for example: --sheet {example}")


class NoSuchSheet(BadFileError):
    """The workbook has no sheet of this name."""

    code = "no_such_sheet"
    message = N_("{file} has no sheet called {name}; it has {sheets}.")


class NoSheets(UnreadableError):
    """A sheet was named for a file that is no workbook."""

    code = "no_sheets"
    message = N_("--sheet is for workbooks, and {file} is none.")


class LosslessExport(BadFileError):
    """The file is our own export of everything, not a list of customers."""

    code = "lossless_export"
    message = N_("{file} is a full export of leadfunnel ({schema}), not a list of customers.")
    hint = N_("Save it as a file of its own, or send it to: leadfunnel import -")
