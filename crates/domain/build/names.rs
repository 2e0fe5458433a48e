//! Enums from names, and functions of them as one match each.

use std::fmt::Write as _;

/// `credentials_rejected` and `CREDENTIALS_REJECTED` as `CredentialsRejected`.
pub(crate) fn camel(name: &str) -> String {
    let mut out = String::new();
    for part in name.split(['_', '-']) {
        let mut letters = part.chars();
        if let Some(first) = letters.next() {
            out.extend(first.to_uppercase());
            out.extend(letters.flat_map(char::to_lowercase));
        }
    }
    out
}

/// An enum with one documented variant per name, `ALL`, `name()` and `from_name()`.
pub(crate) fn declare(name: &str, doc: &str, variants: &[(String, String)]) -> String {
    let mut code =
        format!("/// {doc}\n#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]\npub enum {name} {{\n");
    for (variant, doc) in variants {
        push(&mut code, format_args!("    /// {doc}.\n    {},\n", camel(variant)));
    }
    push(
        &mut code,
        format_args!(
            "}}\nimpl {name} {{\n/// All, in the order of the table.\npub const ALL: &[Self] = &[\n"
        ),
    );
    for (variant, _) in variants {
        push(&mut code, format_args!("    Self::{},\n", camel(variant)));
    }
    code.push_str("];\n");
    let arms: Vec<(String, String)> =
        variants.iter().map(|(variant, _)| (variant.clone(), format!("{variant:?}"))).collect();
    code.push_str(&function("name", "&'static str", "The name in API, SQL and logs.", &arms));
    push(
        &mut code,
        format_args!(
            "/// The one of that name, if there is one.\npub fn from_name(name: &str) -> Option<Self> {{\n\
             Self::ALL.iter().copied().find(|one| one.name() == name)\n}}\n}}\n"
        ),
    );
    code
}

/// A function of the enum: one arm per variant.
pub(crate) fn function(name: &str, gives: &str, doc: &str, arms: &[(String, String)]) -> String {
    let mut code = format!("/// {doc}\npub const fn {name}(self) -> {gives} {{\n    match self {{\n");
    for (variant, value) in arms {
        push(&mut code, format_args!("        Self::{} => {value},\n", camel(variant)));
    }
    code.push_str("    }\n}\n");
    code
}

pub(crate) fn push(code: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = code.write_fmt(text);
}
