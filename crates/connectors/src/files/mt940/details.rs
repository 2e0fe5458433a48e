//! The details of a line (`:86:`). SWIFT leaves them free; banks have three ways: a code and numbered parts behind a question mark (Germany,
//! Austria, and with other marks Poland), words between strokes (Netherlands, and SWIFT's own `/REMI/`), and plain text.

/// What details say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Details {
    /// Whoever is at the other end.
    pub(super) name: Option<String>,
    /// What the payment is for.
    pub(super) purpose: Option<String>,
    pub(super) reference: Option<String>,
}

/// Words that stand between strokes.
const WORDS: [&str; 24] = [
    "TRTP", "IBAN", "BIC", "NAME", "REMI", "EREF", "MARF", "CSID", "CNTP", "BENM", "ORDP", "ADDR", "PREF",
    "RTRN", "SVCL", "ULTC", "ULTD", "ULTB", "PURP", "OCMT", "CHGS", "ISDT", "NRTX", "KREF",
];
/// Parts of a German purpose, each with a plus behind it.
const PURPOSES: [&str; 12] = [
    "SVWZ+", "EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "ABWA+", "ABWE+", "IBAN+", "BIC+", "COAM+", "OAMT+",
];

pub(super) fn read(value: &str) -> Details {
    // Lines are cut at a fixed width, within words too.
    let joined: String = value.split('\n').collect();
    if let Some(mark) = mark(&joined) {
        return numbered(&joined, mark);
    }
    let words = between_strokes(&joined);
    if !words.is_empty() {
        return of_words(&words);
    }
    let text = value.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    Details { purpose: some(&text), ..Details::default() }
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() { None } else { Some(text.to_owned()) }
}

/// The mark before each number: `166?00…`, `020~00…`, `020<00…`.
fn mark(text: &str) -> Option<char> {
    let (code, rest) = text.split_at_checked(3)?;
    let mut next = rest.chars();
    let mark = next.next().filter(char::is_ascii_punctuation)?;
    let is_number = next.take(2).filter(char::is_ascii_digit).count() == 2;
    (code.bytes().all(|byte| byte.is_ascii_digit()) && is_number).then_some(mark)
}

/// 20 to 29 and 60 to 63 are the purpose, 32 and 33 the name.
fn numbered(text: &str, mark: char) -> Details {
    let (mut name, mut purpose, mut kind) = (String::new(), String::new(), String::new());
    for part in text.split(mark).skip(1) {
        let Some((number, value)) = part.split_at_checked(2) else { continue };
        match number {
            "00" => kind.push_str(value),
            "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" | "60" | "61" | "62"
            | "63" => {
                purpose.push_str(value);
            }
            "32" | "33" => name.push_str(value),
            _ => {}
        }
    }
    let parts = purposes(&purpose);
    let part = |wanted: &str| parts.iter().find(|(name, _)| *name == wanted).map(|(_, text)| *text);
    let reference = part("EREF+").or(part("KREF+")).and_then(some);
    let told = if parts.is_empty() { Some(purpose.as_str()) } else { part("SVWZ+").or(part("")) };
    Details {
        name: some(&name),
        purpose: told.and_then(some).or_else(|| some(&kind)),
        reference: reference.filter(|reference| reference != "NOTPROVIDED"),
    }
}

