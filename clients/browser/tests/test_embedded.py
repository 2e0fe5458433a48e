"""Connect in the frame of an application at another site, with third-party cookies blocked, mounted by MX's official SDK."""
from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from selenium import webdriver

import browser
from application import Application
from embedding import Host, Site
from person import Person, until

DENIED, CHALLENGED, CONNECTED = 2, 3, 6


@pytest.fixture
def person(newcomer: Callable[..., Person], driver: webdriver.Chrome, embedder: Application) -> Person:
    """A person of the application that embeds."""
    return newcomer(driver, embedder)


def connects_inside(host: Host, password: str, start: str = "page-consent-title") -> None:
    with host.inside() as person:
        person.sees(start)
        person.presses("button-agree")
        person.finds("MX Bank")
        person.sees("page-login-title")
        person.signs_in(password)


def test_a_whole_link_tells_every_event(person: Person, embedder: Application, site: Site) -> None:
    host = Host(person, site)
    host.mounts(url=embedder.link(person.user))
    loaded = host.hears("Loaded")
    assert loaded["initial_step"] == "consent" and loaded["user_guid"] == person.user
    session = loaded["session_guid"]
    assert session
    assert len(host.events("Load")) == 1
    connects_inside(host, "two_rounds")

    institution = embedder.institution("mxbank")
    chosen = host.hears("SelectedInstitution")
    assert (chosen["code"], chosen["guid"], chosen["name"], chosen["url"]) == ("mxbank", institution["guid"], institution["name"], institution["url"])
    entered = host.hears("EnterCredentials")
    assert entered["institution"] == {"code": "mxbank", "guid": institution["guid"]}

    with host.inside():
        person.answers("correct")
        person.sees_code()
        person.answers("correct")
        person.sees("page-connected-title")
        person.presses("button-done")
        person.sees("page-done-title")
    host.hears("ConnectedPrimaryAction")
    (member,) = embedder.members(person.user)
    assert [one["member_guid"] for one in host.events("MemberConnected")] == [member["guid"]]
    assert [one["member_guid"] for one in host.events("SubmitMFA")] == [member["guid"]] * 2
    told = host.events("MemberStatusUpdate")
    assert all(one["member_guid"] == member["guid"] for one in told)
    numbers = [one["connection_status"] for one in told]
    assert all(type(number) is int for number in numbers)
    assert numbers.count(CHALLENGED) >= 1 and numbers[-1] == CONNECTED, numbers

    steps = [(one["previous"], one["current"]) for one in host.events("StepChange")]
    assert steps[:2] == [("consent", "search"), ("search", "enterCreds")], steps
    assert all(before[1] == after[0] for before, after in zip(steps, steps[1:])), steps
    visited = {current for _, current in steps}
    assert {"search", "enterCreds", "mfa", "connected"} <= visited <= {"search", "enterCreds", "connecting", "mfa", "connected"}, steps
    assert all((one["user_guid"], one["session_guid"]) == (person.user, session) for one in host.events() if one["event"] != "Load")
    names = [one["event"] for one in host.events()]
    order = ["Load", "Loaded", "SelectedInstitution", "EnterCredentials", "SubmitMFA", "MemberConnected", "ConnectedPrimaryAction"]
    assert [names.index(name) for name in order] == sorted(names.index(name) for name in order), names
    # Nothing but what is meant for this site came, and only from the hub.
    assert {one["origin"] for one in host.messages()} == {embedder.keys.base_url}


def test_a_search_is_told(person: Person, embedder: Application, site: Site) -> None:
    host = Host(person, site)
    host.mounts(url=embedder.link(person.user))
    with host.inside():
        person.agrees()
        person.sees("page-search-title")
        person.searches("harbor")
    assert host.hears("InstitutionSearch")["query"] == "harbor"


def test_by_the_proxy_with_options(person: Person, embedder: Application, site: Site) -> None:
    host = Host(person, site)
    host.mounts(proxy=site.proxy(person.user), currentInstitutionCode="mxbank", colorScheme="dark", language="es", disableInstitutionSearch=True)
    assert host.hears("Loaded")["initial_step"] == "consent"
    with host.inside():
        from texts import texts

        person.texts = texts("es")
        person.agrees()
        person.sees("page-login-title")
        person.signs_in("any")
        person.sees("page-connected-title")
    host.hears("MemberConnected")


def test_no_cookie_is_needed_and_none_is_set(person: Person, embedder: Application, site: Site) -> None:
    host = Host(person, site)
    host.mounts(url=embedder.link(person.user))
    connects_inside(host, "any")
    with host.inside():
        person.sees("page-connected-title")
        assert person.driver.execute_async_script("document.hasStorageAccess().then(arguments[0])") is False, "third-party cookies are not blocked"
        assert person.driver.execute_script("return document.cookie") == ""
    assert person.driver.execute_cdp_cmd("Storage.getCookies", {})["cookies"] == []


def test_trouble_repair_and_removal_are_told(person: Person, embedder: Application, site: Site) -> None:
    host = Host(person, site)
    host.mounts(url=embedder.link(person.user))
    connects_inside(host, "wrong")
    with host.inside():
        person.sees("page-trouble-denied")
    (member,) = embedder.members(person.user)
    assert host.hears("MemberStatusUpdate")["member_guid"] == member["guid"]
    until(person.driver, lambda: host.events("MemberStatusUpdate")[-1]["connection_status"] == DENIED, "DENIED")
    with host.inside():
        person.presses("button-update-login")
        person.sees("page-update-title")
        person.signs_in("LOCKED")
        person.sees("page-trouble-locked")
    updated = host.hears("UpdateCredentials")
    assert (updated["member_guid"], updated["institution"]["code"]) == (member["guid"], "mxbank")
    with host.inside():
        person.presses("button-remove")
        person.sees("page-remove-title")
        person.presses("button-remove-now")
        person.sees("page-removed-title")
    assert host.hears("MemberDeleted")["member_guid"] == member["guid"]


