"""The checks themselves: each finds the fault that it is for, on a page that has it."""
from __future__ import annotations

from urllib.parse import quote

import pytest
from selenium import webdriver

from checks import check_page

GOOD = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A page</title>
<style>body {{ color: #222; background: #fff; }} {style}</style><main><h1>A page</h1><p>Some words.</p>{more}</main></html>"""


@pytest.mark.parametrize(("style", "more", "found"), [
    ("", "<p class=faint>Faint words</p><style>.faint { color: #aaa; }</style>", "color-contrast"),
    ("@media (prefers-color-scheme: dark) { body { background: #444; } }", "", "dark: serious color-contrast"),
    ("", "<p><input></p><style>input { min-height: 44px; }</style>", "label"),
    ("", "<p style='width: 400px'>Wide</p>", "scrolls sideways"),
    ("", "<h1>Another</h1>", "2 headings"),
    ("", "<p>page-connected-title</p>", "a text is missing"),
    ("", "<p><button style='height: 20px'>Small</button></p>", "lower than a finger"),
    ("", "<a class=primary href=#a>One</a> <a class=primary href=#b>Two</a>", "2 main buttons"),
    ("", "<script>nothing.at.all()</script>", "the browser says"),
])
def test_a_fault_is_found(driver: webdriver.Chrome, style: str, more: str, found: str) -> None:
    driver.get("data:text/html," + quote(GOOD.format(style=style, more=more)))
    with pytest.raises(AssertionError, match=found):
        check_page(driver)


def test_a_good_page_is_good(driver: webdriver.Chrome) -> None:
    driver.get("data:text/html," + quote(GOOD.format(style="", more="")))
    check_page(driver)
