"""Removing: a connection with its history kept or without, one account of several; and what can be had back. As on a phone of 320 pixels."""
from __future__ import annotations

from application import Application
from person import Person, until
from statuses import connected


def total(app: Application, user: str) -> int:
    return app.wire.get(f"/users/{user}/transactions")["pagination"]["total_entries"]


def asks_to_remove(person: Person, member: str) -> None:
    person.goes(f"connections/{member}/remove")
    person.sees("page-remove-title", institution="MX Bank")


def rows(person: Person) -> list[str]:
    return [one.text for one in person.all("main .rows .name")]


def test_the_history_is_kept_and_goes_on(person: Person, app: Application) -> None:
    member = connected(person)
    before = total(app, person.user)
    person.opens_connections()
    asks_to_remove(person, member)
    # What loses nothing is the main button, and the first.
    assert [one.text for one in person.all("main button.button:not(.small)")] == [
        person.texts["button-remove-keeping"], person.texts["button-remove-now"]]
    assert person.says("page-goes-login") and person.says("page-remove-again", institution="MX Bank")
    person.presses("button-remove-keeping")
    person.sees("page-removed-kept-title")
    assert total(app, person.user) == before
    person.presses("button-connections")
    person.sees("page-connections-title")
    assert rows(person) == ["Kept from MX Bank"] and not person.says("page-manual-bank")
    person.presses("page-kept", institution="MX Bank")
    person.sees("page-kept", institution="MX Bank")
    assert person.says("page-kept-chip") and len(person.all("main a.row .money")) == 12
    person.presses("button-kept-connect", institution="MX Bank")
    if person.sees("page-consent-title", "page-login-title") == "page-consent-title":
        person.presses("button-agree")
        person.sees("page-login-title")
    person.signs_in("any")
    person.has_connected()
    person.presses("button-done")
    person.sees("page-connections-title")
    # Of two accounts the bank tells no number: those the person must say something of.
    assert len(app.accounts(person.user)) == 14
    person.presses("page-kept", institution="MX Bank")
    person.sees("page-kept", institution="MX Bank")
    assert set(rows(person)) >= {"Wallet", "Family Home"} and len(person.all("main a.row .money")) == 2


def test_what_was_kept_goes_for_good(person: Person, app: Application) -> None:
    member = connected(person)
    before = total(app, person.user)
    person.opens_connections()
    asks_to_remove(person, member)
    person.presses("button-remove-keeping")
    person.sees("page-removed-kept-title")
    person.goes("connections/kept/mxbank")
    person.sees("page-kept", institution="MX Bank")
    person.presses("button-kept-remove")
    person.sees("page-kept-remove-title", institution="MX Bank")
    assert person.says("page-goes-accounts", count="12") and person.says("page-goes-transactions", count=str(before))
    person.presses("button-keep")
    person.sees("page-kept", institution="MX Bank")
    person.presses("button-kept-remove")
    person.sees("page-kept-remove-title", institution="MX Bank")
    person.presses("button-remove-now")
    person.sees("page-connections-title")
    assert person.says("page-said-kept-removed") and not rows(person) and total(app, person.user) == 0
    person.goes("connections/kept/mxbank")
    person.sees("page-nowhere-title")


def test_one_account_goes_and_comes_back(person: Person, app: Application) -> None:
    member = connected(person)
    person.opens_connections()
    person.goes(f"connections/{member}")
    person.sees_words("MX Bank")
    person.presses("button-choose-accounts")
    person.sees("page-accounts-title")
    (account,) = [one["guid"] for one in app.accounts(person.user) if one["name"] == "Everyday Checking"]
    person.one(f"a[href$='{account}/remove']").click()
    person.sees("page-account-remove-title", account="Everyday Checking")
    assert person.says("page-account-remove-share") and person.offers("button-account-hide")
    person.presses("button-account-remove-now")
    person.sees("page-accounts-title")
    assert person.says("page-said-account-removed") and person.says("page-accounts-removed")
    assert account not in [one["guid"] for one in app.accounts(person.user)]
    assert len(app.accounts(person.user)) == 11
    person.one(f"form[action$='{account}/share'] button").click()
    person.sees_words("MX Bank")
    assert person.says("page-said-account-shared")
    person.presses("button-refresh")
    until(person.driver, lambda: not app.member(person.user, member)["is_being_aggregated"] and any(
        one["guid"] == account and one["balance"] for one in app.accounts(person.user)), "the account to be read again")


def test_one_account_without_scripts(cautious: Person, app: Application) -> None:
    member = connected(cautious)
    (account,) = [one["guid"] for one in app.accounts(cautious.user) if one["name"] == "Rewards Card"]
    cautious.opens_connections()
    cautious.goes(f"connections/{member}/accounts/{account}/remove")
    cautious.sees("page-account-remove-title", account="Rewards Card")
    cautious.presses("button-account-hide")
    cautious.sees("page-accounts-title")
    assert cautious.says("page-said-account-hidden")
    assert [one["guid"] for one in app.accounts(cautious.user) if one["is_hidden"]] == [account]
    cautious.goes(f"connections/{member}/accounts/{account}/remove")
    cautious.sees("page-account-remove-title", account="Rewards Card")
    assert cautious.says("page-account-hide-there")
    cautious.presses("button-account-remove-now")
    cautious.sees("page-accounts-title")
    asks_to_remove(cautious, member)
    cautious.presses("button-remove-keeping")
    cautious.sees("page-removed-kept-title")
