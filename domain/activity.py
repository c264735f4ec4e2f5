"""What projects and engagements have in common: a period, and parties that take part."""

from typing import ClassVar
from uuid import UUID

from domain.day import Day, check_order, is_within
from domain.fact import Fact
from domain.participation import NotTakingPart, OutsidePeriod, Participation, Participations
from domain.refusal import IsWithdrawn
from domain.text import line
from domain.undoing import About, Former, Undoable, Undoing

PART, ROLE = "participation", "role"
Days = tuple[Day | None, Day | None]


def check_days(of_party: Days, of_activity: Days) -> None:
    """Raise EndsBeforeStart, or OutsidePeriod where an activity doesn't cover a party's days."""
    check_order(*of_party)
    if not is_within((of_party[0], None), of_activity):
        raise OutsidePeriod(*of_activity, "from_on")
    if not is_within((None, of_party[1]), of_activity):
        raise OutsidePeriod(*of_activity, "until_on")


class Joined(Fact):
    """A party joined; `participation` numbers it within its activity, from 1."""

    participation: int
    party_id: UUID
    role: str
    from_on: Day | None
    until_on: Day | None

    def apply(self, aggregate: "Activity") -> None:
        """Remember who takes part."""
        taking_part = Participation(self.party_id, self.role, self.from_on, self.until_on)
        aggregate.participations.keep(self.participation, taking_part, self.originator_version)


class Left(Joined):
    """A party left before the activity's end; its last day, `until_on`, may be unknown."""

    reason: str

    def apply(self, aggregate: "Activity") -> None:
        """Remember until when the party took part."""
        aggregate.said_anew(self.participation, self.originator_version)
        left = Participation(self.party_id, self.role, self.from_on, self.until_on, left=True)
        aggregate.participations.keep(self.participation, left, self.originator_version)


class RoleChanged(Joined):
    """From `from_on` a party has another role; the participation `former` ended before it."""

    former: int
    former_role: str
    former_from_on: Day | None

    def apply(self, aggregate: "Activity") -> None:
        """Remember the new role, and the end of the former."""
        aggregate.said_anew(self.former, self.originator_version)
        aggregate.participations.came_of[self.participation] = self.former
        days = self.former_from_on, self.from_on
        former = Participation(self.party_id, self.former_role, *days, left=True)
        aggregate.participations.keep(self.former, former, self.originator_version)
        super().apply(aggregate)


class ParticipationCorrected(Joined):
    """Role or days had been written wrong in the fact numbered `corrects`."""

    corrects: int
    reason: str

    def apply(self, aggregate: "Activity") -> None:
        """Remember who takes part, and whether that was known before."""
        number, known = self.participation, aggregate.participations
        before, by = known.by_number[number], known.said_in[number]
        now = Participation(self.party_id, self.role, self.from_on, self.until_on)
        aggregate.corrected((PART, number), before, now, self.originator_version, by=by)
        # Who had never left the former role may have the later one all the same.
        aggregate.undone -= {
            aggregate.began(new) for new in known.came_of if new in known.by_number
        }
        super().apply(aggregate)


class ParticipationWithdrawn(Fact):
    """The party had never taken part; the fact numbered `corrects` was wrong."""

    participation: int
    party_id: UUID
    role: str
    corrects: int
    reason: str

    def apply(self, aggregate: "Activity") -> None:
        """Forget the participation; its number is never given again."""
        aggregate.undone |= aggregate.facts_of(self.participation)
        aggregate.participations.forget(self.participation)


