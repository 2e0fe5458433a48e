"""Every operation of the eight groups, which a whole run of the suite calls through MX's SDK at least once, and which succeeds."""
from __future__ import annotations

import mx_platform_python as mx

GROUPS = {
    mx.UsersApi: {"create_user", "delete_user", "list_users", "read_user", "update_user"},
    mx.InstitutionsApi: {
        "list_favorite_institutions", "list_institution_credentials", "list_institutions", "read_institution",
    },
    mx.MembersApi: {
        "aggregate_member", "check_balances", "create_member", "delete_member", "identify_member", "list_member_challenges",
        "list_member_credentials", "list_members", "read_member", "read_member_status", "resume_aggregation", "update_member",
        "verify_member",
    },
    mx.AccountsApi: {
        "create_manual_account", "delete_manual_account", "list_account_numbers_by_account", "list_account_numbers_by_member",
        "list_account_owners_by_member", "list_member_accounts", "list_user_accounts", "read_account", "read_account_by_member",
        "update_account_by_member",
    },
    mx.TransactionsApi: {
        "create_manual_transaction", "delete_manual_transactions", "extend_history", "list_transactions",
        "list_transactions_by_account", "list_transactions_by_member", "read_transaction", "update_transaction",
        "update_transaction_by_account",
    },
    mx.StatementsApi: {
        "download_statement_pdf", "fetch_statements", "list_statements_by_member", "read_statement_by_member",
    },
    mx.NotificationsApi: {"create_notification", "list_notifications", "read_notifications"},
    mx.WidgetsApi: {"request_connect_widget_url", "request_o_auth_window_uri", "request_widget_url"},
}


def uncalled(succeeded: set[str]) -> list[str]:
    """What is missing in a whole run, as `Api.operation`."""
    return [
        f"{api.__name__}.{name}" for api, names in GROUPS.items() for name in sorted(names - succeeded)
    ]
