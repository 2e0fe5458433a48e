"""Goes through every screen of the pages and writes what it looks like, so that a person can look at all of them.

    target/browser/venv/bin/python clients/browser/screens.py FOLDER [PART OF A NAME …]

Each screen is three pictures of its full height: `NAME.320-light.png`, `NAME.390-dark.png`, `NAME.1440-light.png`.
"""
from __future__ import annotations

import base64
import itertools
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "tests"), str(HERE.parent / "python/tests")]

import at_bank  # noqa: E402
import browser  # noqa: E402
from application import Application  # noqa: E402
from hub import Hub  # noqa: E402
from person import CODE_TITLES, Person, until  # noqa: E402
from selenium import webdriver  # noqa: E402
from statuses import BY_OTHERS, BY_PASSWORD, brought_to, connected, settles  # noqa: E402
from texts import texts  # noqa: E402

VIEWS = (browser.PHONE, browser.PHONE_DARK, browser.DESK)
SLOW_MS = 4_000
_numbers = itertools.count(1)

Way = Callable[["Camera"], None]
WAYS: dict[str, Way] = {}


def way(name: str) -> Callable[[Way], Way]:
    """A way through some screens, by what it is about."""
    def keep(walk: Way) -> Way:
        WAYS[name] = walk
        return walk
    return keep


class Camera:
    """Takes pictures of what a new person sees."""

    def __init__(self, driver: webdriver.Chrome, app: Application, folder: Path) -> None:
        self.driver = driver
        self.app = app
        self.folder = folder
        self.taken = 0

    def person(self, language: str = "en", of: Application | None = None) -> Person:
        app = of or self.app
        return Person(self.driver, app, app.new_user(), f"screen-{next(_numbers)}", texts(language))

    def shoot(self, name: str) -> None:
        for view in VIEWS:
            browser.show(self.driver, view)
            size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
            clip = {"x": 0, "y": 0, "width": view.width, "height": max(size["height"], view.height), "scale": 1}
            picture = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
            (self.folder / f"{name}.{view.name}.png").write_bytes(base64.b64decode(picture["data"]))
            self.taken += 1
        browser.show(self.driver, browser.PHONE)


@way("consent")
def consent(camera: Camera) -> None:
    for language in ("en", "es", "fr-CA"):
        person = camera.person(language)
        person.opens(locale=language)
        person.sees("page-consent-title")
        person.presses("page-consent-what")
        camera.shoot(f"consent-{language}")


@way("search")
def search(camera: Camera) -> None:
    person = camera.person()
    person.opens()
    person.agrees()
    person.sees("page-search-title")
    camera.shoot("search")
    person.searches("first harb")
    camera.shoot("search-results")
    person.searches("zzzz qqqq")
    camera.shoot("search-nothing")
    person.opens(data_request={"products": ["rewards"]})
    person.sees("page-search-title")
    person.searches("mx bank")
    camera.shoot("search-unsupported")
    person.goes("connect/institutions/mxbank")
    person.sees("page-unsupported-title")
    camera.shoot("unsupported")


@way("login")
def login(camera: Camera) -> None:
    person = camera.person()
    for code in ("mxbank", "cobalt_card", "alder_credit_union", "banque_erable"):
        person.opens(current_institution_code=code)
        if person.sees("page-consent-title", "page-login-title") == "page-consent-title":
            person.presses("button-agree")
            person.sees("page-login-title")
        camera.shoot(f"login-{code}")
    person.goes("connect/institutions/mxbank")
    person.sees("page-login-title")
    person.types_login("a space ")
    person.awaits_text("page-heed-space")
    camera.shoot("login-space")
    person.presses("button-sign-in")
    until(camera.driver, lambda: person.all("#summary"), "what is wrong")
    camera.shoot("login-wrong")


@way("progress")
def progress(camera: Camera) -> None:
    person = camera.person()
    camera.app.sets_institution("mxbank", delay_ms=SLOW_MS)
    try:
        person.connects("approve")
        person.sees("page-progress-sign-in")
        camera.shoot("progress-sign-in")
        person.sees("page-approval-title")
        person.presses("page-approval-stuck")
        camera.shoot("approval")
        person.sees("page-progress-accounts")
        camera.shoot("progress-accounts")
        person = camera.person()
        person.connects("any")
        person.sees("page-progress-sign-in")
        camera.app.fires(person.member, "run_slow")
        person.awaits_text("page-progress-slow")
        camera.shoot("progress-slow")
    finally:
        camera.app.sets_institution("mxbank", delay_ms=0)
    person.sees("page-connected-title")


