"""What is worth sending: `material add|list|edit|retire`, and finding the one a word means."""

from __future__ import annotations

from leadfunnel.domain import search
from leadfunnel.domain.capture import check_note
from leadfunnel.domain.fold import fold
from leadfunnel.domain.material import Material, read_material_kind
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, AmbiguousError, NotFoundError, RefusedError, UnreadableError
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.materials import MaterialChanged, MaterialList

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.store.session import Row

LONGEST = 80


class NoMaterial(NotFoundError):
    """No material is called so."""

    code = "no_material"
    message = N_("No material is called {text}.")
    hint = N_("See them with: leadfunnel material list")


class SeveralMaterials(AmbiguousError):
    """More than one material is called so."""

    code = "several_materials"
    message = N_("{count} materials answer to {text}.")
    hint = N_("Write the whole name.")


class KnownMaterial(RefusedError):
    """Two materials cannot have one name."""

    code = "known_material"
    message = N_("There is a material {name} already.")
    hint = N_("Change it with: leadfunnel material edit {name}")


class BadMaterialName(UnreadableError):
    """A name must have a letter, and fit a line."""

    code = "bad_material_name"
    message = N_("{text} is no name of a material: it needs a letter, and at most {limit} signs.")


class NothingToSend(UnreadableError):
    """A material is something one can send."""

    code = "nothing_to_send"
    message = N_("Say what is sent: --content with a text or an address on the web.")
    hint = N_("For example: leadfunnel material add guide --kind ebook --content https://...")


class NothingToEdit(UnreadableError):
    """A change must say what."""

    code = "nothing_to_edit"
    message = N_("Say what to change.")
    hint = N_("For example: leadfunnel material edit {name} --suits stage=C")


class RetiredMaterial(RefusedError):
    """It is not sent any more."""

    code = "retired_material"
    message = N_("{name} is retired already.")
    hint = N_("Bring it back with: leadfunnel material edit {name} --use")


@dataclass(frozen=True)
class Traits:
    """What is told of a material, as typed; an empty text clears, None leaves."""

    name: str | None = None
    kind: str | None = None
    content: str | None = None
    suits: str | None = None
    every: int | None = None
    use: bool = False


class Materials:
    """`material add|list|edit|retire`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def add(self, name: str, traits: Traits) -> MaterialChanged:
        """Add a material."""
        if not (traits.content or "").strip():
            raise NothingToSend()
        with self.book.record("material-add", name) as page:
            columns = {**_columns(page, traits), **_named(name)}
            known = exact(page, name)
            if known is not None:
                raise KnownMaterial(name=known.name)
            columns.setdefault("kind", "article")
            number = page.ledger.insert("material", recorded_at=page.now, **columns)
            return _done(page, number, N_("Added the material {material}."))

    def edit(self, text: str, traits: Traits) -> MaterialChanged:
        """Change a material; whoever got it before is not sent it again for that."""
        with self.book.record("material-edit", text) as page:
            found = one(page, text)
            columns = _columns(page, traits)
            if traits.content is not None and not traits.content.strip():
                raise NothingToSend()
            if traits.name is not None:
                other = exact(page, traits.name)
                if other is not None and other.id != found.id:
                    raise KnownMaterial(name=other.name)
                columns |= _named(traits.name)
            if traits.use:
                columns["retired"] = 0
            if not columns:
                raise NothingToEdit(name=found.name)
            page.ledger.update("material", found.id, None, **columns)
            return _done(page, found.id, N_("Changed the material {material}."))

    def retire(self, text: str) -> MaterialChanged:
        """Let a material be proposed no more; who got it stays known."""
        with self.book.record("material-retire", text) as page:
            found = one(page, text)
            if found.retired:
                raise RetiredMaterial(name=found.name)
            page.ledger.update("material", found.id, None, retired=1)
            return _done(page, found.id, N_("Retired the material {material}."))

    def list(self, *, everything: bool = False) -> MaterialList:
        """Return the materials in use, or with `everything` the retired ones too."""
        with self.book.read() as page:
            found = known_materials(page)
            return MaterialList(tuple(item for item in found if everything or not item.retired))


def known_materials(page: Page) -> list[Material]:
    """Return every material in the order they were added, the retired ones last."""
    rows = page.session.rows("contacts.sent_counts")
    people = {row["material_id"]: row["people"] for row in rows}
    return [
        _material(row, people.get(row["id"], 0)) for row in page.session.rows("contacts.materials")
    ]


def exact(page: Page, text: str) -> Material | None:
    """Return the material of this very name, without regard to case, width or script."""
    row = page.session.row("contacts.material_by_key", key=fold(" ".join(text.split())))
    return _material(row, 0) if row else None


def one(page: Page, text: str) -> Material:
    """Return the one material meant; raise NoMaterial or SeveralMaterials."""
    found = exact(page, text)
    if found is not None:
        return found
    used = [item for item in known_materials(page) if not item.retired]
    alike = [item for item in used if search.match_rank(text, [item.name], (), ()) is not None]
    offered: list[dict[str, object]] = [
        {"name": item.name, "text": item.name} for item in (alike or used)[:5]
    ]
    if not alike:
        raise NoMaterial(text=text[:40], candidates=offered)
    if len(alike) > 1:
        raise SeveralMaterials(text=text[:40], count=len(alike), candidates=offered)
    return alike[0]


def _columns(page: Page, traits: Traits) -> dict[str, Any]:
    """Return what is told as columns, the filter having been read."""
    found: dict[str, Any] = {}
    if traits.kind is not None:
        found["kind"] = read_material_kind(traits.kind)
    if traits.content is not None:
        check_note(traits.content)
        found["content"] = traits.content.strip()
    if traits.suits is not None:
        from leadfunnel.services.looking import filter_terms
        from leadfunnel.store import listing

        listing.select(page.session, [traits.suits], filter_terms(page), None, among=[])
        found["suits"] = traits.suits.strip()
    if traits.every is not None:
        found["every_days"] = traits.every or None
    return found


def _named(text: str) -> dict[str, str]:
    name = " ".join(text.split())
    if len(name) > LONGEST or not any(map(str.isalpha, name)):
        raise BadMaterialName(text=text[:40], limit=LONGEST)
    return {"name": name, "name_key": fold(name)}


def _material(row: Row, people: int) -> Material:
    return Material(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        content=row["content"],
        suits=row["suits"],
        every_days=row["every_days"],
        retired=bool(row["retired"]),
        people=people,
    )


def _done(page: Writing, number: int, text: str) -> MaterialChanged:
    found = next(item for item in known_materials(page) if item.id == number)
    return MaterialChanged(page.ledger.recorded, found, (said(text, material=found.name),))
