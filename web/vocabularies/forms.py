"""The forms about terms: a new one, other names, retiring, whether a role counts."""

from collections.abc import Callable

from litestar.exceptions import NotFoundException

from crm.language import gettext as _
from crm.language import ngettext
from crm.log import Receipt
from crm.meanings import Meanings
from crm.projections.terms import VocabularyTerm
from domain.names import Names
from domain.vocabulary import Vocabulary
from web import words
from web.form import Entered, Field, Form
from web.visit import Visit
from web.vocabularies.listing import used

AT, KEY = "/vocabularies", "vocabularies"
WITHDRAWAL = "merge-withdrawal"


def adding(vocabulary: str) -> Form:
    """Ask what a new term is called in three languages."""
    if vocabulary not in words.vocabularies():
        raise NotFoundException
    return Form(
        title=_("New term: %(list)s") % {"list": words.vocabularies()[vocabulary]},
        fields=_names(None),
        submit=_("Add"),
        cancel=AT,
        key=KEY,
    )


def of_term(visit: Visit, vocabulary: str, code: str, act: str) -> Form:
    """Return the form of an act on a term. Raises NotFoundException where there is none."""
    term = _term(visit, vocabulary, code)
    is_withdrawal = act == WITHDRAWAL
    if act not in ACTS or (act == "counting" and vocabulary != "role"):
        raise NotFoundException
    if is_withdrawal != bool(term.into) or (term.retired and not is_withdrawal):
        raise NotFoundException
    return ACTS[act](visit, vocabulary, term)


def tell(visit: Visit, typed: Entered, vocabulary: str, code: str, act: str) -> Receipt:
    """Give the command of an act on a term."""
    origin = visit.origin(typed.command_id)
    if act == "names":
        return visit.crm.rename_term(
            vocabulary, code, names_in(typed), version=typed.version, origin=origin
        )
    if act == "counting":
        counts = bool(typed.text("counts"))
        return visit.crm.count_role(code, counts=counts, origin=origin)
    if act == "merge":
        return visit.crm.merge_terms(
            vocabulary, code, typed.text("into"), version=typed.version, origin=origin
        )
    if act == WITHDRAWAL:
        return visit.crm.withdraw_merge(vocabulary, code, origin=origin)
    return visit.crm.retire_term(vocabulary, code, origin=origin)


def names_in(typed: Entered) -> Names:
    """Read the three names."""
    return Names.given(typed.text("name"), typed.text("name_sv"), typed.text("name_en"))


def _renaming(visit: Visit, vocabulary: str, term: VocabularyTerm) -> Form:
    return _form(
        visit,
        vocabulary,
        term,
        _("Other names for “%(term)s”"),
        *_names(term),
        lead=_("Wherever it is used, the new names are shown."),
    )


def _retiring(visit: Visit, vocabulary: str, term: VocabularyTerm) -> Form:
    many = used(visit, vocabulary, words.meanings(visit, vocabulary)).get(term.code)
    lead = _("It is offered no more. What it was used for keeps it, and can still be found by it.")
    if many:
        told = ngettext("Used once until now.", "Used %(many)d times until now.", many)
        lead += " " + told % {"many": many}
    return _form(visit, vocabulary, term, _("Retire “%(term)s”"), lead=lead, submit=_("Retire"))


def _merging(visit: Visit, vocabulary: str, term: VocabularyTerm) -> Form:
    known = words.meanings(visit, vocabulary)
    many = used(visit, vocabulary, known)
    parts = [_carrying(vocabulary, many.get(term.code, 0))] if many else []
    parts.append(
        _(
            "From now on whatever carries it is counted, listed and found under the other, also of "
            "years past, and no form offers it. History keeps what was said. It can be undone."
        )
    )
    if vocabulary == "role":
        parts.append(_("Whether it counts as working together is then as with the other role."))
    return _form(
        visit,
        vocabulary,
        term,
        _("Merge “%(term)s” into…"),
        Field("into", _("Into"), "choice", required=True, options=_others(visit, known, term)),
        lead=" ".join(parts),
        submit=_("Merge"),
    )


def _carrying(vocabulary: str, many: int) -> str:
    if not many:
        return _("Nothing carries it so far.")
    told = {
        "theme": ngettext(
            "One project or engagement carries it.",
            "%(many)d projects and engagements carry it.",
            many,
        ),
        "role": ngettext(
            "One participation is in this role.", "%(many)d participations are in this role.", many
        ),
    }
    of_partners = ngettext("One partner carries it.", "%(many)d partners carry it.", many)
    return told.get(vocabulary, of_partners) % {"many": many}


def _others(visit: Visit, known: Meanings, term: VocabularyTerm) -> list[tuple[str, str]]:
    return [
        (one.code, name if one.counts else _("%(role)s (not counted)") % {"role": name})
        for one in known.terms
        for name in (one.in_language(visit.language),)
        if not one.retired and one.code != term.code
    ]


def _withdrawing(visit: Visit, vocabulary: str, term: VocabularyTerm) -> Form:
    other = words.labels(visit, vocabulary)[term.code]
    return _form(
        visit,
        vocabulary,
        term,
        _("Undo the merge of “%(term)s”"),
        lead=_(
            "It stands for itself again: what carries it is counted, listed and found under it, "
            "no longer under “%(other)s”, and forms offer it."
        )
        % {"other": other},
        submit=_("Undo the merge"),
    )


def _counting(visit: Visit, vocabulary: str, term: VocabularyTerm) -> Form:
    label = _("Counts as working together")
    return _form(
        visit,
        vocabulary,
        term,
        _("Does “%(term)s” count?"),
        Field("counts", label, "tick", term.counts),
        lead=_(
            "Two who took part in the same, both in roles that count, worked together. Every "
            "figure, also of years past, follows at once."
        ),
    )


def _form(
    visit: Visit,
    vocabulary: str,
    term: VocabularyTerm,
    title: str,
    *fields: Field,
    lead: str,
    submit: str = "",
) -> Form:
    return Form(
        title=title % {"term": term.in_language(visit.language)},
        lead=lead,
        fields=list(fields),
        submit=submit or _("Save"),
        cancel=AT,
        key=KEY,
        version=visit.crm.version_of(Vocabulary.create_id(vocabulary)),
    )


def _names(term: VocabularyTerm | None) -> list[Field]:
    return [
        Field("name", _("Name in Finnish"), value=term.fi if term else "", required=True),
        Field("name_sv", _("Name in Swedish"), value=(term.sv or "") if term else ""),
        Field("name_en", _("Name in English"), value=(term.en or "") if term else ""),
    ]


def _term(visit: Visit, vocabulary: str, code: str) -> VocabularyTerm:
    known = visit.crm.terms(vocabulary) if vocabulary in words.vocabularies() else []
    if found := next((term for term in known if term.code == code), None):
        return found
    raise NotFoundException


ACTS: dict[str, Callable[[Visit, str, VocabularyTerm], Form]] = {
    "names": _renaming,
    "retirement": _retiring,
    "merge": _merging,
    WITHDRAWAL: _withdrawing,
    "counting": _counting,
}