@way("challenge")
def challenge(camera: Camera) -> None:
    for password in ("challenge", "token", "options", "image", "image_data", "two_questions", "CAPTCHA"):
        person = camera.person()
        person.connects(password)
        person.awaits_challenge()
        camera.shoot(f"challenge-{password.lower()}")
        if password in ("challenge", "token"):
            person.all("main details summary")[0].click()
            camera.shoot(f"challenge-{password}-stuck")
    person = camera.person()
    person.connects("ask_again")
    person.answers("wrong")
    person.awaits_text("page-challenge-again")
    camera.shoot("challenge-again")
    person = camera.person("fr-CA")
    person.opens(locale="fr-CA", current_institution_code="banque_erable")
    person.agrees()
    person.sees("page-login-title")
    fields = [one for one in person.all("main form input") if one.is_displayed()]
    fields[0].send_keys(person.login)
    fields[1].send_keys("token")
    person.presses("button-sign-in")
    person.sees(*CODE_TITLES)
    camera.shoot("challenge-token-fr-CA")


@way("connected")
def accounts(camera: Camera) -> None:
    for password in ("any", "NO_ACCOUNTS", "PARTIAL_DATA", "CONSENT_ENDS"):
        person = camera.person()
        person.connects(password)
        person.sees("page-connected-title", "page-connected-nothing")
        camera.shoot(f"connected-{password.lower()}")
    person.presses("button-another")
    person.finds("MX Bank")
    person.sees("page-existing-title")
    camera.shoot("existing")
    person.goes(f"connect/members/{camera.app.members(person.user)[0]['guid']}")
    person.sees("page-connected-title")
    person.presses("button-done")
    person.sees("page-done-title")
    camera.shoot("done")


@way("trouble")
def trouble(camera: Camera) -> None:
    for case in BY_PASSWORD:
        person = camera.person()
        person.connects(case.password)
        person.sees(f"page-trouble-{case.status}")
        camera.shoot(f"trouble-{case.status}")
    for status in BY_OTHERS:
        person = camera.person()
        member = brought_to(status, person)
        person.opens(current_member_guid=member)
        person.sees(f"page-trouble-{status}")
        camera.shoot(f"trouble-{status}-by-others")
    person = camera.person()
    person.connects("challenge")
    person.answers("wrong")
    person.sees("page-trouble-rejected")
    for one in person.all("#remedies summary"):
        one.click()
    camera.shoot("trouble-rejected-open")
    person = camera.person()
    person.connects("wrong")
    for _ in range(2):
        person.sees("page-trouble-denied")
        person.presses("button-update-login")
        person.sees("page-update-title")
        camera.shoot("update-login")
        person.signs_in("wrong")
    person.sees("page-trouble-prevented")
    camera.shoot("trouble-prevented")
    person = camera.person("es")
    person.opens(locale="es", current_institution_code="mxbank")
    person.agrees()
    person.sees("page-login-title")
    person.signs_in("SECOND_FACTOR_MISSING")
    person.sees("page-trouble-impeded")
    camera.shoot("trouble-impeded-es")


@way("forms")
def forms(camera: Camera) -> None:
    person = camera.person()
    person.opens()
    person.agrees()
    person.sees("page-search-title")
    person.goes("connect/manual")
    person.sees("page-manual-title")
    camera.shoot("manual")
    person.fills("field-account-name", "Mattress")
    person.fills("field-balance", "much")
    person.presses("button-add-account")
    until(camera.driver, lambda: person.all("#summary"), "what is wrong")
    camera.shoot("manual-wrong")
    person.fills("field-balance", "12")
    person.presses("button-add-account")
    person.sees("page-manual-made-title")
    camera.shoot("manual-made")
    person.goes("connect/missing")
    person.sees("page-missing-title")
    camera.shoot("missing")
    person.fills("field-bank-name", "Sparkasse")
    person.presses("button-send")
    person.sees("page-missing-sent-title")
    camera.shoot("missing-sent")
    person.goes("connect/support")
    person.sees("page-support-title")
    camera.shoot("support")


@way("support")
def support(camera: Camera) -> None:
    person = camera.person()
    person.connects("wrong")
    person.sees("page-trouble-denied")
    person.presses("button-support")
    person.sees("page-support-title")
    camera.shoot("support-denied")
    person.fills("field-email", "me@example.org")
    person.fills("field-title", "It does not work")
    person.fills("field-message", "My login is right.")
    person.presses("button-send")
    person.sees("page-support-sent-title")
    camera.shoot("support-sent")


