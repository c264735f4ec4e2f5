"""Names on a map don't cover each other, the most important ones being there."""

from web.profiles.labels import LARGE, NORMAL, Spot, Writing, with_room

CROWD = [
    Spot(110 + number * 271 % 780, 40 + number * 173 % 600, 5 + number % 12, "Kaarnala ry")
    for number in range(300)
]


def test_names_in_a_crowd_keep_clear_of_each_other() -> None:
    for writing in (NORMAL, LARGE):
        named = [CROWD[number] for number in with_room(CROWD, 300, writing)]

        assert 1 < len(named) < 300
        for number, one in enumerate(named):
            for other in named[:number]:
                assert not _cover(one, other, writing)


def test_names_stand_apart_though_their_points_are_of_other_sizes() -> None:
    large, small = Spot(500, 100, 16, "Suuri"), Spot(500, 123, 5, "Pieni")
    far = Spot(500, 200, 5, "Kaukana")

    assert with_room([large, small, far], 3) == {0, 2}


def test_no_large_name_is_cut_at_the_edge_of_the_map() -> None:
    left, middle, right = (Spot(x, 300, 5, "Kaarnala ry") for x in (90, 500, 905))

    assert with_room([left, middle, right], 3, LARGE) == {1}
    assert with_room([left, middle, right], 3) == {0, 1, 2}


def test_the_first_is_named_and_no_more_than_asked() -> None:
    apart = [Spot(100 + 200 * number, 300, 5, "Nimi") for number in range(4)]

    assert with_room(apart, 2) == {0, 1}
    assert with_room(apart, 9) == {0, 1, 2, 3}


def test_no_name_covers_a_point_that_is_more_important() -> None:
    point, above = Spot(500, 300, 16, "Tärkeä"), Spot(500, 285, 5, "Vähäinen")

    assert with_room([point, above], 2) == {0}


def _cover(one: Spot, other: Spot, writing: Writing) -> bool:
    width = (len(one.name) + len(other.name)) * writing.letter / 2
    below, beside = abs(one.y + one.r - other.y - other.r), abs(one.x - other.x)
    return beside < width and below < writing.line
