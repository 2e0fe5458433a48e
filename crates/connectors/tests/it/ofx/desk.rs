//! An institution of the bank that speaks OFX, and a connector for it.

use crate::bed::{Bed, form};
use connectors::Grant;
use connectors::directory::DirectoryEntry;
use connectors::ofx::{Ofx, OfxService, login_form};
use domain::institution::InstitutionKind;
use serde_json::{Value, json};

/// An institution of the bank, and the version in which it is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Desk {
    pub(crate) code: &'static str,
    org: &'static str,
    fid: &'static str,
    pub(crate) version: &'static str,
    client_uid: bool,
}

const fn desk(code: &'static str, org: &'static str, fid: &'static str, version: &'static str) -> Desk {
    Desk { code, org, fid, version, client_uid: false }
}

pub(crate) const CREDIT_UNION: Desk = desk("copperfield_cu", "Copperfield CU", "4101", "102");
pub(crate) const NATIONAL: Desk =
    Desk { client_uid: true, ..desk("marlin_national", "MARLIN", "4102", "211") };
pub(crate) const SECURITIES: Desk = desk("palisade_securities", "PALISADE", "4103", "220");

impl Desk {
    pub(crate) const fn speaking(self, version: &'static str) -> Self {
        Self { version, ..self }
    }

    pub(crate) fn service(self, bank_url: &str) -> Value {
        json!({
            "url": format!("{bank_url}/ofx/{}", self.code),
            "org": self.org,
            "fid": self.fid,
            "version": self.version,
            "client_uid": self.client_uid,
        })
    }

    pub(crate) fn connector(self, bed: &Bed) -> Ofx {
        self.connector_with(bed, |_| ())
    }

    pub(crate) fn connector_with(self, bed: &Bed, change: impl FnOnce(&mut Value)) -> Ofx {
        let mut service = self.service(&bed.url);
        change(&mut service);
        Ofx::new(entry(self.code), serde_json::from_value::<OfxService>(service).unwrap())
    }
}

pub(crate) fn entry(code: &str) -> DirectoryEntry {
    DirectoryEntry {
        id: code.to_owned(),
        code: code.to_owned(),
        name: format!("The {code}"),
        aliases: Vec::new(),
        kind: InstitutionKind::Personal,
        country: "US".to_owned(),
        url: "https://www.bank.example".to_owned(),
        forgot_password_url: None,
        forgot_username_url: None,
        trouble_signing_in_url: None,
        instructions: None,
        instruction_steps: Vec::new(),
        popularity: 0,
        products: Vec::new(),
        is_throttled: false,
        is_oauth: false,
        login_form: login_form(),
    }
}

pub(crate) fn typed(user: &str, password: &str) -> Grant {
    form(&[("USERID", user), ("USERPASS", password)])
}
