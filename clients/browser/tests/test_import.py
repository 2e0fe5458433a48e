"""Importing a file of a bank on the Connections page: chosen, looked at, taken, with scripts and without."""
from __future__ import annotations

from pathlib import Path

from person import Person, until

UNCLEAR = "Date,Description,Amount\n01/02/2026,Coffee,-4.50\n,Payroll,2500.00\n03/02/2026,Nothing,0.00\n"
CSV = "Date,Description,Amount\n2026-10-02,Coffee,-4.50\n2026-10-02,Coffee,-4.50\n2026-10-05,Payroll,2500.00\n"


def brings(person: Person, file: Path) -> None:
    person.presses("button-import-file")
    person.sees("page-import-title")
    person.one("input[type=file]").send_keys(str(file))
    person.presses("button-import-look")


def awaits_import(person: Person) -> None:
    """What is under way may be seen, or be over already."""
    until(person.driver, lambda: person.says("page-import-done"), "the end of an import")
    person.sees("page-import-done")


def chooses_euros(person: Person) -> None:
    person.field(person.texts.pattern("field-import-currency")).send_keys("EUR")


def takes_a_file(person: Person, tmp_path: Path) -> None:
    file = tmp_path / "october.csv"
    file.write_text(CSV)
    person.opens_connections()
    brings(person, file)
    # The currency is asked for; nothing is guessed.
    person.sees("page-import-question-currency")
    assert person.says("page-flaw-no-currency")
    # Neither chosen nor typed, or typed wrongly, is said.
    person.presses("button-import-look")
    until(person.driver, lambda: person.says("page-import-currency-missing"), "what is missing")
    person.fills("field-import-currency-other", "dollars")
    person.presses("button-import-look")
    until(person.driver, lambda: person.says("page-import-currency-unknown", code="dollars"), "what is wrong")
    person.fills("field-import-currency-other", "")
    chooses_euros(person)
    person.presses("button-import-look")
    person.sees("page-import-look-title", file="october.csv")
    assert "Payroll" in person.reads() and person.says("page-import-fate-new")
    assert person.app.accounts(person.user) == [], "nothing is kept before somebody consents"
    # What changes what comes is shown again before it is taken.
    person.chooses(person.texts["field-import-reversed"])
    person.presses("button-import-take", count="3")
    person.sees("page-import-look-title", file="october.csv")
    assert person.says("page-import-changed")
    person.chooses(person.texts["field-import-reversed"])
    person.presses("button-import-again")
    person.sees("page-import-look-title", file="october.csv")
    # A name changes nothing of that.
    person.fills("field-import-name", "My bank")
    person.presses("button-import-take", count="3")
    awaits_import(person)
    assert "My bank" in person.reads()
    person.presses("button-connections")
    assert "My bank" in person.reads()


def test_a_file_is_taken_once_a_person_has_seen_it(person: Person, tmp_path: Path) -> None:
    takes_a_file(person, tmp_path)
    # The next file of the account: what is there is there.
    file = tmp_path / "november.csv"
    file.write_text(CSV + "2026-10-09,Cinema,-12.00\n")
    person.presses("button-import-file")
    person.sees("page-import-title")
    person.field(person.texts.pattern("field-import-account")).send_keys("My bank")
    person.one("input[type=file]").send_keys(str(file))
    person.presses("button-import-look")
    person.sees("page-import-look-title", file="november.csv")
    assert person.says("page-import-fate-known") and person.says("page-import-fate-new")
    person.presses("button-import-take", count="1")
    awaits_import(person)
    assert len(person.app.accounts(person.user)) == 1


def test_a_file_is_taken_without_scripts(cautious: Person, tmp_path: Path) -> None:
    takes_a_file(cautious, tmp_path)


def test_files_that_cannot_be_read_say_why(person: Person, tmp_path: Path) -> None:
    person.opens_connections()
    file = tmp_path / "statement.pdf"
    file.write_bytes(b"%PDF-1.7\nnothing\n%%EOF\n")
    brings(person, file)
    person.sees("page-import-title")
    assert person.says("page-flaw-foreign")
    # Columns that are not found are asked for, over the first lines of the file.
    file = tmp_path / "odd.csv"
    file.write_text("Alpha;Beta;Gamma\n2026-10-02;Coffee;-4,50 EUR\n2026-10-05;Payroll;2500,00 EUR\n")
    person.one("input[type=file]").send_keys(str(file))
    person.presses("button-import-look")
    person.sees("page-import-question-columns")
    for number, role in (("1", "page-column-date"), ("2", "page-column-description"), ("3", "page-column-amount")):
        person.field(person.texts.pattern("field-import-column", number=number)).send_keys(person.texts[role])
    person.presses("button-import-look")
    asked = "page-import-question-currency"
    while person.sees(asked, "page-import-look-title", file="odd.csv") == asked:
        chooses_euros(person)
        person.presses("button-import-look")
    person.presses("button-import-cancel")
    person.sees("page-connections-title")
    assert person.app.accounts(person.user) == []


def test_dates_and_lines_that_are_not_clear_are_shown(person: Person, tmp_path: Path) -> None:
    person.opens_connections()
    file = tmp_path / "unclear.csv"
    file.write_text(UNCLEAR)
    brings(person, file)
    for _ in range(2):
        question = person.sees("page-import-question-order", "page-import-question-currency")
        if question.endswith("currency"):
            chooses_euros(person)
        else:
            assert person.says("page-import-order-shown", number="2", value="01/02/2026")
            choices = [one.text for one in person.all("label.choice")]
            assert len(choices) == 2 and "1 February 2026" in choices[0], choices
            person.all("label.choice")[0].click()
        person.presses("button-import-look")
    person.sees("page-import-look-title", file="unclear.csv")
    said = person.reads()
    assert person.says("page-import-skipped", count="1") and person.says("page-import-not-meant", count="1")
    for why in ("page-import-why-no-date", "page-import-why-zero-amount"):
        assert person.texts[why] in said
