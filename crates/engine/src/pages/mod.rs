//! The pages people use: how they are opened, for whom, and what people say there. What the pages look like is the business of `web`.

mod consents;
mod directory;
mod opening;
mod options;
mod origins;
mod refresh;
mod requests;

pub use consents::ConsentWish;
pub use directory::{Listed, Unsupported};
pub use opening::{NewPageLink, OpenedPage, PageSession};
pub use options::{ColorScheme, Mode, PageKind, PageOptions, Referral, VerificationVisit};
pub use origins::is_allowed;
pub use requests::{MissingWish, REQUESTS_PER_DAY_MAX, SupportWish, Wanted};
