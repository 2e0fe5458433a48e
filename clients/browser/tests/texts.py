"""The words of the pages, read from the files that the hub is built from: tests name a text by its key, people see the words."""
from __future__ import annotations

import re
from functools import cache

from hub import REPOSITORY

FOLDER = REPOSITORY / "crates/domain/texts"
_ENTRY = re.compile(r"^([a-z][\w-]*) =[ \t]*(.*(?:\n(?:[ \t]+.*|\}.*))*)", re.MULTILINE)
_CHOICE = re.compile(r"\{ \$\w+ ->(.*?)\n\s*\}", re.DOTALL)
_VARIANT = re.compile(r"^\s*\*?\[\w+\] ?(.*)$", re.MULTILINE)
_VALUE = re.compile(r"\{ \$(\w+) \}")
# What a page must never show: a key whose text is missing.
KEY = re.compile(r"\b(?:page|button|field|reason|remedy|status)-[a-z]+(?:-[a-z]+)*\b")


class Texts:
    """All texts of one language."""

    def __init__(self, language: str = "en") -> None:
        self._texts: dict[str, str] = {}
        for file in sorted((FOLDER / language).glob("*.ftl")):
            self._texts.update((key, text.strip()) for key, text in _ENTRY.findall(file.read_text()))

    def __getitem__(self, key: str) -> str:
        """A text in which nothing is filled in."""
        text = self._texts[key]
        assert "{" not in text, f"{key} has places to fill in: use pattern()"
        return text

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def pattern(self, key: str, **values: str) -> re.Pattern[str]:
        """What a page shows of a text, whatever is filled in where no value is given."""
        return re.compile(self._expression(self._texts[key], values), re.DOTALL)

    def _expression(self, text: str, values: dict[str, str]) -> str:
        choice = _CHOICE.search(text)
        if choice:
            variants = "|".join(self._expression(variant, values) for variant in _VARIANT.findall(choice[1]))
            return f"{self._expression(text[:choice.start()], values)}(?:{variants}){self._expression(text[choice.end():], values)}"
        parts = _VALUE.split(text)
        for place, name in enumerate(parts):
            if place % 2 == 0:
                parts[place] = r"\s+".join(map(re.escape, re.split(r"\s+", name)))
            else:
                # Fluent sets marks around what it fills in.
                parts[place] = re.escape(values[name]) if name in values else ".+?"
        return "".join(parts)


@cache
def texts(language: str = "en") -> Texts:
    return Texts(language)
