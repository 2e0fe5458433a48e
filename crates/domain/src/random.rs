//! The seam through which randomness comes in.

use std::fmt;

/// Draws unpredictable bytes. The edge uses the operating system, a test a seed.
pub trait Random: Send + Sync + fmt::Debug {
    /// Fills the whole of `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}
