//! The institutions as one table, ordered by code. All are invented but MX Bank, the test bank whose credential guids MX publishes.

use super::{Country, CustomerKind, Field, FieldKind, FieldOption, Help, Institution};
use crate::accounts::{AccountsOf, templates};
use crate::books::Opened;
use crate::channel::Channel;
use crate::oauth::{Method, Pushing, Terms, Words};
use crate::ofx;

const EVERYTHING: &[&str] = &[
    "account_verification",
    "identity_verification",
    "transactions",
    "transaction_history",
    "statements",
    "investments",
];
const BANKING: &[&str] =
    &["account_verification", "identity_verification", "transactions", "transaction_history", "statements"];
const CARDS: &[&str] = &["identity_verification", "transactions", "transaction_history", "statements"];
const PLAIN: &[&str] = &["transactions"];

const DIRECT: &[Channel] = &[Channel::Direct];
const OFX: &[Channel] = &[Channel::Ofx];
const FDX: &[Channel] = &[Channel::Fdx];
const BOTH: &[Channel] = &[Channel::Direct, Channel::Mirror];

const SLOW_DELAY_MS: u64 = 1_500;
const MANY_ACCOUNTS: usize = 300;

const NO_HELP: Help = Help {
    forgot_password_url: None,
    forgot_username_url: None,
    trouble_signing_in_url: None,
    instructions: None,
    instruction_steps: &[],
};

const fn text(id: &'static str, label: &'static str) -> Field {
    Field { id, label, kind: FieldKind::Text, names_person: true, options: &[], guid: None }
}

const fn password(id: &'static str, label: &'static str) -> Field {
    Field { id, label, kind: FieldKind::Password, names_person: false, options: &[], guid: None }
}

const USERNAME_FORM: &[Field] = &[text("LOGIN", "Username"), password("PASSWORD", "Password")];
const EMAIL_FORM: &[Field] = &[text("LOGIN", "Email address"), password("PASSWORD", "Password")];
const FRENCH_FORM: &[Field] = &[text("LOGIN", "Identifiant"), password("PASSWORD", "Mot de passe")];
const COMPANY_FORM: &[Field] =
    &[text("COMPANY_ID", "Company ID"), text("USER_ID", "User ID"), password("PASSWORD", "Password")];
const MXBANK_FORM: &[Field] = &[
    Field { guid: Some("CRD-9f61fb4c-912c-bd1e-b175-ccc7f0275cc1"), ..text("LOGIN", "Username") },
    Field { guid: Some("CRD-e3d7ea81-aac7-05e9-fbdd-4b493c6e474d"), ..password("PASSWORD", "Password") },
];
const CARD_FORM: &[Field] = &[
    text("MEMBER_NUMBER", "Member number"),
    text("LAST_NAME", "Last name"),
    password("PASSWORD", "Password"),
];
const MEMBERSHIP_FORM: &[Field] = &[
    text("MEMBER_NUMBER", "Member number"),
    Field {
        id: "MEMBERSHIP",
        label: "Kind of membership",
        kind: FieldKind::Choice,
        names_person: false,
        options: &[
            FieldOption { label: "My own", value: "own" },
            FieldOption { label: "Joint", value: "joint" },
            FieldOption { label: "Trust or estate", value: "trust" },
        ],
        guid: None,
    },
    password("PASSWORD", "Passphrase"),
];

/// What most rows share.
const ORDINARY: Institution = Institution {
    code: "",
    name: "",
    aliases: &[],
    kind: CustomerKind::Personal,
    country: Country::UnitedStates,
    popularity: 100,
    url: "",
    help: NO_HELP,
    products: BANKING,
    is_throttled: true,
    login_form: USERNAME_FORM,
    is_oauth: false,
    oauth: Terms::EASY,
    channels: DIRECT,
    ofx: None,
    accounts: AccountsOf::Listed(templates::HOUSEHOLD),
    begins: Opened::Open,
    delay_ms: 0,
};

/// What those share that are reached by OFX alone.
const OVER_OFX: Institution =
    Institution { products: PLAIN, is_throttled: false, channels: OFX, popularity: 110, ..ORDINARY };

