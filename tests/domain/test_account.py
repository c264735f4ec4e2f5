from uuid import UUID

import pytest

from domain.account import Account, AccountIsClosed, Role, Standing
from domain.refusal import Missing

EERO, PROJECT, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
LEAD = Standing(Role.PROJECT_LEAD)


def test_an_account_is_opened_for_a_colleague_with_a_role() -> None:
    account = Account.open(LEAD, EERO)

    [event] = account.pending_events
    assert isinstance(event, Account.Created)
    assert (Role.PROJECT_LEAD, EERO, None) == (event.role, event.colleague_id, event.project_id)
    assert (LEAD, EERO, False) == (account.standing, account.colleague_id, account.closed)


def test_an_account_may_be_of_somebody_who_is_no_colleague() -> None:
    assert Account.open(LEAD).colleague_id is None


def test_a_guest_sees_one_project() -> None:
    account = Account.open(Standing(Role.GUEST, PROJECT))

    assert account.standing == Standing(Role.GUEST, PROJECT)
    with pytest.raises(Missing) as refused:
        Account.open(Standing(Role.GUEST))
    assert refused.value.about == "project"


def test_only_a_guest_is_held_to_a_project() -> None:
    assert Account.open(Standing(Role.LEADERSHIP, PROJECT)).project_id is None


def test_an_account_is_given_another_role() -> None:
    account = Account.open(Standing(Role.GUEST, PROJECT))

    account.give_role(Standing(Role.GUEST, OTHER))
    assert account.standing == Standing(Role.GUEST, OTHER)
    account.give_role(Standing(Role.COORDINATOR, OTHER))
    assert account.standing == Standing(Role.COORDINATOR)
    assert [type(event) for event in account.pending_events][1:] == [Account.RoleGiven] * 2


def test_the_same_role_again_is_nothing_new() -> None:
    account = Account.open(LEAD)

    account.give_role(Standing(Role.PROJECT_LEAD, PROJECT))
    assert len(account.pending_events) == 1


def test_an_account_is_closed_and_opened_again_once_each() -> None:
    account = Account.open(LEAD)

    account.reopen()
    account.close()
    account.close()
    assert account.closed
    account.reopen()
    account.reopen()
    assert not account.closed
    assert [type(event) for event in account.pending_events] == [
        Account.Created,
        Account.Closed,
        Account.Reopened,
    ]


def test_who_has_an_open_account_may_begin_anew_as_often_as_need_be() -> None:
    account = Account.open(LEAD)

    account.allow_new_beginning()
    account.allow_new_beginning()
    account.close()
    with pytest.raises(AccountIsClosed):
        account.allow_new_beginning()

    kinds = [type(event) for event in account.pending_events]
    assert [Account.Created, *[Account.NewBeginningAllowed] * 2, Account.Closed] == kinds


def test_a_closed_account_is_given_no_role() -> None:
    account = Account.open(LEAD)

    account.close()
    with pytest.raises(AccountIsClosed):
        account.give_role(Standing(Role.LEADERSHIP))
    account.reopen()
    account.give_role(Standing(Role.LEADERSHIP))
    assert account.standing.role is Role.LEADERSHIP
