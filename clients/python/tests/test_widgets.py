"""Links to the pages people use: two widgets, and the way to a bank's own page."""
from __future__ import annotations

import mx_platform_python as mx
import pytest

from sdk import Sdk
from wire import Wire, assert_refusal


@pytest.fixture
def at_page(app: Sdk, user: str) -> mx.MemberResponse:
    """A member whose bank takes a login at its own page alone."""
    request = mx.MemberCreateRequest(institution_code="mx_bank_oauth", credentials=[], is_oauth=True)
    return app.members.create_member(user, mx.MemberCreateRequestBody(member=request)).member


@pytest.mark.parametrize("widget_type", ["connect_widget", "connections_widget"])
def test_a_widget_has_a_link_of_its_own(app: Sdk, user: str, widget_type: str) -> None:
    request = mx.WidgetRequest(widget_type=widget_type, color_scheme="dark", ui_message_version=4, is_mobile_webview=False)
    body = mx.WidgetRequestBody(widget_url=request)
    first = app.widgets.request_widget_url(user, body, accept_language="fr-CA").widget_url
    second = app.widgets.request_widget_url(user, body).widget_url
    assert first.type == widget_type
    assert first.url.startswith(f"{app.keys.base_url}/widgets/")
    assert first.url != second.url


def test_the_older_way_to_connect(app: Sdk, user: str) -> None:
    body = mx.ConnectWidgetRequestBody(config=mx.ConnectWidgetRequest(current_institution_code="mxbank"))
    with pytest.deprecated_call():
        answer = app.widgets.request_connect_widget_url(user, body).user
    assert answer.guid == user
    assert answer.connect_widget_url.startswith(f"{app.keys.base_url}/widgets/")


def test_a_member_that_waits_for_its_consent(app: Sdk, user: str, at_page: mx.MemberResponse) -> None:
    assert (at_page.connection_status, at_page.is_oauth, at_page.is_being_aggregated) == ("PENDING", True, False)
    assert at_page.oauth_window_uri.startswith(f"{app.keys.base_url}/widgets/")
    again = app.widgets.request_o_auth_window_uri(at_page.guid, user, referral_source="APP", client_redirect_url="budget-app://done").member
    assert again.guid == at_page.guid
    assert again.oauth_window_uri != at_page.oauth_window_uri
    assert app.institutions.read_institution("mx_bank_oauth").institution.supports_oauth is True


def test_a_wrong_option_is_named(wire: Wire, user: str, at_page: mx.MemberResponse) -> None:
    widgets = f"/users/{user}/widget_urls"
    assert_refusal(wire.send("POST", widgets, {"widget_url": {"widget_type": "spending_widget"}}), 400, "widget_type")
    wrong = {"widget_url": {"widget_type": "connect_widget", "color_scheme": "pink"}}
    assert_refusal(wire.send("POST", widgets, wrong), 400, "color_scheme")
    window = f"/users/{user}/members/{at_page.guid}/oauth_window_uri"
    assert_refusal(wire.send("GET", f"{window}?referral_source=FAX"), 400, "referral_source")
