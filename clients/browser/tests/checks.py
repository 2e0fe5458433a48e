"""What must hold on every page that a test comes to, whatever the test is about: it fits a phone, has words, and everybody can use it."""
from __future__ import annotations

import json
import re
from functools import cache

from selenium import webdriver
from selenium.common.exceptions import WebDriverException

import browser
from hub import REPOSITORY
from texts import KEY

AXE = REPOSITORY / "target/browser/node_modules/axe-core/axe.min.js"
GRAVE = ("serious", "critical")
# A page that changes by itself may do so while it is looked at; then it is looked at again.
LOOKS_MAX = 4
# What differs between two visits of one screen and not in what people perceive of it.
_PASSING = re.compile(r"[A-Z]{3}-[0-9a-f-]{36}|/p/[\w-]+|\b[0-9a-f]{32}\b|\d+|data:image/[^\"]+")

_ABOUT = """
const shown = (element) => element.checkVisibility();
return {
  lang: document.documentElement.lang,
  title: document.title,
  text: document.body.innerText,
  html: document.body.outerHTML,
  headings: [...document.querySelectorAll("h1")].filter(shown).length,
  width: document.scrollingElement.scrollWidth,
  room: document.documentElement.clientWidth,
  wide: [...document.querySelectorAll("body *")].filter((one) => shown(one) && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && !one.closest(".sr")).map((one) => one.outerHTML.slice(0, 120)).slice(0, 5),
  waits: document.querySelector("main .steps") !== null || document.querySelector("main .chip, main form, #remedies") === null,
  primary: [...document.querySelectorAll("main .primary")].filter(shown).length,
  low: [...document.querySelectorAll("a.button, button, a.row, label.row, label.choice, summary, .top a, input:not([type=checkbox]):not([type=radio]):not([type=hidden]), select, textarea")]
    .filter(shown).filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 120)),
};
"""
# Without scripts a page has no timers; promises are enough for the checks.
_TIMERS = "window.setTimeout = (use, wait, ...given) => { Promise.resolve().then(() => use(...given)); return 0; };"
_RUN = """
const [only, hasTimers, done] = arguments;
const options = { resultTypes: ["violations"], iframes: false };
if (only) options.runOnly = { type: "rule", values: only };
axe.run(document, options).then(
  (found) => done(found.violations.map(({ id, impact, help, nodes }) =>
    ({ id, impact, help, nodes: nodes.map(({ html, failureSummary }) => html.slice(0, 200) + " | " + failureSummary) }))),
  (error) => done(String(error)));
"""
# Screens that were found good in this process, by what they are made of.
_good: set[int] = set()


@cache
def _axe() -> str:
    return AXE.read_text()


def check_page(driver: webdriver.Chrome, has_scripts: bool = True) -> None:
    """Fails with everything that is wrong with the page that is shown. For the frame that is looked into, if there is one."""
    for _ in range(LOOKS_MAX):
        try:
            before = driver.execute_script(_ABOUT)
            problems = _plain(before) + _told(driver) + _by_axe(driver, before, has_scripts)
            after = driver.execute_script(_ABOUT)
        except WebDriverException:
            continue
        if _passed(before["html"]) == _passed(after["html"]):
            assert not problems, f"{driver.current_url}\n{before['text'][:300]}\n--\n" + "\n".join(problems)
            return
    raise AssertionError(f"{driver.current_url} would not stand still")


def _passed(html: str) -> str:
    return _PASSING.sub("", html)


def _plain(page: dict) -> list[str]:
    """What needs no rules: width, words, headings, room for a finger."""
    problems = []
    if page["width"] > page["room"]:
        problems.append(f"scrolls sideways: {page['width']} in {page['room']}; {page['wide']}")
    if page["headings"] != 1:
        problems.append(f"{page['headings']} headings of the first level")
    if page["primary"] > 1:
        problems.append(f"{page['primary']} main buttons")
    if not page["lang"] or not page["title"].strip():
        problems.append(f"lang {page['lang']!r}, title {page['title']!r}")
    problems += [f"a text is missing: {key}" for key in KEY.findall(page["text"] + page["title"])]
    problems += [f"a text has an empty place: {mark}" for mark in re.findall(r"\{ ?\$\w+|undefined|NaN", page["text"])]
    problems += [f"lower than a finger: {one}" for one in page["low"]]
    return problems


def _told(driver: webdriver.Chrome) -> list[str]:
    """What the browser complained about: scripts that fail, and what the policy of the page kept out."""
    said = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    # A page may well be an answer with status 4xx, and says so to people. Only an app's web view opens addresses of its scheme unasked.
    is_fine = ("Failed to load resource", "Not allowed to launch")
    return [f"the browser says: {message}" for message in said if "/assets/" in message or not any(map(message.__contains__, is_fine))]


def _by_axe(driver: webdriver.Chrome, page: dict, has_scripts: bool) -> list[str]:
    """What axe finds, in light and, for the colours, in dark; once for each screen that is different."""
    sign = hash((_passed(page["html"]), page["room"], page["lang"]))
    if sign in _good:
        return []
    if not has_scripts:
        driver.execute_script(_TIMERS)
    driver.execute_script(f"if (!window.axe) {{ {_axe()} }}")
    # Without scripts, a page on which a person only waits has no other way to go on.
    passed_over = frozenset({"meta-refresh"} if page["waits"] and not has_scripts else ())
    problems = _findings(driver, "light", None, has_scripts, passed_over)
    if not driver.execute_script("return document.documentElement.dataset.scheme"):
        browser.set_scheme(driver, "dark")
        try:
            problems += _findings(driver, "dark", ["color-contrast", "link-in-text-block"], has_scripts)
        finally:
            browser.set_scheme(driver, "light")
    if not problems:
        _good.add(sign)
    return problems


def _findings(driver: webdriver.Chrome, scheme: str, only: list[str] | None, has_scripts: bool, passed_over: frozenset[str] = frozenset()) -> list[str]:
    found = driver.execute_async_script(_RUN, only, has_scripts)
    assert isinstance(found, list), found
    grave = [one for one in found if one["impact"] in GRAVE and one["id"] not in passed_over]
    return [f"{scheme}: {one['impact']} {one['id']}: {one['help']}\n    " + "\n    ".join(one["nodes"]) for one in grave]


def in_view(driver: webdriver.Chrome) -> dict:
    """Where the keyboard is: what has the focus, and whether a person sees that."""
    return json.loads(driver.execute_script("""
const one = document.activeElement;
const style = getComputedStyle(one);
const box = one.getBoundingClientRect();
return JSON.stringify({
  tag: one.tagName.toLowerCase(), id: one.id, text: (one.innerText || one.getAttribute("aria-label") || one.name || "").trim(),
  href: one.getAttribute("href"), type: one.type || "", name: one.name || "", value: one.value || "",
  outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  visible: one.checkVisibility() && box.bottom > 0 && box.top < innerHeight && box.width > 0,
});"""))
