//! The fields of an account against those of MX's contract.

use super::*;
use std::collections::BTreeSet;

/// `AccountResponse` of v20111101, name and type.
const MX_V1: &str = "
    account_number:string account_number_set_by:integer account_ownership:string
    annuity_policy_to_date:string annuity_provider:string annuity_term_year:integer apr:number
    apr_set_by:integer apy:number apy_set_by:integer available_balance:number
    available_balance_set_by:integer available_credit:number available_credit_set_by:integer balance:number
    balance_set_by:integer calculated_apr:number cash_balance:number cash_balance_set_by:integer
    cash_surrender_value:number cash_surrender_value_set_by:integer created_at:string credit_limit:number
    credit_limit_set_by:integer currency_code:string currency_code_set_by:integer
    day_payment_is_due:integer day_payment_is_due_set_by:integer death_benefit:integer
    death_benefit_set_by:integer federal_insurance_status:string feed_account_number:string
    feed_account_subtype:integer feed_account_type:integer feed_apr:number feed_apy:number
    feed_available_balance:number feed_balance:number feed_cash_balance:number
    feed_cash_surrender_value:number feed_credit_limit:number feed_currency_code:string
    feed_day_payment_is_due:integer feed_death_benefit:integer feed_holdings_value:number
    feed_interest_rate:number feed_is_closed:boolean feed_last_payment:number feed_last_payment_at:string
    feed_loan_amount:number feed_matures_on:string feed_minimum_balance:number feed_minimum_payment:number
    feed_name:string feed_nickname:string feed_original_balance:number feed_payment_due_at:string
    feed_payoff_balance:number feed_routing_number:string feed_started_on:string
    feed_statement_balance:number feed_total_account_value:number guid:string holdings_value:number
    holdings_value_set_by:integer id:string imported_at:string institution_code:string
    institution_guid:string insured_name:string interest_rate:number interest_rate_set_by:integer
    is_closed:boolean is_closed_set_by:integer is_hidden:boolean is_manual:boolean last_payment:number
    last_payment_set_by:integer last_payment_at:string last_payment_at_set_by:integer loan_amount:number
    loan_amount_set_by:integer margin_balance:number matures_on:string matures_on_set_by:integer
    member_guid:string member_id:string member_is_managed_by_user:boolean metadata:string
    minimum_balance:number minimum_balance_set_by:integer minimum_payment:number
    minimum_payment_set_by:integer name:string name_set_by:integer nickname:string nickname_set_by:integer
    original_balance:number original_balance_set_by:integer pay_out_amount:number payment_due_at:string
    payment_due_at_set_by:integer payoff_balance:number payoff_balance_set_by:integer premium_amount:number
    property_type:string routing_number:string started_on:string started_on_set_by:integer
    statement_balance:number statement_balance_set_by:integer subtype:string subtype_set_by:integer
    today_ugl_amount:number today_ugl_percentage:number total_account_value:number
    total_account_value_set_by:integer total_account_value_ugl:number type:string type_set_by:integer
    updated_at:string user_guid:string user_id:string
";

/// `AccountResponse` of v20250224, name and type.
const MX_V2: &str = "
    account_number:string account_ownership:string annuity_policy_to_date:string annuity_provider:string
    annuity_term_year:integer apr:number apy:number available_balance:number available_credit:number
    balance:number cash_balance:number cash_surrender_value:number created_at:string credit_limit:number
    currency_code:string day_payment_is_due:integer death_benefit:integer federal_insurance_status:string
    guid:string id:string imported_at:string interest_rate:number institution_code:string
    insured_name:string is_closed:boolean is_hidden:boolean is_manual:boolean last_payment:number
    last_payment_at:string loan_amount:number margin_balance:number matures_on:string member_guid:string
    member_id:string member_is_managed_by_user:boolean metadata:string minimum_balance:number
    minimum_payment:number name:string nickname:string original_balance:number pay_out_amount:number
    payment_due_at:string payoff_balance:number premium_amount:number property_type:string
    routing_number:string started_on:string statement_balance:number subtype:string today_ugl_amount:number
    today_ugl_percentage:number total_account_value:number total_account_value_ugl:number type:string
    updated_at:string user_guid:string user_id:string
";

/// What we add.
const OURS: &str = "is_business:boolean absent_since:string";

fn type_name(cell: &Cell) -> &'static str {
    match cell {
        Cell::Text(_) => "string",
        Cell::Number(_) => "number",
        Cell::Whole(_) => "integer",
        Cell::Flag(_) => "boolean",
    }
}

#[test]
fn every_field_of_mx_is_there_once_with_its_type() {
    for (version, contract) in [(Version::V1, MX_V1), (Version::V2, MX_V2)] {
        let view = AccountView::sample(version);
        let written: BTreeSet<String> =
            view.0.iter().map(|(name, cell)| format!("{name}:{}", type_name(cell))).collect();
        assert_eq!(written.len(), view.0.len(), "a field is there twice");
        let expected: BTreeSet<String> =
            contract.split_whitespace().chain(OURS.split_whitespace()).map(str::to_owned).collect();
        assert_eq!(written, expected, "{version:?}");
    }
}

#[test]
fn amounts_are_written_as_they_are() {
    let check = |field: AmountField, currency: &str, minor: i64, expected: &str| {
        let mut facts = AccountFacts::new("a".into(), AccountType::Checking, currency.parse().unwrap());
        facts.amounts.insert(field, minor);
        assert_eq!(serde_json::to_string(&amount(&facts, field)).unwrap(), expected);
    };
    check(AmountField::Balance, "USD", 420_050, "4200.50");
    check(AmountField::Balance, "USD", -5, "-0.05");
    check(AmountField::Balance, "USD", i64::MAX, "92233720368547758.07");
    check(AmountField::Balance, "JPY", 1_234, "1234");
    check(AmountField::DeathBenefit, "USD", 100_099, "1000");
}

#[test]
fn what_a_source_said_is_repeated_and_nothing_of_manual_accounts() {
    let fields = facts(&AccountFacts::new("Everyday".into(), AccountType::Checking, Currency::USD));
    let name = |is_manual| {
        let repeated = feed(&fields, is_manual);
        repeated.into_iter().find(|(name, _)| name == "feed_name").map(|(_, cell)| cell)
    };
    assert_eq!(name(false), Some(Cell::Text(Some("Everyday".into()))));
    assert_eq!(name(true), Some(Cell::Text(None)));
}
