"""What each kind of event is called."""

from crm.language import gettext as _
from crm.language import once_a_language
from crm.log import Entry


def title_of(entry: Entry) -> str:
    """Return what an event is called."""
    return title_of_topic(entry.topic)


def title_of_topic(topic: str) -> str:
    """Return what events of a topic are called, whatever its version."""
    return titles().get(topic.removeprefix("crm.").rpartition(".")[0], topic)


@once_a_language
def titles() -> dict[str, str]:
    """Return what each kind of event is called."""
    of_people = _of_parties() | _of_contacts()
    return {**_of_activities(), **_of_partners(), **of_people, **_of_lists_and_imports()}


def _of_activities() -> dict[str, str]:
    alike = {
        "party_joined": _("Joined"),
        "party_left": _("Left"),
        "party_changed_role": _("Took another role"),
        "participation_corrected": _("Participation corrected"),
        "participation_withdrawn": _("Participation withdrawn"),
        "title_corrected": _("Title corrected"),
        "withdrawn": _("Withdrawn"),
        "cancelled": _("Cancelled"),
        "state_corrected": _("State corrected"),
    }
    return {
        **{f"project.{name}": title for name, title in alike.items()},
        **{f"engagement.{name}": title for name, title in alike.items()},
        "project.planned": _("Planned"),
        "project.started": _("Started"),
        "project.retitled": _("Took another title"),
        "project.goal_set": _("Goal set"),
        "project.goal_corrected": _("Goal corrected"),
        "project.extended": _("Extended"),
        "project.period_corrected": _("Days corrected"),
        "project.completed": _("Completed"),
        "engagement.agreed": _("Agreed"),
        "engagement.rescheduled": _("Rescheduled"),
        "engagement.days_corrected": _("Days corrected"),
        "engagement.described": _("Described anew"),
        "engagement.description_corrected": _("Description corrected"),
        "engagement.marked_sensitive": _("Marked as sensitive"),
        "engagement.sensitivity_lifted": _("Opened to all"),
        "engagement.delivered": _("Delivered"),
        "engagement.attendance_corrected": _("Attendance corrected"),
    }


def _of_partners() -> dict[str, str]:
    return {
        "partner.registered": _("Registered"),
        "partner.beginning_corrected": _("First day corrected"),
        "partner.renamed": _("Renamed"),
        "partner.name_corrected": _("Name corrected"),
        "partner.described": _("Described anew"),
        "partner.description_corrected": _("Description corrected"),
        "partner.placed_under": _("Placed under another"),
        "partner.placement_withdrawn": _("Placement withdrawn"),
        "partner.stage_moved": _("Stage moved"),
        "partner.stage_move_withdrawn": _("Move to a stage withdrawn"),
        "partner.identifier_given": _("Identifier given"),
        "partner.identifier_corrected": _("Identifier corrected"),
        "partner.steward_assigned": _("Steward assigned"),
        "partner.stewardship_withdrawn": _("Steward withdrawn"),
        "partner.withdrawn": _("Withdrawn"),
    }


def _of_parties() -> dict[str, str]:
    return {
        "unit.opened": _("Opened"),
        "unit.beginning_corrected": _("First day corrected"),
        "unit.renamed": _("Renamed"),
        "unit.names_corrected": _("Name corrected"),
        "unit.placed_under": _("Placed under another"),
        "unit.placement_withdrawn": _("Placement withdrawn"),
        "unit.closed": _("Closed"),
        "unit.closing_withdrawn": _("Closing withdrawn"),
        "unit.withdrawn": _("Withdrawn"),
        "colleague.joined": _("Joined"),
        "colleague.beginning_corrected": _("First day corrected"),
        "colleague.assigned_to_unit": _("Assigned to a unit"),
        "colleague.assignment_withdrawn": _("Assignment to a unit withdrawn"),
        "colleague.position_given": _("Position given"),
        "colleague.position_withdrawn": _("Position withdrawn"),
        "colleague.name_corrected": _("Name corrected"),
        "colleague.left": _("Left"),
        "colleague.leaving_withdrawn": _("Leaving withdrawn"),
        "colleague.withdrawn": _("Withdrawn"),
        "colleague.erased": _("Erased"),
        "network.founded": _("Founded"),
        "network.beginning_corrected": _("First day corrected"),
        "network.renamed": _("Renamed"),
        "network.name_corrected": _("Name corrected"),
        "network.purpose_set": _("Purpose set"),
        "network.purpose_corrected": _("Purpose corrected"),
        "network.member_joined": _("Member joined"),
        "network.membership_withdrawn": _("Membership withdrawn"),
        "network.member_left": _("Member left"),
        "network.leaving_withdrawn": _("Leaving withdrawn"),
        "network.dissolved": _("Dissolved"),
        "network.dissolution_withdrawn": _("Dissolution withdrawn"),
        "network.withdrawn": _("Withdrawn"),
    }


def _of_contacts() -> dict[str, str]:
    return {
        "contact.added": _("Contact added"),
        "contact.details_changed": _("Details changed"),
        "contact.moved": _("Moved to another partner"),
        "contact.position_corrected": _("Place of work corrected"),
        "contact.left": _("Left"),
        "contact.consent_recorded": _("Consent recorded"),
        "contact.consent_withdrawn": _("Consent withdrawn"),
        "contact.took_part": _("Took part"),
        "contact.never_took_part": _("Never took part"),
        "contact.erased": _("Erased"),
    }


def _of_lists_and_imports() -> dict[str, str]:
    return {
        "vocabulary.set_up": _("Vocabulary set up"),
        "vocabulary.term_added": _("Term added"),
        "vocabulary.term_renamed": _("Term renamed"),
        "vocabulary.term_retired": _("Term retired"),
        "vocabulary.term_merged": _("Term merged"),
        "vocabulary.merge_withdrawn": _("Merge of terms undone"),
        "vocabulary.role_counted": _("Role counted"),
        "account.opened": _("Account opened"),
        "account.role_given": _("Role given"),
        "account.new_beginning_allowed": _("New beginning allowed"),
        "account.closed": _("Account closed"),
        "account.reopened": _("Account opened again"),
        "import.begun": _("Import begun"),
        "import.finished": _("Import finished"),
        "import.undone": _("Import undone"),
    }
