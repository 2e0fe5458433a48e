"""What may be there twice, and what was joined: pairs side by side, and what a person says to them. As on a phone of 320 pixels."""
from __future__ import annotations

from selenium.webdriver.common.by import By

from application import Application
from person import Person
from statuses import connected, settles


def again(person: Person) -> str:
    """A bank that was removed with its history kept and connected once more: two accounts, without a number, must be asked about."""
    member = connected(person)
    person.app.removes(person.user, member, keeping=True)
    return connected(person)


def typed(person: Person) -> None:
    """One of an account's transactions was typed by hand twice, once for the day after: nobody knows which of them it is."""
    (account,) = [one for one in person.app.accounts(person.user) if one["name"] == "Everyday Checking"]
    person.app.types_again(person.user, account, (0, 1))


def says_of(person: Person, name: str, word: str) -> None:
    """Presses one of the buttons of a pair: `join`, `keep` or `hide`."""
    pair = next(one for one in person.all(".pairs > li") if one.text.splitlines()[0] == name)
    pair.find_element(By.CSS_SELECTOR, f"button[value^='{word}:']").click()


def counts(app: Application, user: str) -> tuple[int, int]:
    transactions = app.wire.get(f"/users/{user}/transactions")["pagination"]["total_entries"]
    return len(app.accounts(user)), transactions


def pairs(person: Person) -> list[str]:
    return [one.text.splitlines()[0] for one in person.all(".pairs > li")]


def test_nothing_to_look_at(person: Person) -> None:
    connected(person)
    person.opens_connections()
    assert not person.says("page-review-notice-text")
    person.goes("connections/review")
    person.sees("page-review-none-title")
    assert person.says("page-review-none")
    person.presses("page-joins-title")
    person.sees("page-joins-title")
    assert person.says("page-joins-none")


def test_each_pair_is_decided_by_itself(person: Person, app: Application) -> None:
    again(person)
    person.opens_connections()
    assert person.says("page-review-notice", count="2")
    person.presses("button-review")
    person.sees("page-review-title")
    assert set(pairs(person)) == {"Wallet", "Family Home"} and person.says("page-question-kept")
    accounts, _ = counts(app, person.user)
    says_of(person, "Wallet", "join")
    person.sees("page-review-title")
    assert person.says("page-review-joined") and counts(app, person.user)[0] == accounts - 1
    # One is left: there is nothing to tick.
    assert not person.all("input[name=ticked]") and not person.offers("button-join-ticked")
    says_of(person, "Family Home", "keep")
    person.sees("page-review-none-title")
    assert person.says("page-review-kept") and counts(app, person.user)[0] == accounts - 1
    person.presses("button-connections")
    person.sees("page-connections-title")
    assert not person.says("page-review-notice-text")


def test_all_at_once_and_back(person: Person, app: Application) -> None:
    member = again(person)
    before = counts(app, person.user)
    person.opens_connections()
    person.goes("connections/review")
    person.sees("page-review-title")
    person.presses("button-join-ticked")
    person.sees("page-review-none-title")
    after = counts(app, person.user)
    assert after[0] == before[0] - 2 and after[1] < before[1], "what was in both is there once"
    person.goes(f"connections/{member}")
    person.sees_words("MX Bank")
    person.presses("button-joins")
    person.sees("page-joins-title")
    assert person.says("page-why-user") and person.says("page-joins-of", institution="MX Bank")
    person.presses("button-part")
    person.sees("page-part-title")
    assert person.says("page-part-account")
    person.presses("button-part-keep")
    person.sees("page-joins-title")
    person.presses("button-part")
    person.sees("page-part-title")
    person.presses("button-part")
    person.sees("page-joins-title")
    assert person.says("page-said-parted") and counts(app, person.user)[0] == before[0] - 1
    # What they said is remembered.
    app.commands(person.user, member, "aggregate")
    settles(person, member, "CONNECTED")
    assert counts(app, person.user)[0] == before[0] - 1
    person.goes("connections/review")
    person.sees("page-review-none-title")


def test_transactions_without_scripts(cautious: Person, app: Application) -> None:
    connected(cautious)
    typed(cautious)
    before = counts(app, cautious.user)
    cautious.opens_connections()
    cautious.presses("button-review")
    cautious.sees("page-review-title")
    assert cautious.says("page-question-typed") and cautious.all(".pairs mark")
    asked = pairs(cautious)
    assert len(asked) == 2
    says_of(cautious, asked[0], "hide")
    cautious.sees("page-review-title", "page-review-none-title")
    assert cautious.says("page-review-removed") and counts(app, cautious.user)[1] == before[1] - 1
    assert len(pairs(cautious)) == len(asked) - 1


def test_a_copy_is_hidden(person: Person, app: Application) -> None:
    again(person)
    person.opens_connections()
    person.goes("connections/review")
    person.sees("page-review-title")
    says_of(person, "Wallet", "hide")
    person.sees("page-review-title")
    assert person.says("page-review-hidden") and pairs(person) == ["Family Home"]
    assert [one["name"] for one in app.accounts(person.user) if one["is_hidden"]] == ["Wallet"]


def test_what_was_removed_is_put_back(cautious: Person, app: Application) -> None:
    connected(cautious)
    before = counts(app, cautious.user)
    one = app.wire.get(f"/users/{cautious.user}/transactions")["transactions"][0]
    place = f"/users/{cautious.user}/members/{one['member_guid']}/accounts/{one['account_guid']}/transactions/{one['guid']}"
    assert app.wire.send("DELETE", place).status == 204
    cautious.opens_connections()
    cautious.goes("connections/review")
    cautious.sees("page-review-none-title")
    cautious.presses("page-removed-rows-title")
    cautious.sees("page-removed-rows-title")
    assert cautious.says("page-removed-rows-text") and one["description"] in cautious.reads()
    cautious.presses("button-restore")
    cautious.sees("page-removed-rows-title")
    assert cautious.says("page-said-restored") and cautious.says("page-removed-rows-none")
    assert counts(app, cautious.user) == before
