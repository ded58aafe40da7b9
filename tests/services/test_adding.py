"""Adding and editing: identities decide who is meant, and nothing said is dropped silently."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked

from leadfunnel.domain.capture import EmptyName
from leadfunnel.errors import AmbiguousError
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.looking import Looking
from leadfunnel.services.profile import DuplicateCustomer


def add(
    clocked: Clocked, duplicate: str = "refuse", stage: str | None = None, **said: object
) -> int:
    details = Details(**said)  # type: ignore[arg-type]
    changed = Capture(clocked.book()).add("", details, Entering(stage=stage), duplicate=duplicate)
    return changed.customers[0].id


def phones(clocked: Clocked, number: int) -> list[str]:
    customer = Looking(clocked.book()).show(f"#{number}").customer
    return [phone.number for phone in customer.phones]


def test_update_never_gives_one_customers_phone_to_another(clocked: Clocked) -> None:
    first = add(clocked, name="王姐", phones=("13800138000",))
    second = add(clocked, name="李四", phones=("13900139000",))
    with pytest.raises(AmbiguousError) as caught:
        add(clocked, "update", name="张三", phones=("13900139000", "13800138000"))
    assert [found["id"] for found in caught.value.candidates] == [second, first]
    assert phones(clocked, first) == ["+8613800138000"]
    assert phones(clocked, second) == ["+8613900139000"]


def test_an_external_id_is_one_only_with_its_system(clocked: Clocked) -> None:
    first = add(clocked, name="王姐", external=("crm:1",))
    second = add(clocked, name="李四", external=("shop:1",))
    with pytest.raises(DuplicateCustomer):
        add(clocked, name="张三", external=("shop:1",))
    for text, number in (("crm:1", first), ("shop:1", second)):
        assert Looking(clocked.book()).show(text).customer.id == number


def test_update_moves_to_the_stage_that_was_said(clocked: Clocked) -> None:
    number = add(clocked, name="王姐", phones=("13800138000",), stage="C")
    assert add(clocked, "update", phones=("13800138000",), stage="D") == number
    assert add(clocked, "update", phones=("13800138000",), stage="D") == number
    stage = Looking(clocked.book()).show("王姐").customer.stage
    assert stage is not None
    assert stage.code == "D"


def test_an_edit_leaves_something_to_know_the_customer_by(clocked: Clocked) -> None:
    add(clocked, name="王姐", phones=("13800138000",))
    with pytest.raises(EmptyName):
        Capture(clocked.book()).edit("王姐", Details(name="", remove=("13800138000",)))
    Capture(clocked.book()).edit("王姐", Details(name=""))
    with pytest.raises(EmptyName):
        Capture(clocked.book()).edit("#1", Details(remove=("13800138000",)))
    assert phones(clocked, 1) == ["+8613800138000"]


def test_update_says_that_the_name_stays(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐 13800138000", Details(), Entering())
    changed = Capture(clocked.book()).add(
        "李姐 13800138000 #VIP", Details(), Entering(), duplicate="update"
    )
    assert "The name stays {name}." in [sentence.text for sentence in changed.said]
    assert changed.customers[0].name == "王姐"
