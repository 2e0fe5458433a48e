"""Debian's Chromium, started with a fresh profile that keeps cookies of third parties out and reaches nothing but this machine."""
from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

BROWSER = "/usr/bin/chromium"
DRIVER = "/usr/bin/chromedriver"
PAGE_SECONDS_MAX = 30
SCRIPT_SECONDS_MAX = 30
ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions", "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost", "--window-size=1440,900", "--hide-scrollbars",
)
BLOCKED = 2
_WEB_VIEW = """
navigation.addEventListener("navigate", (event) => {
  if (!event.destination.url.startsWith("%s:")) return;
  event.preventDefault();
  sessionStorage.taken = JSON.stringify([...JSON.parse(sessionStorage.taken || "[]"), event.destination.url]);
});
"""


@dataclass(frozen=True)
class View:
    """A screen that pages are looked at on."""

    name: str
    width: int
    height: int
    scheme: str = "light"


PHONE = View("320-light", 320, 640)
PHONE_DARK = View("390-dark", 390, 844, "dark")
DESK = View("1440-light", 1440, 900)


def show(driver: webdriver.Chrome, view: View) -> None:
    """Shows pages on this screen from now on."""
    size = {"width": view.width, "height": view.height, "deviceScaleFactor": 1, "mobile": view.width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    set_scheme(driver, view.scheme)


def set_scheme(driver: webdriver.Chrome, scheme: str) -> None:
    """Light or dark, as the person's device has it."""
    features = [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


@contextmanager
def chromium(has_scripts: bool = True) -> Iterator[webdriver.Chrome]:
    """A browser of its own; `has_scripts` false is a person who has switched JavaScript off in its settings."""
    profile = Path(tempfile.mkdtemp(prefix="swingbridge-browser-"))
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in (*ARGUMENTS, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.add_experimental_option("prefs", _preferences(has_scripts))
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        driver.set_page_load_timeout(PAGE_SECONDS_MAX)
        driver.set_script_timeout(SCRIPT_SECONDS_MAX)
        show(driver, PHONE)
        yield driver
    finally:
        driver.quit()
        shutil.rmtree(profile, ignore_errors=True)


@contextmanager
def web_view(driver: webdriver.Chrome, scheme: str) -> Iterator[Callable[[], list[str]]]:
    """A phone's web view around the page: it takes addresses of an app's scheme for itself. Gives those it took, in order."""
    name = driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WEB_VIEW % scheme})["identifier"]
    try:
        yield lambda: driver.execute_script("return JSON.parse(sessionStorage.taken || '[]')")
    finally:
        driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": name})


def _preferences(has_scripts: bool) -> dict[str, Any]:
    preferences: dict[str, Any] = {
        "profile.cookie_controls_mode": 1,
        "profile.block_third_party_cookies": True,
        "credentials_enable_service": False,
        "profile.password_manager_enabled": False,
        "autofill.profile_enabled": False,
    }
    if not has_scripts:
        preferences["profile.managed_default_content_settings.javascript"] = BLOCKED
    return preferences
