"""The south-west coast: the group of the map that works on violence."""

from crm.demo.regions.row import Row

TURKU = (
    Row("Turun kaupunki", "municipality", "education youth_work", "Turku", "2014", 6, "fi sv"),
    Row("Raision kaupunki", "municipality", "youth_work", "Raisio", "2019-01"),
    Row("Salon kaupunki", "municipality", "education youth_work", "Salo", 9.3),
    Row("Porin kaupunki", "municipality", "education youth_work", "Pori", "2017"),
    Row(
        "Varsinais-Suomen hyvinvointialue", "county", "social health_care", "Turku", "2023-01-01", 5
    ),
    Row("Satakunnan hyvinvointialue", "county", "social health_care", "Pori", "2023-03", 2),
    Row("Saariston Turvaluoto ry", "association", "social", "Turku", "2012-02", 3),
    Row("Auran Miesten Tupa ry", "association", "social", "Turku", "2015"),
    Row("Perhetyö Ankkuripaikka ry", "association", "social", "Naantali", 11.8),
    Row("Åbonejdens Pappor rf", "association", "social", "Turku", 21.4, 1, "sv"),
    Row("Selkämeren Kriisipolku ry", "association", "health_care social", "Rauma", "2020-11", 2),
    Row("Kuohurannan ammattiopisto", "school", "education", "Turku", "2016-08"),
    Row("Linnanpuron lukio", "school", "education", "Turku", 14.6),
    Row("Saaristomeren yliopisto", "university", "education", "Turku", "2019-09", 3, "fi sv"),
    Row("Aurankallion seurakunta", "parish", "social", "Turku", "2018"),
    Row("Norrskärs svenska församling", "parish", "social", "Parainen", 26.2, 1, "sv"),
    Row("Satamamieli Oy", "company", "health_care", "Rauma", 18.3),
    Row("Rannikon Rahti Kaisla Oy", "company", "", "Naantali", 23.9),
    Row("Lounaisväylän poliisiasema", "authority", "social", "Turku", "2021-02", 2),
    Row("Linnavuoren vankila", "authority", "social", "Turku", "2013", 2),
)
