"""What people asked of the operator, read where the hub keeps it."""
from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

from application import Application


def support_requests(app: Application, user: str) -> list[dict[str, Any]]:
    rows = _rows(app, "support_requests", user)
    return [{**row, "details": json.loads(row["details"])} for row in rows]


def institution_requests(app: Application, user: str) -> list[dict[str, Any]]:
    return _rows(app, "institution_requests", user)


def _rows(app: Application, table: str, user: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(f"file:{app.hub.data / 'hub.db'}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        found = database.execute(f"SELECT * FROM {table} WHERE user_guid = ? ORDER BY created_at", [user]).fetchall()
    return [dict(row) for row in found]
