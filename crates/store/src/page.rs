//! Lists in pages.

/// Which page, from 1, and how many entries on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub number: u32,
    pub size: u32,
}

impl Page {
    /// Entries before this page.
    pub fn offset(self) -> i64 {
        i64::from(self.number.saturating_sub(1)).saturating_mul(i64::from(self.size))
    }
}

/// One page and how many entries there are in all.
#[derive(Debug, Clone)]
pub struct PageOf<T> {
    pub items: Vec<T>,
    pub total: i64,
}

impl<T> PageOf<T> {
    /// From rows that each carry the whole number of entries in a column `total`.
    pub(crate) fn read(
        rows: &[crate::Row],
        total: &[crate::Row],
        read: impl Fn(&crate::Row) -> Result<T, crate::Error>,
    ) -> Result<Self, crate::Error> {
        let total = total.first().map_or(Ok(0), |row| row.int("total"))?;
        Ok(Self { items: rows.iter().map(read).collect::<Result<_, _>>()?, total })
    }
}
