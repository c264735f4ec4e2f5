"""Pirkanmaa and its neighbours: the group of the map that works on divorce support."""

from crm.demo.regions.row import Row

TAMPERE = (
    Row("Tampereen kaupunki", "municipality", "education youth_work", "Tampere", "2013", 5),
    Row("Ylöjärven kaupunki", "municipality", "education social", "Ylöjärvi", "2019", 2),
    Row("Hämeenlinnan kaupunki", "municipality", "education youth_work", "Hämeenlinna", "2021-09"),
    Row("Jyväskylän kaupunki", "municipality", "education youth_work", "Jyväskylä", 12.1, 2),
    Row("Pirkanmaan hyvinvointialue", "county", "social health_care", "Tampere", "2023-01-01", 7),
    Row(
        "Kanta-Hämeen hyvinvointialue", "county", "social health_care", "Hämeenlinna", "2023-05", 2
    ),
    Row("Keski-Suomen hyvinvointialue", "county", "social health_care", "Jyväskylä", 15.5, 2),
    Row("Erotuki Uusi Sivu Pirkka ry", "association", "social", "Tampere", "2011-03", 4),
    Row("Koskimielen Miehet ry", "association", "social", "Tampere", "2016"),
    Row("Hämeen Perhesolmu ry", "association", "social", "Hämeenlinna", "2020-05"),
    Row("Järviseudun Eroryhmät ry", "association", "social", "Jyväskylä", 17.2),
    Row("Nuorisotalo Patokallio ry", "association", "youth_work", "Tampere", 8.6),
    Row("Näsinkannaksen ammattiopisto", "school", "education", "Tampere", "2018", 2),
    Row("Harjunportin ammattikorkeakoulu", "school", "education health_care", "Tampere", "2015", 3),
    Row("Viherlahden opisto", "school", "education", "Valkeakoski", 20.2),
    Row("Koskenrannan yliopisto", "university", "education social", "Tampere", "2014-09", 3),
    Row("Harjukallion seurakunta", "parish", "social", "Tampere", "2017-05"),
    Row("Vanajansalmen seurakunta", "parish", "social", "Hämeenlinna", 24.5),
    Row("Lakitoimisto Solmunen & Haka Oy", "company", "social", "Tampere", "2022"),
    Row("Mielenpeili Oy", "company", "health_care", "Jyväskylä", 27.4),
)