class Activity(Undoable):
    """A project or an engagement: the decisions on who takes part in it."""

    PartyJoined: ClassVar[type[Joined]]
    PartyLeft: ClassVar[type[Left]]
    PartyChangedRole: ClassVar[type[RoleChanged]]
    ParticipationCorrected: ClassVar[type[ParticipationCorrected]]
    ParticipationWithdrawn: ClassVar[type[ParticipationWithdrawn]]

    participations: Participations
    starts_on: Day | None
    ends_on: Day | None

    def join(
        self, party_id: UUID, role: str, from_on: Day | None = None, until_on: Day | None = None
    ) -> None:
        """Let a party take part in a role; days left open follow the activity's own.

        Says nothing where it is recorded already. Raises OutsidePeriod, EndsBeforeStart.
        """
        self.check_open()
        self._check_days(from_on, until_on)
        wanted = Participation(party_id, role, from_on, until_on)
        if self.participations.is_new(wanted):
            self._say(self.PartyJoined, self.participations.given + 1, wanted)

    def leave(self, participation: int, left_on: Day | None, reason: str) -> None:
        """It changed: a party left; its last day was `left_on`, or isn't known."""
        self.check_stands()
        before = self.participations.of(participation)
        self._check_days(before.from_on, left_on)
        left = Participation(before.party_id, before.role, before.from_on, left_on, left=True)
        if left != before:
            self._say(self.PartyLeft, participation, left, reason=line(reason, "reason"))

    def change_role(self, participation: int, role: str, changed_on: Day) -> None:
        """It changed: a party has another role from a day on."""
        self.check_open()
        before = self.participations.of(participation)
        if before.left and not before.until_on:  # the new role would last to the activity's end
            raise NotTakingPart
        self._check_days(before.from_on, changed_on)
        self._check_days(changed_on, before.until_on)
        if role != before.role:
            self._say(
                self.PartyChangedRole,
                self.participations.given + 1,
                Participation(before.party_id, role, changed_on, before.until_on),
                former=participation,
                former_role=before.role,
                former_from_on=before.from_on,
            )

    def correct_participation(
        self,
        participation: int,
        role: str,
        from_on: Day | None,
        until_on: Day | None,
        reason: str,
    ) -> None:
        """It was wrong: the party took part in this role, on these days, all along."""
        self.check_stands()
        before = self.participations.of(participation)
        self._check_days(from_on, until_on)
        corrected = Participation(before.party_id, role, from_on, until_on)
        if corrected != before:
            said_in = self.participations.said_in[participation]
            reason = line(reason, "reason")
            self._say(
                self.ParticipationCorrected,
                participation,
                corrected,
                corrects=said_in,
                reason=reason,
            )

    def withdraw_participation(self, participation: int, reason: str) -> None:
        """It was wrong: the party never took part."""
        self.check_stands()
        wrong = self.participations.of(participation)
        self.trigger_event(
            self.ParticipationWithdrawn,
            participation=participation,
            party_id=wrong.party_id,
            role=wrong.role,
            corrects=self.participations.said_in[participation],
            reason=line(reason, "reason"),
        )

    def was_said(self, wanted: Participation) -> bool:
        """Say whether this is recorded, or was of somebody who has left or changed since."""
        if not self.participations.is_new(wanted):
            return True
        return any(
            former.value == wanted
            for about, formers in self.former.items()
            if isinstance(about, tuple) and about[1] in self.participations.by_number
            for former in formers
        )

    def undoings(self) -> dict[int, Undoing]:
        """Return the facts that can be undone as things are: who joined may never have, too."""
        found = super().undoings()
        if not self.withdrawn:
            known = self.participations
            later = {new for new, old in known.came_of.items() if self._ended(old, new)}
            for number in known.by_number.keys() - later:
                if not self.former.get((PART, number)):
                    found[self._stands(number)] = Undoing(PART, None, number)
        return found

    def said_anew(self, participation: int, number: int) -> None:
        """Remember what was so of a participation before a fact that changes it."""
        before = self.participations.of(participation)
        by = self.participations.said_in[participation]
        self.changed((PART, participation), before, number, by=by)

    def facts_of(self, participation: int) -> set[int]:
        """Return the facts that a participation goes by alone.

        That somebody took another role says the end of the former too, and goes on with either.
        """
        formers, known = self.former.get((PART, participation), []), self.participations
        facts = {self._stands(participation), *(former.fact for former in formers)}
        return facts - {
            self.began(new)
            for new, old in known.came_of.items()
            if (new == participation and self._ended(old, new))
            or (old == participation and new in known.by_number)
        }

    def began(self, participation: int) -> int:
        """Return the fact that said a participation first."""
        formers = self.former.get((PART, participation))
        return formers[0].fact if formers else self._stands(participation)

    def _ended(self, old: int, new: int) -> bool:
        """Say whether a participation ended, as is known still, when another came of it."""
        said_in = {self._stands(old), *(former.fact for former in self.former[PART, old])}
        return old in self.participations.by_number and self.began(new) in said_in

    def _stands(self, participation: int) -> int:
        said_in = self.participations.said_in[participation]
        return self.stands.get((PART, participation), said_in)

    def _undoing_of(self, about: About, former: Former) -> Undoing | None:
        """Who had left can't be said to have left by a correction; a new role goes with the old."""
        found = super()._undoing_of(about, former)
        if not found or found.about != PART:
            return found
        if former.value.left or found.of not in self.participations.by_number:
            return None
        known = self.participations
        later = (new for new in known.by_number if known.came_of.get(new) == found.of)
        new = next((one for one in later if self.began(one) == self._stands(found.of)), None)
        if not new:
            return found
        whole = self._stands(new) == self._stands(found.of)
        return Undoing(ROLE, former.value, (found.of, new)) if whole else None

    def check_stands(self) -> None:
        """Raise IsWithdrawn where the activity had been recorded in error."""
        if self.withdrawn:
            raise IsWithdrawn

    def check_open(self) -> None:
        """Raise a refusal where the activity takes nobody in any more."""
        self.check_stands()

    def _check_days(self, from_on: Day | None, until_on: Day | None) -> None:
        check_days((from_on, until_on), (self.starts_on, self.ends_on))

    def _say(
        self, fact: type[Joined], participation: int, of: Participation, **more: object
    ) -> None:
        self.trigger_event(
            fact,
            participation=participation,
            party_id=of.party_id,
            role=of.role,
            from_on=of.from_on,
            until_on=of.until_on,
            **more,
        )
