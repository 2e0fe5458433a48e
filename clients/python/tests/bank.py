"""The simulated bank's staff entrance: what a login really sent is counted there, not by the hub."""
from __future__ import annotations

import urllib3

REQUEST_SECONDS_MAX = 10


class Bank:
    """The bank of one demo."""

    def __init__(self, bank_url: str) -> None:
        self._url = bank_url.rstrip("/")
        self._pool = urllib3.PoolManager(retries=False, timeout=REQUEST_SECONDS_MAX)

    def received(self, login: str, institution: str = "mxbank") -> dict[str, int | bool]:
        """The counts of one login."""
        response = self._pool.request("GET", f"{self._url}/control/logins/{institution}/{login}")
        assert response.status == 200, response.data
        return response.json()
