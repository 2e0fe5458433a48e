//! What a connector says of itself, and the institutions it knows.

use super::bench::{Bench, Verdict, ensure, repeated};
use super::sound;
use crate::directory::{DirectoryPage, FieldKind};

/// Characters of a source's name, which stands in every row of a link.
const SOURCE_CHARS_MAX: usize = 40;

pub(super) async fn names_are_well_formed(bench: &Bench<'_>) -> Verdict {
    let about = bench.connector.about();
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let source = about.source.as_str();
    let is_name = source.starts_with(|first: char| first.is_ascii_lowercase())
        && source.len() <= SOURCE_CHARS_MAX
        && source.bytes().all(is_word);
    ensure(is_name, || format!("the source's name is {source:?}, not a word of lower case"))?;
    ensure(!about.name.is_empty() && about.name.trim() == about.name, || {
        format!("the name for people is {:?}", about.name)
    })?;
    ensure(bench.subject.twin.about() == about, || "a second one of its kind tells something else".to_owned())
}

pub(super) async fn pages_go_on_and_end(bench: &Bench<'_>) -> Verdict {
    let pages = bench.directory().await?;
    let ids = pages.iter().flat_map(|page| &page.entries).map(|entry| entry.id.as_str());
    ensure(ids.clone().any(|id| id == bench.subject.institution), || {
        format!("{} is not in the directory", bench.subject.institution)
    })?;
    let is_empty_between = |page: &DirectoryPage| page.entries.is_empty() && page.next.is_some();
    ensure(!pages.iter().any(is_empty_between), || "an empty page leads to another".to_owned())?;
    repeated(ids).map_or(Ok(()), |id| Err(format!("{id} is told of twice")))
}

pub(super) async fn entries_are_well_formed(bench: &Bench<'_>) -> Verdict {
    for page in bench.directory().await? {
        sound::directory(&page)?;
        for entry in &page.entries {
            let id = &entry.id;
            let is_country =
                entry.country.len() == 2 && entry.country.bytes().all(|b| b.is_ascii_uppercase());
            ensure(is_country, || format!("the country of {id} is {:?}", entry.country))?;
            let is_address = |url: &str| url.starts_with("https://") || url.starts_with("http://");
            let others =
                [&entry.forgot_password_url, &entry.forgot_username_url, &entry.trouble_signing_in_url];
            let addresses = others.into_iter().flatten().chain([&entry.url]);
            ensure(addresses.into_iter().all(|url| is_address(url)), || {
                format!("an address of {id} is none")
            })?;
        }
    }
    Ok(())
}

pub(super) async fn forms_can_be_filled_in(bench: &Bench<'_>) -> Verdict {
    let entries = bench.directory().await?;
    for entry in entries.iter().flat_map(|page| &page.entries).filter(|entry| !entry.is_oauth) {
        let (id, form) = (&entry.id, &entry.login_form);
        ensure(!form.is_empty(), || format!("the form of {id} has no field"))?;
        ensure(form.iter().any(|field| field.names_person), || {
            format!("no field of {id} says who signs in, so one person could connect twice")
        })?;
        ensure(!form.iter().any(|field| field.names_person && field.kind == FieldKind::Password), || {
            format!("a password of {id} names the person")
        })?;
    }
    Ok(())
}

pub(super) async fn a_page_is_told_twice_alike(bench: &Bench<'_>) -> Verdict {
    let (first, second) = (bench.institutions(None).await?, bench.institutions(None).await?);
    ensure(format!("{first:?}") == format!("{second:?}"), || "the first page differs".to_owned())
}
