"""What engagements are called: themes, formats and audiences, in Finnish and in Swedish."""

TOPICS = {
    "fatherhood": (
        "Etäisän arki",
        "Nuori isä palveluissa",
        "Isän ja lapsen yhteinen aika",
        "Isäryhmän ohjaajaksi",
        "Isän puheenvuoro perhetyössä",
        "Uusperheen isät",
        "Maahan muuttaneet isät ja kasvatus",
    ),
    "divorce_support": (
        "Mies eron jälkeen",
        "Isän ero ja lapsen arki",
        "Eroryhmän ohjaaminen",
        "Vaikea ero ja viha",
        "Ero ja yksinäisyys",
        "Sovittelun ensiaskeleet",
    ),
    "violence": (
        "Väkivallan puheeksi ottaminen",
        "Vihan tunteen kohtaaminen",
        "Väkivaltaa kokenut mies",
        "Kun asiakas pelottaa",
        "Lähisuhdeväkivallan katkaiseminen",
        "Häpeä väkivallan takana",
        "Turvasuunnitelma miehen kanssa",
    ),
    "peer_activities": (
        "Miesten piirin perustaminen",
        "Vertaisohjaajan eväät",
        "Saunailta ryhmän alkuna",
        "Hiljaisen miehen ryhmä",
        "Vertaisuus metsäpoluilla",
    ),
    "working_with_men": (
        "Miestyön perusteet",
        "Mies ja avun pyytäminen",
        "Toiminnallinen työ miesten kanssa",
        "Miestyö omassa yksikössä",
        "Mies, työttömyys ja toivo",
    ),
    "male_customers": (
        "Mies vastaanotolla",
        "Miehen kohtaaminen asiakastyössä",
        "Mitä mies jättää sanomatta",
        "Palvelu, johon mies tulee toisenkin kerran",
        "Mieserityinen palveluohjaus",
        "Vaiteliaan miehen haastattelu",
    ),
    "male_psychology": (
        "Miehen masennus",
        "Miehen mieli ja keho",
        "Häpeä ja kunnia",
        "Poikuudesta mieheksi",
    ),
}
TOPICS_SV = {
    "fatherhood": (
        "Pappa på rådgivningen",
        "Småbarnspappans ork",
        "Pappa på distans",
        "Unga pappor i servicen",
        "Att leda en pappagrupp",
        "Pappans röst i familjearbetet",
    ),
    "divorce_support": ("Mannen efter skilsmässan", "Skilsmässan och barnets vardag"),
    "violence": ("Att tala om våld", "Att möta vrede"),
    "working_with_men": ("Grunder i arbete med män", "Män och att be om hjälp"),
    "male_customers": (
        "Mannen på mottagningen",
        "Att möta män i klientarbete",
        "Det som män lämnar osagt",
    ),
    "male_psychology": ("Mannens depression", "Skam och heder"),
}
# What is worth telling to one sector only.
TOPICS_FOR = {
    ("fatherhood", "health_care"): (
        "Isä neuvolan asiakkaana",
        "Isän ja vauvan varhainen suhde",
        "Vauvaperheen isän jaksaminen",
        "Isä synnytyksessä",
    ),
    ("fatherhood", "social"): ("Isä perhekeskuksessa", "Vauvaperheen isän jaksaminen"),
    ("fatherhood", "education"): ("Isä vanhempainillassa", "Isä varhaiskasvatuksen arjessa"),
    ("violence", "youth_work"): ("Nuoren miehen viha", "Tappelun jälkeen"),
    ("male_psychology", "education"): ("Pojan hiljaisuus luokassa",),
}
AUDIENCES = {
    "social": (
        "sosiaaliohjaajille",
        "perhetyön tekijöille",
        "lastenvalvojille",
        "aikuissosiaalityölle",
    ),
    "health_care": (
        "terveydenhoitajille",
        "mielenterveystyön ammattilaisille",
        "kätilöille",
        "vastaanoton väelle",
    ),
    "education": (
        "opettajille",
        "varhaiskasvatukselle",
        "opinto-ohjaajille",
        "sosionomiopiskelijoille",
        "lähihoitajaopiskelijoille",
    ),
    "youth_work": ("nuoriso-ohjaajille", "etsivälle nuorisotyölle", "työpajaohjaajille"),
    "peers": ("vertaisohjaajille", "vapaaehtoisille", "ryhmistä kiinnostuneille"),
    "": ("työyhteisölle", "esihenkilöille", "työsuojeluparille"),
}
AUDIENCES_SV = {
    "social": ("socialarbetare", "familjearbetare"),
    "health_care": ("hälsovårdare", "barnmorskor"),
    "education": ("lärare", "småbarnspedagoger", "närvårdarstuderande"),
    "youth_work": ("ungdomsledare",),
    "": ("arbetsplatsen",),
}
FORMATS = (
    "{topic}: koulutus {audience}",
    "{topic}: työpaja {audience}",
    "{topic}, luento {audience}",
    "{topic}: iltapäivä {audience}",
)
FORMATS_SV = (
    "{topic}: utbildning för {audience}",
    "{topic}: workshop för {audience}",
    "{topic}, föreläsning för {audience}",
)
MEETINGS = (
    "Koulutustarpeiden kartoitus, {place}",
    "Vuoden suunnittelu yhdessä, {place}",
    "Konsultaatio: {small}",
    "Vierailu ja tutustuminen, {place}",
    "Palautepalaveri: {small}",
)
MEETINGS_SV = ("Planering av året, {place}", "Konsultation: {small}", "Besök, {place}")
VISITS = ("Vierailu", "Besök")
SEMINARS = ("{topic} -seminaari, {place}", "Avoin seminaari: {topic}", "{topic}: keskustelupäivä")
SEMINARS_SV = ("Öppet seminarium: {topic}", "{topic}: temadag")
STUDENTS = ("opiskelijoille", "studerande")
CANCELLED = (
    "Kouluttaja sairastui.",
    "Ilmoittautuneita oli liian vähän.",
    "Tilaaja perui säästöjen vuoksi.",
    "Tila ei ollut käytettävissä.",
    "Päällekkäinen koulutus samalla viikolla.",
)
RESCHEDULED = ("Kouluttajan este.", "Tilaajan toiveesta.", "Lakko siirsi tilaisuutta.")
