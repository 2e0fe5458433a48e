//! What pages load: the style sheet, which stands in each page, and the one script, whose name changes with its content.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

pub(super) const STYLE: &str = include_str!("../../assets/style.css");
const SCRIPT: &str = include_str!("../../assets/page.js");

/// Characters of a hash that a name carries.
const NAME_CHARS: usize = 16;
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const JAVASCRIPT: HeaderValue = HeaderValue::from_static("text/javascript; charset=utf-8");

/// What the policy of a page names the style sheet by.
pub(super) static STYLE_HASH: LazyLock<String> =
    LazyLock::new(|| format!("sha256-{}", STANDARD.encode(Sha256::digest(STYLE.as_bytes()))));

/// The file name of the script.
pub(super) static SCRIPT_NAME: LazyLock<String> = LazyLock::new(|| {
    use std::fmt::Write as _;
    let hash = Sha256::digest(SCRIPT.as_bytes());
    let mut name = "page-".to_owned();
    for byte in hash.iter().take(NAME_CHARS / 2) {
        // Writing to a String cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name + ".js"
});

/// The script under its present name; there is nothing else.
pub(super) async fn asset(Path(name): Path<String>) -> Response {
    if name == *SCRIPT_NAME {
        ([(header::CONTENT_TYPE, JAVASCRIPT), (header::CACHE_CONTROL, FOREVER)], SCRIPT).into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}
