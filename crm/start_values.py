"""The vocabularies as they are at start; administrators add, rename, retire and merge."""

from domain.names import Names
from domain.vocabulary import Term


def _terms(*rows: tuple[str, str, str, str]) -> tuple[Term, ...]:
    return tuple(
        Term(code, Names(fi, sv, en), counts=code != "funder") for code, fi, sv, en in rows
    )


START_VALUES: dict[str, tuple[Term, ...]] = {
    "theme": _terms(
        ("working_with_men", "Miesten kanssa työskentely", "Arbete med män", "Working with men"),
        (
            "male_customers",
            "Mieserityinen kohtaaminen",
            "Bemötande av manliga klienter",
            "Encountering male customers",
        ),
        ("fatherhood", "Isyys", "Faderskap", "Fatherhood"),
        ("divorce_support", "Erotuki", "Stöd vid skilsmässa", "Divorce support"),
        ("violence", "Väkivalta ja aggressio", "Våld och aggression", "Violence and aggression"),
        ("peer_activities", "Miesten vertaistoiminta", "Mäns kamratstöd", "Men's peer activities"),
        ("male_psychology", "Miehen psykologia", "Mannens psykologi", "Male psychology"),
    ),
    "sector": _terms(
        ("social", "Sosiaaliala", "Socialsektorn", "Social"),
        ("health_care", "Terveydenhuolto", "Hälso- och sjukvård", "Health care"),
        ("education", "Opetusala", "Undervisning", "Education"),
        ("youth_work", "Nuorisotyö", "Ungdomsarbete", "Youth work"),
    ),
    "kind": _terms(
        ("municipality", "Kunta", "Kommun", "Municipality"),
        ("county", "Hyvinvointialue", "Välfärdsområde", "Wellbeing services county"),
        ("association", "Yhdistys", "Förening", "Association"),
        ("school", "Oppilaitos", "Läroanstalt", "School"),
        ("university", "Yliopisto", "Universitet", "University"),
        ("parish", "Seurakunta", "Församling", "Parish"),
        ("company", "Yritys", "Företag", "Company"),
        ("authority", "Viranomainen", "Myndighet", "Authority"),
        ("funder", "Rahoittaja", "Finansiär", "Funder"),
        ("other", "Muu organisaatio", "Annan organisation", "Other organisation"),
    ),
    "role": _terms(
        ("lead", "Vetäjä", "Ledande part", "Lead"),
        ("partner", "Kumppani", "Samarbetspartner", "Partner"),
        ("host", "Isäntä", "Värd", "Host"),
        ("client", "Tilaaja", "Beställare", "Client"),
        ("co_organiser", "Yhteisjärjestäjä", "Medarrangör", "Co-organiser"),
        ("trainer", "Kouluttaja", "Utbildare", "Trainer"),
        ("expert", "Asiantuntija", "Sakkunnig", "Expert"),
        ("evaluator", "Arvioija", "Utvärderare", "Evaluator"),
        ("researcher", "Tutkija", "Forskare", "Researcher"),
        ("participant", "Osallistuja", "Deltagare", "Participant"),
        ("funder", "Rahoittaja", "Finansiär", "Funder"),
    ),
    "member_role": _terms(
        ("member", "Jäsen", "Medlem", "Member"),
        ("coordinator", "Koordinoija", "Samordnare", "Coordinator"),
        ("observer", "Tarkkailija", "Observatör", "Observer"),
    ),
    "kind_of_work": _terms(
        ("planning", "Suunnittelu", "Planering", "Planning"),
        ("workshop", "Työpaja", "Workshop", "Workshop"),
        ("charting", "Kartoitus", "Kartläggning", "Charting"),
        ("training_design", "Koulutuksen suunnittelu", "Utbildningsplanering", "Training design"),
        ("evaluation", "Arviointi", "Utvärdering", "Evaluation"),
        ("dissemination", "Levittäminen", "Spridning", "Dissemination"),
        ("research", "Tutkimus", "Forskning", "Research"),
        ("coordination", "Koordinointi", "Samordning", "Coordination"),
    ),
    "group": _terms(
        ("professional", "Ammattilaiset", "Yrkesfolk", "Professionals"),
        ("student", "Opiskelijat", "Studerande", "Students"),
        ("volunteer", "Vapaaehtoiset", "Frivilliga", "Volunteers"),
        ("other", "Muut", "Övriga", "Others"),
    ),
}
