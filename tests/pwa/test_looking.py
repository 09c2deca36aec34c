"""What overlaps in my agenda, and what a link brings."""


def session(name, start, end, **facts):
    return {"id": name, "start": f"2027-06-{start}+03:00", "end": f"2027-06-{end}+03:00"} | facts


def together(in_javascript, *rows):
    (groups,) = in_javascript("looking", "together", [list(rows)])
    return [[row["id"] for row in group] for group in groups]


def test_sessions_that_overlap_are_together_and_those_that_touch_are_not(in_javascript):
    a = session("a", "11T09:00", "11T10:00")
    b = session("b", "11T09:45", "11T10:30")
    c = session("c", "11T10:30", "11T11:00")

    assert together(in_javascript, c, b, a) == [["a", "b"], ["c"]]


def test_a_long_session_holds_together_what_lies_within_it(in_javascript):
    long = session("long", "11T09:00", "11T12:00")
    early = session("early", "11T09:30", "11T10:00")
    late = session("late", "11T11:00", "11T11:30")

    assert together(in_javascript, long, early, late) == [["long", "early", "late"]]


def test_what_does_not_take_place_overlaps_with_nothing(in_javascript):
    a = session("a", "11T09:00", "11T10:00")
    b = session("b", "11T09:15", "11T09:45", state="cancelled")
    c = session("c", "11T09:20", "11T09:50", state="replaced")
    d = session("d", "11T09:30", "11T10:00", state="moved")

    assert together(in_javascript, a, b, c, d) == [["a", "d"], ["b"], ["c"]]


def test_a_session_may_go_on_after_midnight(in_javascript):
    evening = session("evening", "11T23:00", "12T01:00")
    night = session("night", "12T00:30", "12T02:00")

    assert together(in_javascript, night, evening) == [["evening", "night"]]


def test_moments_count_and_not_what_clocks_say(in_javascript):
    first = {"id": "a", "start": "2027-10-31T02:30+03:00", "end": "2027-10-31T02:55+03:00"}
    second = {"id": "b", "start": "2027-10-31T02:30+02:00", "end": "2027-10-31T02:55+02:00"}

    assert together(in_javascript, second, first) == [["a"], ["b"]]


def test_a_fragment_brings_its_ids_each_once_in_capitals_or_not(in_javascript):
    assert in_javascript("looking", "idsIn", ["#add=abcdefg2ABCDEFG3abcdefg2"]) == [
        ["abcdefg2", "abcdefg3"]
    ]


def test_a_damaged_fragment_brings_none_of_its_ids(in_javascript):
    damaged = ["#add=", "#add=abc", "#add=abcdefg2abc", "#add=abcdefg1", "#add=<script>"]

    assert in_javascript("looking", "idsIn", *[[text] for text in damaged]) == [[]] * 5


def test_other_fragments_bring_nothing(in_javascript):
    assert in_javascript("looking", "idsIn", [""], ["#main"], ["#added=abcdefg2"]) == [None] * 3