def test_a_login_that_is_there_already_is_told(person: Person, embedder: Application, site: Site) -> None:
    embedder.new_member(person.user, person.login, "any")
    host = Host(person, site)
    host.mounts(url=embedder.link(person.user))
    with host.inside():
        person.agrees()
        person.sees("page-search-title")
        person.finds("MX Bank")
        person.sees("page-existing-title")
        person.presses("button-another-login")
        person.sees("page-login-title")
        person.signs_in("any")
        person.sees("page-connected-title")
    told = host.hears("CreateMemberError")
    assert (told["institution_code"], told["institution_guid"]) == ("mxbank", embedder.institution("mxbank")["guid"])


def test_back_to_an_application_s_own_search(person: Person, embedder: Application, site: Site) -> None:
    """The application has a search of its own and hears when the person wants it."""
    host = Host(person, site)
    host.mounts(url=embedder.link(person.user, current_institution_code="mxbank", disable_institution_search=True))
    with host.inside():
        person.agrees()
        person.sees("page-login-title")
        person.presses("button-back")
    host.hears("BackToSearch")


def test_ping(person: Person, embedder: Application, site: Site) -> None:
    host = Host(person, site)
    host.mounts(url=embedder.link(person.user))
    host.hears("Loaded")
    person.driver.execute_script("widget.ping()")
    assert host.hears("Ping")["user_guid"] == person.user


def test_navigate_back(person: Person, embedder: Application, site: Site) -> None:
    host = Host(person, site)
    host.mounts(url=embedder.link(person.user))
    host.hears("Loaded")
    back = "widget.navigateBack().then(arguments[0])"
    assert person.driver.execute_async_script(back) is False, "there is nothing to go back to"
    with host.inside():
        person.agrees()
        person.finds("MX Bank")
        person.sees("page-login-title")
    assert person.driver.execute_async_script(back) is True
    with host.inside():
        person.sees("page-search-title")
    assert host.hears("StepChange", 3)["current"] == "search"


def test_older_messages_are_json_texts(person: Person, embedder: Application, site: Site) -> None:
    host = Host(person, site)
    host.mounts(url=embedder.link(person.user, ui_message_version=3))
    with host.inside():
        person.agrees()
        person.sees("page-search-title")
    texts = [one["data"] for one in host.messages()]
    assert texts and all(isinstance(text, str) for text in texts), texts
    read = [json.loads(text) for text in texts]
    assert all(one["moneyDesktop"] is True and isinstance(one["timeStamp"], int) for one in read)
    assert [one["type"] for one in read] == ["load", "connect/loaded", "connect/stepChange"]
    assert read[1]["payload"]["initial_step"] == "consent"
    assert all(one["payload"]["user_guid"] == person.user for one in read)


def test_in_a_web_view_messages_are_addresses(person: Person) -> None:
    """Top level, as a phone's web view shows it: each message is an address of the scheme that the application listens to."""
    with browser.web_view(person.driver, "atrium") as taken:
        person.opens(is_mobile_webview=True, ui_message_webview_url_scheme="atrium", current_institution_code="mxbank")
        person.agrees()
        person.sees("page-login-title")
        person.signs_in("challenge")
        person.answers("correct")
        member = person.has_connected()
        until(person.driver, lambda: any("memberConnected" in one for one in taken()), "the last of the messages")
        heard = taken()
    names = [one.split("://")[1].split("?")[0] for one in heard]
    metadata = [json.loads(parse_qs(urlsplit(one).query)["metadata"][0]) for one in heard]
    assert names[:2] == ["load", "connect/loaded"], names
    for name in ("selectedInstitution", "enterCredentials", "submitMFA", "memberStatusUpdate", "memberConnected"):
        assert f"connect/{name}" in names, names
    assert metadata[names.index("connect/memberConnected")]["member_guid"] == member
    assert all(one["user_guid"] == person.user for one in metadata)


def test_a_stranger_may_not_show_it(person: Person, embedder: Application, site: Site) -> None:
    with Site.serve(embedder) as stranger:
        person.driver.get(stranger.page(url=embedder.link(person.user)))
        until(person.driver, lambda: person.all("iframe"), "the frame")
        refused = until(person.driver, lambda: [one["message"] for one in person.driver.get_log("browser") if "frame-ancestors" in one["message"]], "the refusal")
        assert re.search("Content Security Policy", refused[0])
        assert person.driver.execute_script("return messages") == []


def test_nobody_else_hears(person: Person, embedder: Application, site: Site) -> None:
    """A stranger that opens the page in a tab of its own is the opener, and is told nothing."""
    with Site.serve(embedder) as stranger:
        person.driver.get(stranger.page(url="about:blank"))
        here = person.driver.current_window_handle
        person.driver.execute_script("window.open(arguments[0], 'x')", embedder.link(person.user))
        other = until(person.driver, lambda: [one for one in person.driver.window_handles if one != here], "another tab")[0]
        person.driver.switch_to.window(other)
        person.sees("page-consent-title")
        person.driver.switch_to.window(here)
        assert person.driver.execute_script("return messages") == []
