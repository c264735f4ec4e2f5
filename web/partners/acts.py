"""What can be said about a partner."""

from uuid import UUID

from crm.log import Receipt
from domain.partner import Stage
from domain.refusal import Missing
from web.acting import Act, how
from web.form import Entered
from web.partners import forms
from web.profiles.forms import BEGINNING, correcting_name, withdrawal
from web.visit import Visit


def register(visit: Visit, typed: Entered) -> Receipt:
    """Take a new partner in."""
    return visit.crm.register_partner(
        typed.text("name"),
        forms.description_in(typed),
        identified_by={"fi-ytunnus": typed.text("business_id")},
        stage=_stage(typed),
        since_on=typed.day("since_on"),
        origin=visit.origin(typed.command_id),
    )


def _rename(visit: Visit, partner_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.rename_partner(
        partner_id, typed.text("name"), typed.past_day("changed_on"), **how(visit, typed)
    )


def _correct_name(visit: Visit, partner_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.correct_partner_name(
        partner_id, typed.text("name"), typed.text("reason"), **how(visit, typed)
    )


def _describe(visit: Visit, partner_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.describe_partner(
        partner_id,
        forms.description_in(typed),
        typed.past_day("changed_on"),
        **how(visit, typed),
    )


def _correct_description(visit: Visit, partner_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.correct_partner_description(
        partner_id, forms.description_in(typed), typed.text("reason"), **how(visit, typed)
    )


def _move_stage(visit: Visit, partner_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.move_partner_stage(
        partner_id,
        _stage(typed),
        typed.past_day("changed_on"),
        typed.text("reason"),
        **how(visit, typed),
    )


def _place(visit: Visit, partner_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.place_partner(
        partner_id, typed.id("parent"), typed.past_day("changed_on"), **how(visit, typed)
    )


def _identify(visit: Visit, partner_id: UUID, typed: Entered) -> Receipt:
    typed_in = forms.identifiers_in(typed)
    given = {scheme: typed_in[scheme] for scheme in forms.SCHEMES if scheme in typed_in}
    return visit.crm.give_partner_identifiers(partner_id, given, **how(visit, typed))


def _correct_identifiers(visit: Visit, partner_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.correct_partner_identifiers(
        partner_id, forms.identifiers_in(typed), typed.text("reason"), **how(visit, typed)
    )


def _assign_steward(visit: Visit, partner_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.assign_steward(
        partner_id,
        typed.needed_id("steward"),
        typed.past_day("changed_on"),
        origin=visit.origin(typed.command_id),
    )


def _stage(typed: Entered) -> Stage:
    try:
        return Stage(typed.text("stage"))
    except ValueError:
        raise Missing("stage") from None


ACTS = {
    "name": Act(forms.renaming, _rename),
    "name-correction": Act(correcting_name, _correct_name),
    "beginning-correction": BEGINNING,
    "description": Act(forms.describing, _describe),
    "description-correction": Act(forms.correcting_description, _correct_description),
    "stage": Act(forms.moving_stage, _move_stage),
    "identifiers": Act(forms.identifying, _identify),
    "identifiers-correction": Act(forms.correcting_identifiers, _correct_identifiers),
    "parent": Act(forms.placing, _place),
    "steward": Act(forms.stewarding, _assign_steward),
    "withdrawal": withdrawal(lambda visit: visit.crm.withdraw_partner),
}