/// A purpose by its parts; what stands before the first has no name. Empty where there is none.
fn purposes(text: &str) -> Vec<(&'static str, &str)> {
    let mut starts: Vec<(usize, &'static str)> = Vec::new();
    for (at, _) in text.match_indices('+') {
        let begins = |word: &&&str| text.get(..=at).is_some_and(|before| before.ends_with(**word));
        if let Some(word) = PURPOSES.iter().find(begins) {
            starts.push((at + 1, word));
        }
    }
    let ends = starts.iter().skip(1).map(|(at, word)| at - word.len()).chain([text.len()]);
    let mut parts: Vec<_> =
        starts.iter().zip(ends).filter_map(|((at, word), end)| Some((*word, text.get(*at..end)?))).collect();
    if let Some((at, word)) = starts.first()
        && let Some(before) = text.get(..at - word.len()).filter(|before| !before.trim().is_empty())
    {
        parts.push(("", before));
    }
    parts
}

/// `/NAME/J Jansen/REMI/Invoice 1/`: each known word with what follows until the next.
fn between_strokes(text: &str) -> Vec<(&str, &str)> {
    let mut starts: Vec<(usize, usize, &str)> = Vec::new();
    let strokes: Vec<usize> = text.match_indices('/').map(|(at, _)| at).collect();
    for pair in strokes.windows(2) {
        let [from, to] = pair else { continue };
        let Some(word) = text.get(from + 1..*to).filter(|word| WORDS.contains(&word.trim())) else {
            continue;
        };
        starts.push((*from, to + 1, word.trim()));
    }
    let ends = starts.iter().skip(1).map(|(from, ..)| *from).chain([text.len()]);
    let words = starts.iter().zip(ends).filter_map(|((_, at, word), end)| Some((*word, text.get(*at..end)?)));
    words.collect()
}

fn of_words(words: &[(&str, &str)]) -> Details {
    let word = |wanted: &str| words.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let plain = |text: &str| some(text.trim().trim_end_matches('/'));
    // ING has account, bank, name and place in one.
    let other = word("CNTP").and_then(|parts| parts.split('/').nth(2)).and_then(plain);
    let ordered = word("ORDP").or(word("BENM")).map(|text| text.trim_start_matches('/'));
    let ordered = ordered.map(|text| text.strip_prefix("NAME/").unwrap_or(text)).and_then(plain);
    let purpose = word("REMI").map(|text| {
        let text = text.strip_prefix("USTD/").unwrap_or(text);
        text.trim_start_matches('/')
    });
    let reference = word("EREF").and_then(plain).filter(|reference| reference != "NOTPROVIDED");
    Details {
        name: word("NAME").and_then(plain).or(other).or(ordered),
        purpose: purpose.and_then(plain).or_else(|| word("TRTP").and_then(plain)),
        reference,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_of_many_banks() {
        let check = |value: &str, name: Option<&str>, purpose: Option<&str>, reference: Option<&str>| {
            let read = read(value);
            assert_eq!(
                (read.name.as_deref(), read.purpose.as_deref(), read.reference.as_deref()),
                (name, purpose, reference),
                "{value}"
            );
        };
        check(
            "166?00GUTSCHRIFT?100599?20EREF+R-17?21SVWZ+Miete Januar\n?22 Wohnung 4?30COBADEFF?31DE89370400440532013000?32Erika Mus\n?33termann",
            Some("Erika Mustermann"),
            Some("Miete Januar Wohnung 4"),
            Some("R-17"),
        );
        check(
            "005?00LASTSCHRIFT?20Strom 12/25?21 KdNr 4711?32STADTWERKE",
            Some("STADTWERKE"),
            Some("Strom 12/25 KdNr 4711"),
            None,
        );
        check("835?00ENTGELT", None, Some("ENTGELT"), None);
        check("020~00BZ1~20Przelew~21 za prad~32TAURON", Some("TAURON"), Some("Przelew za prad"), None);
        check(
            "/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/BIC/INGBNL2A/NAME/J\nJANSEN/REMI/FACTUUR 123/EREF/NOTPROVIDED",
            Some("JJANSEN"),
            Some("FACTUUR 123"),
            None,
        );
        check(
            "/EREF/E-1//CNTP/NL32INGB0000012345/INGBNL2A/ING BANK NV INZAKE WEB///REMI/USTD//Bonus 2026/",
            Some("ING BANK NV INZAKE WEB"),
            Some("Bonus 2026"),
            Some("E-1"),
        );
        check("/ORDP//NAME/Acme BV/REMI/Salary", Some("Acme BV"), Some("Salary"), None);
        check("Card 1234 COFFEE\n  CORNER ZURICH", None, Some("Card 1234 COFFEE CORNER ZURICH"), None);
        check("2026/01/05 and/or", None, Some("2026/01/05 and/or"), None);
        check("", None, None, None);
        check("166?2", None, Some("166?2"), None);
    }
}