pub(crate) const INSTITUTIONS: &[Institution] = &[
    Institution {
        code: "alder_credit_union",
        name: "Alder Valley Credit Union",
        aliases: &["AVCU", "Alder Valley CU"],
        popularity: 310,
        url: "https://www.aldervalleycu.example",
        help: Help {
            forgot_password_url: Some("https://www.aldervalleycu.example/reset"),
            instructions: Some("Your member number is on your membership card."),
            instruction_steps: &[
                "Take your membership card",
                "Choose how you hold the membership",
                "Type your passphrase",
            ],
            ..NO_HELP
        },
        login_form: MEMBERSHIP_FORM,
        accounts: AccountsOf::Listed(templates::CREDIT_UNION),
        ..ORDINARY
    },
    Institution {
        code: "banque_erable",
        name: "Banque de l’Érable",
        aliases: &["Erable", "Maple Bank of Canada"],
        country: Country::Canada,
        popularity: 420,
        url: "https://www.banque-erable.example",
        help: Help { forgot_password_url: Some("https://www.banque-erable.example/oublie"), ..NO_HELP },
        login_form: FRENCH_FORM,
        channels: BOTH,
        ..ORDINARY
    },
    Institution {
        code: "caja_penon",
        name: "Caja Peñón",
        aliases: &["Caja Penon"],
        popularity: 90,
        url: "https://www.cajapenon.example",
        login_form: EMAIL_FORM,
        ..ORDINARY
    },
    Institution {
        code: "cobalt_bank",
        name: "Cobalt Bank",
        popularity: 260,
        url: "https://www.cobaltbank.example",
        ..ORDINARY
    },
    Institution {
        code: "cobalt_card",
        name: "Cobalt Card Services",
        aliases: &["Cobalt Card"],
        popularity: 540,
        url: "https://www.cobaltcard.example",
        help: Help {
            forgot_username_url: Some("https://www.cobaltcard.example/member-number"),
            trouble_signing_in_url: Some("https://www.cobaltcard.example/help"),
            ..NO_HELP
        },
        products: CARDS,
        login_form: CARD_FORM,
        accounts: AccountsOf::Listed(templates::CARDS),
        ..ORDINARY
    },
    Institution {
        code: "copperfield_cu",
        name: "Copperfield Credit Union",
        url: "https://www.copperfieldcu.example",
        accounts: AccountsOf::Listed(templates::CREDIT_UNION),
        ofx: Some(&ofx::CREDIT_UNION),
        ..OVER_OFX
    },
    Institution {
        code: "first_harbor",
        name: "First Harbor Bank",
        aliases: &["FHB"],
        popularity: 780,
        url: "https://www.firstharbor.example",
        help: Help {
            forgot_password_url: Some("https://www.firstharbor.example/forgot-password"),
            forgot_username_url: Some("https://www.firstharbor.example/forgot-username"),
            trouble_signing_in_url: Some("https://www.firstharbor.example/help"),
            ..NO_HELP
        },
        channels: BOTH,
        ..ORDINARY
    },
    Institution {
        code: "first_harbor_business",
        name: "First Harbor Bank Business",
        aliases: &["FHB Business"],
        kind: CustomerKind::Business,
        popularity: 350,
        url: "https://business.firstharbor.example",
        login_form: COMPANY_FORM,
        accounts: AccountsOf::Listed(templates::COMPANY),
        ..ORDINARY
    },
    Institution {
        code: "first_harbour_savings",
        name: "First Harbour Savings",
        popularity: 140,
        url: "https://www.firstharboursavings.example",
        ..ORDINARY
    },
    Institution {
        code: "granite_treasury",
        name: "Granite Treasury Services",
        aliases: &["Granite"],
        kind: CustomerKind::Business,
        popularity: 60,
        url: "https://www.granitetreasury.example",
        login_form: COMPANY_FORM,
        accounts: AccountsOf::Many { template: &templates::OPERATING, count: MANY_ACCOUNTS },
        ..ORDINARY
    },
    Institution {
        code: "harborline_direct",
        name: "Harborline Direct",
        popularity: 300,
        url: "https://www.harborlinedirect.example",
        login_form: EMAIL_FORM,
        is_oauth: true,
        accounts: AccountsOf::Listed(templates::ONLINE_BANK),
        ..ORDINARY
    },
    Institution {
        code: "juniper_life",
        name: "Juniper Life & Property",
        popularity: 70,
        url: "https://www.juniperlife.example",
        products: PLAIN,
        login_form: EMAIL_FORM,
        accounts: AccountsOf::Listed(templates::POLICIES),
        ..ORDINARY
    },
    Institution {
        code: "kestrel_federal",
        name: "Kestrel Federal Credit Union",
        aliases: &["Kestrel FCU"],
        popularity: 270,
        url: "https://www.kestrelfederal.example",
        is_oauth: true,
        oauth: Terms { words: Words::Fdx, ..Terms::EASY },
        channels: FDX,
        accounts: AccountsOf::Listed(templates::CREDIT_UNION),
        ..ORDINARY
    },
    Institution {
        code: "larkspur",
        name: "Larkspur Investments",
        aliases: &["Larkspur Brokerage"],
        popularity: 480,
        url: "https://www.larkspurinvest.example",
        products: EVERYTHING,
        channels: BOTH,
        accounts: AccountsOf::Listed(templates::BROKERAGE),
        ..ORDINARY
    },
    Institution {
        code: "marlin_national",
        name: "Marlin National Bank",
        popularity: 150,
        url: "https://www.marlinnational.example",
        ofx: Some(&ofx::NATIONAL),
        ..OVER_OFX
    },
    Institution {
        code: "molasses_savings",
        name: "Molasses Savings Bank",
        popularity: 80,
        url: "https://www.molasses.example",
        delay_ms: SLOW_DELAY_MS,
        ..ORDINARY
    },
    Institution {
        code: "mueller_soehne",
        name: "Müller & Söhne Privatbank",
        aliases: &["Mueller", "Muller & Sohne"],
        popularity: 50,
        url: "https://www.mueller-soehne.example",
        ..ORDINARY
    },
    Institution {
        code: "mx_bank_oauth",
        name: "MX Bank (OAuth)",
        aliases: &["MXB OAuth"],
        popularity: 850,
        url: "https://oauth.mxbank.example",
        products: EVERYTHING,
        is_throttled: false,
        is_oauth: true,
        accounts: AccountsOf::Listed(templates::ONE_OF_EACH),
        ..ORDINARY
    },
    Institution {
        code: "mxbank",
        name: "MX Bank",
        aliases: &["MXB"],
        popularity: 900,
        url: "https://www.mxbank.example",
        products: EVERYTHING,
        is_throttled: false,
        login_form: MXBANK_FORM,
        accounts: AccountsOf::Listed(templates::ONE_OF_EACH),
        ..ORDINARY
    },
    Institution {
        code: "old_mill_bank",
        name: "Old Mill Bank",
        popularity: 40,
        url: "https://www.oldmillbank.example",
        begins: Opened::Down,
        ..ORDINARY
    },
    Institution {
        code: "palisade_securities",
        name: "Palisade Securities",
        popularity: 120,
        url: "https://www.palisadesecurities.example",
        accounts: AccountsOf::Listed(templates::BROKERAGE),
        ofx: Some(&ofx::SECURITIES),
        ..OVER_OFX
    },
    Institution {
        code: "prairie_lending",
        name: "Prairie Home Lending",
        popularity: 200,
        url: "https://www.prairielending.example",
        products: CARDS,
        login_form: EMAIL_FORM,
        accounts: AccountsOf::Listed(templates::LENDING),
        ..ORDINARY
    },
    Institution {
        code: "quill_prepaid",
        name: "Quill Prepaid",
        popularity: 65,
        url: "https://www.quillprepaid.example",
        products: PLAIN,
        login_form: EMAIL_FORM,
        accounts: AccountsOf::Listed(templates::PREPAID),
        ..ORDINARY
    },
    Institution {
        code: "saltmarsh_national",
        name: "Saltmarsh National Bank",
        aliases: &["Saltmarsh", "SNB"],
        popularity: 610,
        url: "https://www.saltmarsh.example",
        products: EVERYTHING,
        is_oauth: true,
        oauth: Terms {
            pushing: Pushing::Required,
            methods: &[Method::PrivateKey],
            rotates: true,
            access_lasts_s: 300,
            words: Words::Fdx,
        },
        channels: FDX,
        accounts: AccountsOf::Listed(templates::EVERY_FDX_KIND),
        ..ORDINARY
    },
    Institution {
        code: "sandpiper_invest",
        name: "Sandpiper Investments",
        aliases: &["Sandpiper"],
        popularity: 190,
        url: "https://www.sandpiperinvest.example",
        products: EVERYTHING,
        login_form: EMAIL_FORM,
        is_oauth: true,
        oauth: Terms {
            pushing: Pushing::Offered,
            methods: &[Method::SecretBasic, Method::PrivateKey],
            rotates: true,
            access_lasts_s: 900,
            words: Words::Fdx,
        },
        channels: FDX,
        accounts: AccountsOf::Listed(templates::BROKERAGE),
        ..ORDINARY
    },
    Institution {
        code: "solstice_money",
        name: "Solstice Money",
        aliases: &["Solstice"],
        popularity: 290,
        url: "https://www.solsticemoney.example",
        login_form: EMAIL_FORM,
        accounts: AccountsOf::Listed(templates::FINTECH),
        ..ORDINARY
    },
    Institution {
        code: "tidewater",
        name: "Tidewater Bank",
        popularity: 230,
        url: "https://www.tidewaterbank.example",
        accounts: AccountsOf::Changing(templates::TIDEWATER),
        ..ORDINARY
    },
    Institution {
        code: "twin_river_cu",
        name: "Twin River Credit Union",
        popularity: 160,
        url: "https://www.twinrivercu.example",
        accounts: AccountsOf::Listed(templates::CREDIT_UNION),
        ..ORDINARY
    },
    Institution {
        code: "twin_rivers",
        name: "Twin Rivers Bank",
        popularity: 330,
        url: "https://www.twinrivers.example",
        channels: BOTH,
        ..ORDINARY
    },
];
