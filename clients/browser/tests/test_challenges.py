"""What banks ask, and how a person answers it on the page. docs/BANK.md says what each password brings."""
from __future__ import annotations

import pytest

from bank import Bank
from person import Person, until


@pytest.mark.parametrize(("password", "answers"), [
    ("challenge", ["correct"]),
    ("token", ["correct"]),
    ("image_data", ["correct"]),
    ("CAPTCHA", ["correct"]),
    ("two_questions", ["correct", "correct"]),
])
def test_what_is_typed(person: Person, bank: Bank, password: str, answers: list[str]) -> None:
    person.connects(password)
    person.answers(*answers)
    person.has_connected()
    counts = bank.received(person.login)
    assert (counts["passwords_received"], counts["answers_received"], counts["repeated_attempts"]) == (1, len(answers), 0)


@pytest.mark.parametrize("password", ["options", "image"])
def test_what_is_chosen(person: Person, app, password: str) -> None:
    person.connects(password)
    person.awaits_challenge()
    choices = person.all("form[action$='/answers'] label.choice")
    assert len(choices) > 1
    if password == "image":
        pictures = person.all("label.choice img")
        assert len(pictures) == len(choices)
        assert all(int(person.driver.execute_script("return arguments[0].naturalWidth", one)) > 0 for one in pictures)
    (right,) = person.all("label.choice input[value='correct']")
    right.find_element("xpath", "ancestor::label").click()
    person.presses("button-answer")
    person.has_connected()


def test_a_picture_to_read_is_shown(person: Person) -> None:
    person.connects("image_data")
    person.awaits_challenge()
    assert person.driver.execute_script("return arguments[0].naturalWidth", person.one(".riddle img")) > 0
    assert person.one(".riddle img").get_attribute("alt")


def test_an_answer_on_its_way_is_work_under_way(person: Person, app) -> None:
    """RESUMED: the answer is with the bank. It is never seen at rest, and has no screen of its own."""
    person.connects("challenge")
    person.awaits_challenge()
    app.sets_institution("mxbank", delay_ms=1_500)
    try:
        person.answers("correct")
        person.sees("page-progress-sign-in")
        assert app.member(person.user, person.member)["connection_status"] == "RESUMED"
    finally:
        app.sets_institution("mxbank", delay_ms=0)
    person.has_connected()


def test_two_rounds(person: Person, bank: Bank) -> None:
    person.connects("two_rounds")
    person.answers("correct")
    # The second is a code: the page that comes by itself says where it went.
    medium = person.sees_code()
    assert person.says(f"page-challenge-sent-{medium}-to")
    person.answers("correct")
    person.has_connected()
    assert bank.received(person.login)["passwords_received"] == 1


def test_a_code_says_where_it_went_what_it_is_for_and_how_long_it_is_good(person: Person) -> None:
    person.connects("token")
    medium = person.sees_code()
    assert person.says(f"page-challenge-sent-{medium}-to") and person.says("page-challenge-why")
    field = person.one("input.code")
    assert field.get_attribute("autocomplete") == "one-time-code"
    clock = person.one("time[data-seconds]")
    first = clock.text
    minutes, seconds = map(int, first.split(":"))
    assert 0 < minutes * 60 + seconds <= 5 * 60
    until(person.driver, lambda: clock.text != first, "the clock to go on")


def test_without_an_answer_there_is_a_way_on(person: Person) -> None:
    person.connects("challenge")
    person.awaits_challenge()
    assert not person.offers("button-support")
    person.presses("page-challenge-unknown")
    person.checks()
    assert person.offers("button-support")
    person.presses("button-update-login")
    person.sees("page-update-title")
    person.signs_in("any other")
    person.has_connected()


def test_an_answer_that_is_missing_is_asked_for(cautious: Person) -> None:
    """Browsers refuse to send it; one that does not is told which field it is."""
    cautious.connects("two_questions")
    cautious.awaits_challenge()
    cautious.driver.execute_script("document.querySelectorAll('[required]').forEach((one) => one.removeAttribute('required'))")
    cautious.presses("button-answer")
    cautious.sees("page-challenge-title")
    wrong = cautious.all("#summary li a")
    assert len(wrong) == 2
    for link in wrong:
        assert cautious.all(f"[id='{link.get_attribute('href').split('#')[1]}']")
    cautious.answers("correct", "correct")
    cautious.has_connected()


def test_a_wrong_answer_is_told_and_the_next_run_asks_anew(person: Person) -> None:
    person.connects("challenge")
    person.answers("wrong")
    person.sees("page-trouble-rejected")
    person.presses("button-refresh")
    person.answers("correct")
    person.has_connected()


def test_a_question_that_is_asked_again(person: Person) -> None:
    person.connects("ask_again")
    person.answers("wrong")
    person.awaits_text("page-challenge-again")
    person.answers("correct")
    person.has_connected()


def test_an_answer_brings_another_question(person: Person) -> None:
    person.connects("challenge")
    person.awaits_challenge()
    first = person.one("form[action$='/answers'] input").get_attribute("name")
    person.answers("challenge")
    until(person.driver, lambda: person.one("form[action$='/answers'] input").get_attribute("name") != first, "another question")
    person.answers("correct")
    person.has_connected()


def test_approval_elsewhere_goes_on_by_itself(person: Person, app) -> None:
    """The bank is slow, so that the page is there before the yes."""
    app.sets_institution("mxbank", delay_ms=1_500)
    try:
        person.connects("approve")
        person.sees("page-approval-title")
        person.presses("page-approval-stuck")
        assert person.offers("button-update-login")
        person.checks()
    finally:
        app.sets_institution("mxbank", delay_ms=0)
    person.has_connected()


def test_left_in_the_middle_and_opened_again(person: Person, app) -> None:
    person.connects("token")
    person.awaits_challenge()
    member = person.member
    before = int(person.one("time[data-seconds]").get_attribute("data-seconds"))
    person.driver.get("about:blank")
    person.opens(current_member_guid=member)
    person.sees_code()
    assert 0 < int(person.one("time[data-seconds]").get_attribute("data-seconds")) <= before
    person.answers("correct")
    person.has_connected()
    assert [one["guid"] for one in app.members(person.user)] == [member]


def test_the_clock_runs_out(person: Person, app) -> None:
    """The bank waits for 20 seconds; most of them pass at once, the rest before the person's eyes. The page then changes by itself."""
    person.connects("slow_answer")
    person.awaits_challenge()
    app.moves_clock(17)
    person.driver.refresh()
    person.awaits_challenge()
    assert int(person.one("time[data-seconds]").get_attribute("data-seconds")) <= 3
    person.sees("page-trouble-expired")
    assert person.offers("button-refresh")


def test_an_answer_that_comes_too_late(person: Person, app) -> None:
    person.connects("token")
    person.awaits_challenge()
    app.moves_clock(6 * 60)
    person.answers("correct")
    person.sees("page-trouble-expired")
    assert person.offers("button-refresh")