@way("remove")
def remove(camera: Camera) -> None:
    person = camera.person()
    member = connected(person)
    person.opens(current_member_guid=member)
    person.has_connected()
    person.goes(f"connect/members/{member}/remove")
    person.sees("page-remove-title")
    camera.shoot("remove")
    person.presses("button-remove-now")
    person.sees("page-removed-title")
    camera.shoot("removed")


@way("oauth")
def oauth(camera: Camera) -> None:
    person = camera.person()
    person.opens(current_institution_code="mx_bank_oauth")
    person.agrees()
    person.sees("page-offer-title")
    camera.shoot("oauth-offer")
    person.presses("button-offer")
    person.sees("page-leave-title")
    camera.shoot("oauth-leave")
    person.presses("button-not-now")
    person.sees("page-pending-title")
    person.presses("page-pending-stuck")
    camera.shoot("oauth-pending")
    person.presses("button-go-to-bank")
    person.sees("page-leave-title")
    person.presses("button-go-to-bank")
    at_bank.arrives(person)
    camera.driver.delete_all_cookies()
    camera.driver.execute_cdp_cmd("Storage.clearCookies", {})
    at_bank.logs_in(person)
    at_bank.allows(person)
    person.sees("page-ask-title")
    camera.shoot("oauth-ask")
    back = camera.driver.current_url
    person.presses("button-ask-no")
    person.sees("page-declined-title")
    camera.shoot("oauth-declined")
    camera.driver.get(back)
    person.sees("page-visit-over-title")
    camera.shoot("oauth-visit-over")
    person = camera.person()
    person.opens(current_institution_code="mx_bank_oauth")
    person.agrees()
    person.sees("page-offer-title")
    person.presses("button-offer")
    person.sees("page-leave-title")
    person.presses("button-go-to-bank")
    at_bank.cancels(person)
    person.sees("page-pending-title", "page-trouble-pending")
    camera.shoot("oauth-cancelled")


LONG = "Caisse populaire de la Vallée-de-la-Gatineau et des Hautes-Laurentides réunies"


def household(camera: Camera, language: str = "en") -> tuple[Person, dict[str, str]]:
    """A person with a connection of each kind that the list has to tell apart; what each is called here, and its guid."""
    person = camera.person(language)
    app, user, login = camera.app, person.user, person.login
    members = {"works": connected(person)}
    for name, password, institution, status in (
        ("denied", "wrong", "first_harbor", "DENIED"),
        ("challenged", "challenge", "cobalt_bank", "CHALLENGED"),
        ("failed", "SERVER_ERROR", "old_mill_bank", "FAILED"),
        ("impeded", "TERMS_NOT_ACCEPTED", "mxbank", "IMPEDED"),
    ):
        members[name] = app.new_member(user, f"{login}-{name}", password, institution)
        until(camera.driver, lambda: app.member(user, members[name])["connection_status"] == status, f"{name} to be {status}")
    members["paused"] = app.new_member(user, f"{login}-paused", "any", "mxbank")
    settles(person, members["paused"], "CONNECTED")
    app.commands(user, members["paused"], "pause")
    for account in ({"name": "Mattress", "account_type": "CASH", "balance": 120}, {"name": LONG, "account_type": "SAVINGS", "balance": 98765432.1}):
        made = app.wire.send("POST", f"/users/{user}/accounts", {"account": account}).json["account"]
        members["manual"] = made["member_guid"]
    app.renames_account(user, app.accounts(user)[0], LONG)
    return person, members


@way("connections-list")
def connections_list(camera: Camera) -> None:
    person = camera.person()
    person.opens_connections()
    camera.shoot("connections-empty")
    for language in ("en", "es", "fr-CA"):
        person, members = household(camera, language)
        person.opens_connections(locale=language)
        camera.shoot(f"connections-{language}")
        person.goes(f"connections/{members['denied']}")
        person.sees_words("First Harbor")
        camera.shoot(f"connection-denied-{language}")
        person.goes("connections/consents")
        person.sees("page-consents-title")
        camera.shoot(f"consents-none-{language}")
        person.goes("connections/help")
        person.sees("page-help-title")
        camera.shoot(f"help-{language}")


