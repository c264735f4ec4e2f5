"""Savo and Karelia: the group that went quiet when the peer activities came to their end."""

from crm.demo.regions.row import Row

SAVO = (
    Row("Kuopion kaupunki", "municipality", "education social", "Kuopio", "2015", 4),
    Row("Joensuun kaupunki", "municipality", "education youth_work", "Joensuu", "2016-11", 3),
    Row("Iisalmen kaupunki", "municipality", "education", "Iisalmi", "2019"),
    Row("Mikkelin kaupunki", "municipality", "education youth_work", "Mikkeli", "2018-02"),
    Row("Pohjois-Savon hyvinvointialue", "county", "social health_care", "Kuopio", "2023-01-01", 3),
    Row("Pohjois-Karjalan hyvinvointialue", "county", "social health_care", "Joensuu", "2023", 2),
    Row("Etelä-Savon hyvinvointialue", "county", "social health_care", "Mikkeli", 6.2),
    Row("Savon Miesten Piirit ry", "association", "social", "Kuopio", "2010", 4),
    Row("Kallaveden Vertaiset ry", "association", "social", "Kuopio", "2013-06", 2),
    Row("Karjalan Isäkerho Tervahauta ry", "association", "social", "Joensuu", "2020-09", 2),
    Row("Saimaan Tukipuu ry", "association", "social", "Mikkeli", "2021"),
    Row("Puijonsalmen ammattiopisto", "school", "education", "Kuopio", "2017-08"),
    Row("Lepikkorannan kansanopisto", "school", "education", "Joensuu", 5.4),
    Row("Kallanrannan seurakunta", "parish", "social", "Kuopio", "2014"),
    Row("Pielisharjun seurakunta", "parish", "social youth_work", "Joensuu", "2022-10"),
    Row("Itäsahan Puujaloste Oy", "company", "", "Iisalmi", 4.8),
)
