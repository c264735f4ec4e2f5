"""Uusimaa, where the work began: the largest group of the map, on encountering male customers."""

from crm.demo.regions.row import Row

UUSIMAA = (
    Row("Vantaan kaupunki", "municipality", "education social youth_work", "Vantaa", "2012", 7),
    Row("Espoon kaupunki", "municipality", "education youth_work", "Espoo", "2015-09", 3, "fi sv"),
    Row("Keravan kaupunki", "municipality", "social education", "Kerava", "2018", 3),
    Row("Porvoon kaupunki", "municipality", "education youth_work", "Porvoo", 13.2, 1, "fi sv"),
    Row("Lohjan kaupunki", "municipality", "education youth_work", "Lohja", "2020-02"),
    Row("Hyvinkään kaupunki", "municipality", "education", "Hyvinkää", "2016"),
    Row(
        "Vantaan ja Keravan hyvinvointialue", "county", "social health_care", "Vantaa", (1, 1, 1), 4
    ),
    Row(
        "Länsi-Uudenmaan hyvinvointialue", "county", "social health_care", "Espoo", "2023-01-01", 5
    ),
    Row(
        "Keski-Uudenmaan hyvinvointialue", "county", "social health_care", "Hyvinkää", "2023-01", 2
    ),
    Row(
        "Itä-Uudenmaan hyvinvointialue", "county", "social health_care", "Porvoo", 16.4, 2, "fi sv"
    ),
    Row("Etelän Isäpiiri ry", "association", "social", "Helsinki", "2014-05", 4),
    Row("Kotilaiturin Perheyhdistys ry", "association", "social", "Espoo", "2019"),
    Row("Erovanhemmat Kaarisilta ry", "association", "social", "Helsinki", "2017-11", 2),
    Row("Miesten Keidas Kallionkieli ry", "association", "social", "Vantaa", "2011"),
    Row("Nuorten Majakkaniemi ry", "association", "youth_work", "Helsinki", 7.5),
    Row("Yhden Vanhemman Venho ry", "association", "social", "Järvenpää", 19.1),
    Row("Kulttuurisilta Meripihka ry", "association", "social education", "Helsinki", 25.3, 2),
    Row("Kallionkielen ammattiopisto", "school", "education", "Vantaa", "2018-08", 2),
    Row("Ruukinlahden ammattikorkeakoulu", "school", "education social", "Espoo", "2013", 3),
    Row("Hopeasalmen kansanopisto", "school", "education", "Järvenpää", 10.4),
    Row("Etelänlahden yliopisto", "university", "education", "Helsinki", "2013-01", 3),
    Row("Kaarnalahden seurakunta", "parish", "social youth_work", "Vantaa", "2016-10", 2),
    Row("Tuomiharjun seurakunta", "parish", "social", "Espoo", "2021"),
    Row("Sibbnäs svenska församling", "parish", "social", "Sipoo", 22.0, 1, "sv"),
    Row("Vakaamieli Oy", "company", "health_care", "Helsinki", "2022-04"),
    Row("Kaarihallin Rakennus Oy", "company", "", "Vantaa", 17.6),
    Row("Suunta ja Voima Oy", "company", "social", "Helsinki", "2019-10"),
    Row("Kalliosalmen vankila", "authority", "social", "Vantaa", "2020"),
    Row("Hopeakuusen säätiö sr", "funder", "", "Helsinki", "2015"),
    Row("Tulevaisuuden Perheet -säätiö sr", "funder", "", "Helsinki", "2018-03"),
    Row("Kaukametsän rahasto sr", "funder", "", "Helsinki", "2021-06"),
    Row("Työpaja Kaikuranta", "other", "youth_work", "Helsinki", 20.7),
)
