"""Oulu and the north: the group of the map that works on fatherhood."""

from crm.demo.regions.row import Row

NORTH = (
    Row("Oulun kaupunki", "municipality", "education youth_work", "Oulu", "2016", 6),
    Row("Rovaniemen kaupunki", "municipality", "education youth_work", "Rovaniemi", "2020-01", 2),
    Row("Kajaanin kaupunki", "municipality", "education", "Kajaani", 13.7),
    Row("Raahen kaupunki", "municipality", "youth_work education", "Raahe", 19.8),
    Row(
        "Pohjois-Pohjanmaan hyvinvointialue",
        "county",
        "social health_care",
        "Oulu",
        "2023-01-01",
        5,
    ),
    Row("Lapin hyvinvointialue", "county", "social health_care", "Rovaniemi", "2023-04", 2),
    Row("Kainuun hyvinvointialue", "county", "social health_care", "Kajaani", 16.9),
    Row("Pohjoisen Isät Revonhauta ry", "association", "social", "Oulu", "2018-06", 4),
    Row("Perhekahvila Hillasuo ry", "association", "social", "Oulu", "2021-11", 2),
    Row("Tunturin Miesten Kammi ry", "association", "social", "Rovaniemi", 23.0),
    Row("Nuorten Koskiverstas ry", "association", "youth_work", "Kajaani", 26.8),
    Row("Hillarannan ammattiopisto", "school", "education health_care", "Oulu", "2019-08", 2),
    Row("Jäälinnan ammattikorkeakoulu", "school", "education", "Rovaniemi", 18.0),
    Row("Pohjantähden yliopisto", "university", "education health_care", "Oulu", "2017", 3),
    Row("Hiidenkurun seurakunta", "parish", "social youth_work", "Oulu", "2022"),
    Row("Perhekeskus Ukonlampi", "other", "health_care social", "Oulu", "2022-08", 2),
)
