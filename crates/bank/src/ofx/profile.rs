//! What a server says of itself.

use crate::directory::Institution;

use super::node::{Node, aggregate, element};
use super::server::{Server, Version};

/// One realm for everything.
const REALM: &str = "ALL";

/// `PROFRS`; `url` is the address at which the server was asked.
pub(super) fn of(institution: &Institution, server: &Server, version: Version, url: &str) -> Node {
    let core = || {
        aggregate(
            "MSGSETCORE",
            [
                element("VER", "1"),
                element("URL", url),
                element("OFXSEC", "NONE"),
                element("TRANSPSEC", "N"),
                element("SIGNONREALM", REALM),
                element("LANGUAGE", "ENG"),
                element("SYNCMODE", "LITE"),
                element("RESPFILEER", "Y"),
            ],
        )
    };
    let yes_or_no = |name, is: bool| element(name, if is { "Y" } else { "N" });
    let set = |outer, inner, rest: Vec<Node>| {
        aggregate(outer, [aggregate(inner, [core()].into_iter().chain(rest))])
    };
    let signup = vec![
        aggregate("WEBENROLL", [element("URL", institution.url)]),
        element("CHGUSERINFO", "N"),
        element("AVAILACCTS", "Y"),
        element("CLIENTACTREQ", "N"),
    ];
    let emails = || aggregate("EMAILPROF", [element("CANEMAIL", "N"), element("CANNOTIFY", "N")]);
    let sets = [
        Some(set("SIGNONMSGSET", "SIGNONMSGSETV1", Vec::new())),
        Some(set("SIGNUPMSGSET", "SIGNUPMSGSETV1", signup)),
        Some(set("BANKMSGSET", "BANKMSGSETV1", vec![element("CLOSINGAVAIL", "N"), emails()])),
        Some(set("CREDITCARDMSGSET", "CREDITCARDMSGSETV1", vec![element("CLOSINGAVAIL", "N")])),
        (!server.broker_id.is_empty()).then(|| {
            let told = ["TRANDNLD", "OODNLD", "POSDNLD", "BALDNLD", "CANEMAIL"]
                .map(|name| yes_or_no(name, !matches!(name, "OODNLD" | "CANEMAIL")));
            set("INVSTMTMSGSET", "INVSTMTMSGSETV1", told.into())
        }),
        Some(set("PROFMSGSET", "PROFMSGSETV1", Vec::new())),
    ];
    let later = version.knows_challenges().then(|| {
        [
            yes_or_no("CLIENTUIDREQ", server.wants_client_uid),
            yes_or_no("AUTHTOKENFIRST", false),
            yes_or_no("MFACHALLENGESUPT", true),
            yes_or_no("MFACHALLENGEFIRST", false),
        ]
    });
    let signing_on = [
        element("SIGNONREALM", REALM),
        element("MIN", "1"),
        element("MAX", "64"),
        element("CHARTYPE", "ALPHAORNUMERIC"),
        yes_or_no("CASESEN", true),
        yes_or_no("SPECIAL", true),
        yes_or_no("SPACES", true),
        yes_or_no("PINCH", false),
    ];
    let signing_on = aggregate("SIGNONINFO", signing_on.into_iter().chain(later.into_iter().flatten()));
    let address = [
        element("DTPROFUP", "20260101000000.000[0:GMT]"),
        element("FINAME", institution.name),
        element("ADDR1", "1 Harbor Street"),
        element("CITY", "Lehi"),
        element("STATE", "UT"),
        element("POSTALCODE", "84043"),
        element("COUNTRY", "USA"),
    ];
    let parts =
        [aggregate("MSGSETLIST", sets.into_iter().flatten()), aggregate("SIGNONINFOLIST", [signing_on])];
    aggregate("PROFRS", parts.into_iter().chain(address))
}
