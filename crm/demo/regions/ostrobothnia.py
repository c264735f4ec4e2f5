"""Swedish-speaking Ostrobothnia: the group that grew once the unit there had opened."""

from crm.demo.regions.row import Row

OSTROBOTHNIA = (
    Row("Vaasan kaupunki", "municipality", "education youth_work", "Vaasa", "2021-04", 3, "fi sv"),
    Row("Korsholms kommun", "municipality", "education youth_work", "Mustasaari", 18.9, 2, "sv fi"),
    Row("Närpes stad", "municipality", "education", "Närpiö", 21.1, 2, "sv"),
    Row("Jakobstads stad", "municipality", "education youth_work", "Pietarsaari", 22.7, 1, "sv fi"),
    Row("Österbottens välfärdsområde", "county", "social health_care", "Vaasa", 14.1, 5, "sv fi"),
    Row("Pappor i Kvarkenvinden rf", "association", "social", "Vaasa", 19.6, 4, "sv"),
    Row("Familjehuset Fyrljuset rf", "association", "social", "Vaasa", 20.8, 2, "sv"),
    Row("Österbottens Mansforum Tallbacka rf", "association", "social", "Närpiö", 22.2, 1, "sv"),
    Row("Ungdomsgården Vågbrytaren rf", "association", "youth_work", "Pietarsaari", 24.1, 1, "sv"),
    Row("Yrkesinstitutet Kvarnskär", "school", "education health_care", "Vaasa", 20.3, 2, "sv"),
    Row("Folkhögskolan Enbacka", "school", "education", "Närpiö", 25.7, 1, "sv"),
    Row("Kvarkenvindens universitet", "university", "education social", "Vaasa", 19.2, 2, "sv"),
    Row("Storgrynnans församling", "parish", "social youth_work", "Mustasaari", 23.3, 1, "sv"),
    Row("Enbacka församling", "parish", "social", "Närpiö", 28.5, 1, "sv"),
    Row("Nordgrynnans Båtbyggeri Ab", "company", "", "Pietarsaari", 27.9, 1, "sv"),
    Row("Stiftelsen Havsljuset sr", "funder", "", "Vaasa", 17.1, 1, "sv"),
)
