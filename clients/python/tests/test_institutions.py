"""Institutions: four operations, and a search that forgives how people type."""
from __future__ import annotations

import mx_platform_python as mx
import pytest

from sdk import Sdk

# Published by MX and used in many example programs.
LOGIN_GUID = "CRD-9f61fb4c-912c-bd1e-b175-ccc7f0275cc1"
PASSWORD_GUID = "CRD-e3d7ea81-aac7-05e9-fbdd-4b493c6e474d"


@pytest.mark.parametrize("name", ["MX Bank", "mx bank", "MX BANK", "mx bnk", "bank mx", "mxbank", "mx ban", "MX  Bank ", "MXB"])
def test_search_finds_mx_bank_first(app: Sdk, name: str) -> None:
    found = app.institutions.list_institutions(name=name).institutions
    assert found, name
    assert found[0].code == "mxbank"


def test_search_for_nonsense_finds_nothing(app: Sdk) -> None:
    answer = app.institutions.list_institutions(name="qqqqzzzzxxxx")
    assert answer.institutions == []
    assert answer.pagination.total_entries == 0


def test_list_has_pages_and_whole_entries(app: Sdk) -> None:
    answer = app.institutions.list_institutions(page=1, records_per_page=10)
    assert answer.pagination.current_page == 1
    assert answer.pagination.per_page == 10
    assert answer.pagination.total_entries >= len(answer.institutions) > 0
    codes = [institution.code for institution in answer.institutions]
    assert len(codes) == len(set(codes))
    assert all(institution.name and institution.iso_country_code for institution in answer.institutions)


def test_page_size_above_100_becomes_25(app: Sdk) -> None:
    assert app.institutions.list_institutions(records_per_page=100).pagination.per_page == 100
    assert app.institutions.list_institutions(records_per_page=101).pagination.per_page == 25


def test_list_filters_by_country_and_ability(app: Sdk) -> None:
    american = app.institutions.list_institutions(iso_country_code=["US"], records_per_page=100).institutions
    assert american
    assert {institution.iso_country_code for institution in american} == {"US"}
    both = app.institutions.list_institutions(iso_country_code=["US", "CA"])
    assert both.pagination.total_entries >= len(american)
    able = app.institutions.list_institutions(supports_account_verification=True, records_per_page=100).institutions
    assert "mxbank" in {institution.code for institution in able}
    assert all(institution.supports_account_verification for institution in able)


def test_favorites_are_a_list(app: Sdk) -> None:
    answer = app.institutions.list_favorite_institutions()
    assert isinstance(answer.institutions, list)
    assert answer.pagination.current_page == 1


def test_read_tells_what_a_login_page_shows(app: Sdk) -> None:
    bank = app.institutions.read_institution("mxbank").institution
    assert (bank.code, bank.name, bank.iso_country_code) == ("mxbank", "MX Bank", "US")
    assert bank.url.startswith("https://")
    assert bank.is_disabled_by_client is False
    assert bank.supports_oauth is False
    abilities = (
        bank.supports_account_verification, bank.supports_account_identification,
        bank.supports_account_statement, bank.supports_transaction_history,
    )
    assert abilities == (True, True, True, True)


def test_unknown_code_is_404(app: Sdk) -> None:
    with pytest.raises(mx.exceptions.NotFoundException):
        app.institutions.read_institution("no_such_bank")
    with pytest.raises(mx.exceptions.NotFoundException):
        app.institutions.list_institution_credentials("no_such_bank")


def test_login_form_of_mx_bank(app: Sdk) -> None:
    answer = app.institutions.list_institution_credentials("mxbank")
    login, password = answer.credentials
    assert (login.guid, login.field_name, login.label) == (LOGIN_GUID, "LOGIN", "Username")
    assert (password.guid, password.field_name, password.label) == (PASSWORD_GUID, "PASSWORD", "Password")
    assert login.type in {"LOGIN", "TEXT"}
    assert password.type == "PASSWORD"
    assert login.display_order < password.display_order
    assert answer.pagination.total_entries == 2
