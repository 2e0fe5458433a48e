//! Names of months, and letters without their marks, in the languages whose files are read.

/// A text in small letters, without accents.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' => out.push('i'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' => out.push('o'),
            'ú' | 'ù' | 'û' | 'ü' => out.push('u'),
            'ç' => out.push('c'),
            'ñ' => out.push('n'),
            'ß' => out.push_str("ss"),
            'º' => out.push('o'),
            other => out.push(other),
        }
    }
    out
}

/// English, Spanish, French, German, Dutch, Portuguese, Italian: folded, in full and as they are shortened.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan", "january", "januar", "janner", "januari", "janv", "janvier", "ene", "enero", "gen", "gennaio",
        "janeiro",
    ],
    &["feb", "february", "februar", "februari", "fev", "fevr", "fevrier", "febrero", "fevereiro", "febbraio"],
    &["mar", "march", "marz", "maerz", "mrz", "mars", "marzo", "maart", "mrt", "marco"],
    &["apr", "april", "avr", "avril", "abr", "abril", "aprile"],
    &["may", "mai", "mayo", "mei", "mag", "maggio", "maio"],
    &["jun", "june", "juni", "juin", "junio", "giu", "giugno", "junho"],
    &["jul", "july", "juli", "juil", "juillet", "julio", "lug", "luglio", "julho"],
    &["aug", "august", "augustus", "aout", "ago", "agosto"],
    &["sep", "sept", "september", "septembre", "septiembre", "set", "settembre", "setembro"],
    &["oct", "october", "okt", "oktober", "octobre", "octubre", "ott", "ottobre", "out", "outubro"],
    &["nov", "november", "novembre", "noviembre", "novembro"],
    &["dec", "december", "dez", "dezember", "decembre", "dic", "diciembre", "dicembre", "dezembro"],
];

/// The month of that name, from 1.
pub(super) fn month(name: &str) -> Option<i8> {
    let name = folded(name);
    (1_i8..).zip(MONTHS).find_map(|(number, names)| names.contains(&name.as_str()).then_some(number))
}
