"""What can be asked to do with colleagues; what they are called lies in the vault."""

from uuid import UUID

from crm import vault
from crm.log import Log, Origin, Receipt
from crm.saved_views.forgetting import forgetting as out_of_views
from crm.signing_in import holders
from crm.withdrawing import is_not_needed
from domain.account import Account
from domain.colleague import Colleague, Position
from domain.day import Day
from domain.text import line
from domain.unit import Unit


class Colleagues(Log):
    """Colleagues: the people of our own association."""

    def welcome_colleague(
        self,
        name: str,
        position: Position = Position.EXPERT,
        unit_id: UUID | None = None,
        joined_on: Day | None = None,
        *,
        origin: Origin,
    ) -> Receipt:
        """Welcome a colleague, into a unit or none."""
        self.check_kind(Unit, unit_id, "unit")
        colleague = Colleague.join(name, position, unit_id, joined_on)
        keep = vault.keeping(colleague.id, {"name": line(name, "name")})
        return self.record(colleague, origin=origin, rules=[keep])

    def assign_colleague(
        self, colleague_id: UUID, unit_id: UUID | None, assigned_on: Day, *, origin: Origin
    ) -> Receipt:
        """It changed: the colleague works in another unit from a day on."""
        colleague = self.get(Colleague, colleague_id)
        self.check_kind(Unit, unit_id, "unit")
        colleague.assign_to_unit(unit_id, assigned_on)
        return self.record(colleague, origin=origin)

    def give_position(
        self, colleague_id: UUID, position: Position, given_on: Day, *, origin: Origin
    ) -> Receipt:
        """It changed: the colleague has another position from a day on."""
        colleague = self.get(Colleague, colleague_id)
        colleague.give_position(position, given_on)
        return self.record(colleague, origin=origin)

    def correct_colleague_name(
        self,
        colleague_id: UUID,
        name: str,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: the name had been written wrong."""
        colleague = self.get(Colleague, colleague_id, version)
        before = vault.names(self.database, [colleague_id]).get(colleague_id, "")
        colleague.correct_name(before, name, reason)
        said = {"name": line(name, "name"), "reason": line(reason, "reason")}
        return self.record(colleague, origin=origin, rules=[vault.keeping(colleague_id, said)])

    def see_colleague_off(
        self, colleague_id: UUID, left_on: Day, *, version: int | None = None, origin: Origin
    ) -> Receipt:
        """The colleague left on a day."""
        colleague = self.get(Colleague, colleague_id, version)
        colleague.leave(left_on)
        return self.record(colleague, origin=origin)

    def withdraw_colleague(self, colleague_id: UUID, reason: str, *, origin: Origin) -> Receipt:
        """It was wrong: this was never a colleague. Raises StillNeeded."""
        colleague = self.get(Colleague, colleague_id)
        colleague.withdraw(reason)
        keep = vault.keeping(colleague_id, {"reason": line(reason, "reason")})
        return self.record(colleague, origin=origin, rules=[is_not_needed(colleague_id), keep])

    def forget_colleague(self, colleague_id: UUID, *, origin: Origin) -> Receipt:
        """Delete who somebody is, and close what they signed in with, which goes too.

        crm/erasing.py asks for this, once the ledger says so.
        """
        colleague = self.get(Colleague, colleague_id)
        ids = holders.account_ids_of(self.database, colleague_id)
        accounts = [self.get(Account, account_id) for account_id in ids]
        colleague.erase()
        for account in accounts:
            account.close()
        # What they are called is in the vault: it goes after what is looked through for that.
        forgetting = out_of_views, vault.forgetting, holders.forgetting
        rules = [forget(colleague_id) for forget in forgetting]
        return self.record(colleague, *accounts, origin=origin, rules=rules)
