"""What the app finds changed in the sessions that a reader starred."""

KNOWN = {
    "title": "Opening",
    "lang": "en",
    "start": "2027-06-11T09:00+03:00",
    "end": "2027-06-11T10:00+03:00",
    "room": "cedarrrr",
    "roomName": "Cedar Room",
}


def differences(in_javascript, *pairs):
    return in_javascript("agenda", "differences", *[[before, now] for before, now in pairs])


def test_a_session_as_it_was_has_no_differences(in_javascript):
    assert differences(in_javascript, (KNOWN, KNOWN)) == [[]]


def test_each_field_is_told_by_itself(in_javascript):
    later = {"start": "2027-06-11T09:30+03:00", "end": "2027-06-11T10:30+03:00"}
    others = {
        "title": {"title": "Welcome"},
        "start": later,
        "end": {"end": "2027-06-11T10:15+03:00"},
        "room": {"room": "walnuttt", "roomName": "Walnut Room"},
        "state": {"state": "cancelled"},
    }

    found = differences(in_javascript, *[(KNOWN, KNOWN | other) for other in others.values()])

    assert found == [[name] for name in others]


def test_several_fields_are_told_together(in_javascript):
    now = KNOWN | {"start": "2027-06-12T09:00+03:00", "end": "2027-06-12T11:00+03:00", "room": None}

    assert differences(in_javascript, (KNOWN, now)) == [["start", "end", "room"]]


def test_a_title_in_another_language_is_not_another_title(in_javascript):
    assert differences(in_javascript, (KNOWN, KNOWN | {"title": "الافتتاح", "lang": "ar"})) == [[]]


def test_a_state_that_time_and_room_explain_is_not_told_twice(in_javascript):
    moved = KNOWN | {"state": "moved", "room": "walnuttt"}

    assert differences(in_javascript, (KNOWN, moved)) == [["room"]]


def test_what_was_cancelled_may_take_place_after_all(in_javascript):
    assert differences(in_javascript, (KNOWN | {"state": "cancelled"}, KNOWN)) == [["state"]]


def test_a_session_that_is_gone_is_told_once_and_again_when_it_is_back(in_javascript):
    gone = KNOWN | {"isGone": True}

    found = differences(in_javascript, (KNOWN, None), (gone, None), (gone, KNOWN))

    assert found == [["gone"], [], ["back"]]


def test_another_clock_offset_alone_is_no_change(in_javascript):
    now = KNOWN | {"start": "2027-06-11T09:00+02:00", "end": "2027-06-11T10:00+02:00"}

    assert differences(in_javascript, (KNOWN, now)) == [[]]