@way("connections-one")
def connections_one(camera: Camera) -> None:
    person, members = household(camera)
    person.opens_connections()
    for name, member in members.items():
        person.goes(f"connections/{member}")
        person.checks()
        camera.shoot(f"connection-{name}")
    camera.app.sets_institution("mxbank", delay_ms=SLOW_MS)
    try:
        person.goes(f"connections/{members['works']}")
        person.presses("button-refresh")
        person.awaits_text("page-running-title")
        camera.shoot("connection-running")
        person.goes("connections")
        person.sees("page-connections-title")
        camera.shoot("connections-running")
    finally:
        camera.app.sets_institution("mxbank", delay_ms=0)
    settles(person, members["works"], "CONNECTED")
    person.goes(f"connections/{members['works']}/accounts")
    person.sees("page-accounts-title")
    for one in person.all("main label.row")[:3]:
        one.click()
    camera.shoot("connection-accounts")
    person.presses("button-save")
    person.awaits_text("page-said-chosen")
    camera.shoot("connection-said")
    person.goes(f"connections/{members['works']}/remove")
    person.sees("page-remove-title")
    camera.shoot("connection-remove")
    person.presses("button-remove-now")
    person.sees("page-removed-title")
    camera.shoot("connection-removed")


@way("removing")
def removing(camera: Camera) -> None:
    person = camera.person()
    member = connected(person)
    account = camera.app.accounts(person.user)[0]["guid"]
    person.opens_connections()
    person.goes(f"connections/{member}/accounts/{account}/remove")
    person.sees("page-account-remove-title")
    camera.shoot("removing-account")
    person.presses("button-account-remove-now")
    person.sees("page-accounts-title")
    camera.shoot("removing-account-removed")
    person.goes(f"connections/{member}/remove")
    person.sees("page-remove-title")
    camera.shoot("removing-ways")
    person.presses("button-remove-keeping")
    person.sees("page-removed-kept-title")
    camera.shoot("removing-kept")
    person.presses("button-connections")
    person.sees("page-connections-title")
    camera.shoot("removing-list")
    person.goes("connections/kept/mxbank")
    person.sees("page-kept")
    camera.shoot("removing-kept-bank")
    person.presses("button-kept-remove")
    person.sees("page-kept-remove-title")
    camera.shoot("removing-kept-remove")


@way("review")
def review(camera: Camera) -> None:
    for language in ("en", "es", "fr-CA"):
        person = camera.person(language)
        camera.app.removes(person.user, connected(person), keeping=True)
        member = connected(person)
        (account,) = [one for one in camera.app.accounts(person.user) if one["name"] == "Everyday Checking"]
        camera.app.types_again(person.user, account, (0, 1))
        person.opens_connections(locale=language)
        camera.shoot(f"review-list-{language}")
        person.presses("button-review")
        person.sees("page-review-title")
        camera.shoot(f"review-pairs-{language}")
        person.presses("button-join-ticked")
        person.sees("page-review-title", "page-review-none-title")
        camera.shoot(f"review-said-{language}")
        person.goes(f"connections/joins?member={member}")
        person.sees("page-joins-title")
        camera.shoot(f"review-joins-{language}")
        person.presses("button-part")
        person.sees("page-part-title")
        camera.shoot(f"review-part-{language}")
        one = camera.app.wire.get(f"/users/{person.user}/transactions")["transactions"][0]
        place = f"members/{one['member_guid']}/accounts/{one['account_guid']}/transactions/{one['guid']}"
        camera.app.wire.send("DELETE", f"/users/{person.user}/{place}")
        person.goes("connections/transactions/removed")
        person.sees("page-removed-rows-title")
        camera.shoot(f"review-removed-{language}")


@way("import")
def import_file(camera: Camera) -> None:
    for language in ("en", "es", "fr-CA"):
        person = camera.person(language)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "Kontoumsaetze Nov.csv"
            file.write_text("Date,Description,Amount\n01/10/2026,Caf\u00e9,-4.50\n,Payroll,2500.00\n03/10/2026,Nothing,0.00\n", "cp1252")
            person.opens_connections(locale=language)
            person.presses("button-import-file")
            person.sees("page-import-title")
            camera.shoot(f"import-choose-{language}")
            person.one("input[type=file]").send_keys(str(file))
            person.presses("button-import-look")
            for _ in range(2):
                if person.sees("page-import-question-order", "page-import-question-currency").endswith("order"):
                    camera.shoot(f"import-order-{language}")
                    person.all("label.choice")[0].click()
                else:
                    person.fills("field-import-currency-other", "dollars")
                    person.presses("button-import-look")
                    until(person.driver, lambda: person.says("page-import-currency-unknown", code="dollars"), "what is wrong")
                    camera.shoot(f"import-currency-{language}")
                    person.fills("field-import-currency-other", "EUR")
                person.presses("button-import-look")
            person.sees("page-import-look-title", file=file.name)
            camera.shoot(f"import-look-{language}")


@way("connections-fix")
def connections_fix(camera: Camera) -> None:
    person, _ = household(camera)
    person.opens_connections()
    person.presses("button-fix-all")
    person.sees("page-trouble-denied")
    camera.shoot("fix-denied")
    person.presses("button-update-login")
    person.sees("page-update-title")
    camera.shoot("fix-update-login")
    person.signs_in("any")
    person.has_connected()
    camera.shoot("fix-connected")
    person.presses("button-done")
    person.sees("page-trouble-challenged")
    camera.shoot("fix-challenged")
    person.presses("button-skip")
    person.sees("page-trouble-impeded")
    camera.shoot("fix-impeded")
    person.presses("button-skip")
    person.sees("page-fix-left")
    camera.shoot("fixed")


@way("connections-transactions")
def connections_transactions(camera: Camera) -> None:
    person, members = household(camera)
    person.opens_connections()
    person.presses("page-tab-transactions")
    person.sees("page-tab-transactions")
    camera.shoot("transactions")
    person.fills("field-transaction", "coffee beans of the other side")
    person.presses("button-find")
    person.sees("page-tab-transactions")
    camera.shoot("transactions-none")
    person.goes("connections/transactions?from=tomorrow&q=cafe")
    person.sees("page-tab-transactions")
    camera.shoot("transactions-wrong")


@way("connections-manual")
def connections_manual(camera: Camera) -> None:
    person, members = household(camera)
    person.opens_connections()
    person.presses("button-manual")
    person.sees("page-manual-title")
    camera.shoot("connections-manual")
    person.goes(f"connections/{members['manual']}")
    person.presses_words("Mattress")
    person.sees("page-edit-title")
    camera.shoot("manual-edit")
    person.presses("button-delete-account")
    person.sees("page-delete-title")
    camera.shoot("manual-delete")
    person.presses("button-remove-now")
    person.sees("page-connections-title")
    camera.shoot("manual-deleted")


@way("connections-consents")
def connections_consents(camera: Camera) -> None:
    person, _ = household(camera)
    person.opens(current_institution_code="mxbank")
    person.agrees()
    person.opens_connections()
    person.presses("page-tab-consents")
    person.sees("page-consents-title")
    camera.shoot("consents")
    person.presses("button-stop-all")
    person.sees("page-stop-title")
    camera.shoot("consents-stop")
    person.presses("button-stop-all")
    person.sees("page-stopped-title")
    camera.shoot("consents-stopped")
    person.presses("page-tab-consents")
    person.sees("page-consents-title")
    camera.shoot("consents-over")
    person.presses("page-tab-connections")
    person.sees("page-connections-title")
    camera.shoot("connections-closed")


@way("connections-guide")
def connections_guide(camera: Camera) -> None:
    person, members = household(camera)
    person.opens_connections()
    person.presses("button-help")
    person.sees("page-help-title")
    person.presses("page-symptom-login-failed")
    person.sees("page-symptom-login-failed")
    camera.shoot("guide-which")
    for name in ("works", "denied", "impeded", "failed", "paused"):
        person.goes(f"connections/help/login-failed?member={members[name]}")
        person.sees("page-symptom-login-failed")
        camera.shoot(f"guide-login-failed-{name}")
    person.goes(f"connections/help/account-missing?member={members['works']}")
    person.sees("page-symptom-account-missing")
    camera.shoot("guide-account-missing")
    person.goes("connections/help/status/prevented")
    person.sees("page-help-word")
    camera.shoot("guide-clear")


@way("mishaps")
def mishaps(camera: Camera) -> None:
    person = camera.person()
    person.opens()
    person.sees("page-consent-title")
    for name, address in (
        ("nowhere", "connect/elsewhere"),
        ("institution-gone", "connect/institutions/none"),
        ("member-gone", "connect/members/MBR-00000000-0000-0000-0000-000000000000"),
    ):
        person.goes(address if name != "institution-gone" else "connect")
        if name == "institution-gone":
            person.agrees()
            person.sees("page-search-title")
            person.goes(address)
        person.sees(f"page-{name}-title")
        camera.shoot(name)
    camera.driver.get(f"{camera.app.keys.base_url}/widgets/nothing")
    person.sees("page-ended-title")
    camera.shoot("ended")


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        print(__doc__)
        return 2
    folder, parts = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    failed = []
    with tempfile.TemporaryDirectory() as home, browser.chromium() as driver:
        hub = Hub.start(Path(home) / "data", Path(home) / "hub.log")
        try:
            camera = Camera(driver, Application(hub, hub.keys), folder)
            for name, walk in WAYS.items():
                if parts and not any(part in name for part in parts):
                    continue
                try:
                    walk(camera)
                except Exception as error:  # One way that is barred leaves the others.
                    failed.append(name)
                    print(f"{name}: {error}", file=sys.stderr)
        finally:
            hub.stop()
    print(f"{camera.taken} pictures in {folder}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
