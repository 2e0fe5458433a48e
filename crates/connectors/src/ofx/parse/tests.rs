//! Documents in every form that is met, and whatever else bytes may be.

use super::*;
use crate::ofx::write;
use proptest::prelude::*;

/// `A(B=1, C(D=2))`
fn shown(element: &Element) -> String {
    if element.children.is_empty() {
        return if element.value.is_empty() {
            element.name.to_string()
        } else {
            format!("{}={}", element.name, element.value)
        };
    }
    let inner: Vec<String> = element.children.iter().map(shown).collect();
    format!("{}({})", element.name, inner.join(", "))
}

fn read(bytes: &[u8]) -> Result<String, What> {
    parse(bytes, Limits::default()).map(|document| shown(&document.root)).map_err(|error| error.what)
}

#[test]
fn every_form_of_document_is_read() {
    let check = |text: &str, expected: &str| {
        assert_eq!(read(text.as_bytes()).as_deref(), Ok(expected), "{text}");
    };
    let whole = "OFX(A(B=1, C=2))";
    check("<OFX><A><B>1</B><C>2</C></A></OFX>", whole);
    check("<OFX>\r\n<A>\r\n<B>1\r\n<C>2\r\n</A>\r\n</OFX>\r\n", whole);
    check("<OFX><A><B>1<C>2</A></OFX>", whole);
    check("<ofx><a><b>1<c>2</C></A></ofx>", whole);
    check("\u{feff}<OFX><A><B>1<C>2</A></OFX>", whole);
    check("\r\n\r\n<OFX>\n\n\n<A>\n<B> 1 \n\n<C>\t2\n\n</A></OFX>\n\0\u{1a}\n", whole);
    check("OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n\r\n<OFX><A><B>1<C>2</A></OFX>", whole);
    check("OFXHEADER:100DATA:OFXSGMLVERSION:102<OFX><A><B>1<C>2</A></OFX>", whole);
    check("ofxheader:100\ndata:OFXSGML\nversion:103\n<OFX><A><B>1<C>2</A></OFX>", whole);
    check(
        "<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\" VERSION=\"211\"?><OFX><A><B>1</B><C>2</C></A></OFX>",
        whole,
    );
    check("<!-- a word -->\n<OFX><A><!-- another --><B>1</B><C>2</C></A></OFX>", whole);
    check("<OFX><A><B><![CDATA[1]]></B><C>2</C></A></OFX>", whole);
    check("<OFX xmlns=\"http://x.example/\"><A id='7'><B >1</B ><C>2</C></A></OFX>", whole);
    check("<OFX></OFX>", "OFX");
    check("<OFX><A></A></OFX>", "OFX(A)");
    check("<OFX><A/><B>1</B></OFX>", "OFX(A, B=1)");
    check("<OFX><INTU.BID>3000<INTU.ORG>B1</OFX>", "OFX(INTU.BID=3000, INTU.ORG=B1)");
}

#[test]
fn an_empty_element_without_end_is_no_aggregate() {
    let check = |text: &str, expected: &str| {
        assert_eq!(read(text.as_bytes()).as_deref(), Ok(expected), "{text}");
    };
    check("<OFX><A><B>1<MEMO><C>2</A></OFX>", "OFX(A(B=1, MEMO, C=2))");
    check("<OFX><A><MEMO><NAME></A><A><B>1</A></OFX>", "OFX(A(MEMO, NAME), A(B=1))");
    check("<OFX><A><MEMO><B>1<X><C>2</X></A></OFX>", "OFX(A(MEMO, B=1, X(C=2)))");
    check("<OFX><A><MEMO></MEMO><B>1</A></OFX>", "OFX(A(MEMO, B=1))");
}

#[test]
fn values_say_what_they_say() {
    let check = |raw: &[u8], expected: &str| {
        let text = [b"<OFX><A>".as_slice(), raw, b"</A></OFX>"].concat();
        let document = parse(&text, Limits::default()).unwrap();
        assert_eq!(document.root.text("A"), Some(expected));
    };
    check(b"Tom &amp; Jerry", "Tom & Jerry");
    check(b"Tom & Jerry", "Tom & Jerry");
    check(b"A&P; &", "A&P; &");
    check(b"&lt;b&gt; &quot;x&quot; &apos;y&apos;", "<b> \"x\" 'y'");
    check(b"caf&#233; &#xE9; &#x1F600;", "café é \u{1f600}");
    check(b"&nbsp;&copy;&bogus;", "&nbsp;&copy;&bogus;");
    check(b"&#0;&#xD800;&#99999999;x", "&#xD800;&#99999999;x");
    check(b"&amp;lt;", "&lt;");
    check(b"5 < 6, <3", "5 < 6, <3");
    check("Crème brûlée".as_bytes(), "Crème brûlée");
    check(b"Cr\xe8me br\xfbl\xe9e \x80 \x93x\x94 \x81", "Crème brûlée € “x” \u{fffd}");
    check(b"one\r\n  two\x07", "one    two");
    check(b"x<![CDATA[<y> & z]]>", "x<y> & z");
}

#[test]
fn headers_are_read_and_seldom_needed() {
    let check = |head: &str, form: Form, version: Option<u16>, charset: Option<&str>| {
        let header = parse(format!("{head}<OFX></OFX>").as_bytes(), Limits::default()).unwrap().header;
        assert_eq!(
            (header.form, header.version, header.charset.as_deref()),
            (form, version, charset),
            "{head}"
        );
    };
    check("", Form::Sgml, None, None);
    check("OFXHEADER:100\nVERSION:102\nCHARSET:1252\n", Form::Sgml, Some(102), Some("1252"));
    check(
        "OFXHEADER:100VERSION:160ENCODING:USASCIICHARSET:1252COMPRESSION:NONE",
        Form::Sgml,
        Some(160),
        Some("1252"),
    );
    check("OFXHEADER: 100\n VERSION: 151\n CHARSET: NONE\n", Form::Sgml, Some(151), Some("NONE"));
    check("<?OFX OFXHEADER=\"200\" VERSION=\"220\" SECURITY=\"NONE\"?>", Form::Xml, Some(220), None);
    check("<?xml version='1.0'?>\n<?ofx ofxheader='200' version='203'?>\n", Form::Xml, Some(203), None);
    check("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", Form::Sgml, None, None);
}

#[test]
fn what_is_no_document_is_refused_with_its_place() {
    let check = |bytes: &[u8], what: What, offset: usize, line: usize| {
        let error = parse(bytes, Limits::default()).unwrap_err();
        let shown = String::from_utf8_lossy(bytes).into_owned();
        assert_eq!((error.what, error.offset, error.line), (what, offset, line), "{shown}");
    };
    check(b"", What::NotOfx, 0, 1);
    check(b"{\"a\":1}", What::NotOfx, 0, 1);
    check(b"hello <OFX></OFX>", What::NotOfx, 0, 1);
    check(b"<html><body></body></html>", What::NotOfx, 0, 1);
    check(b"\n\n<!DOCTYPE html><html></html>", What::Doctype, 2, 3);
    check(b"<OFX><!DOCTYPE x [<!ENTITY a \"b\">]></OFX>", What::Doctype, 5, 1);
    check(b"<OFX>\n<A>1\n</A>", What::NotClosed, 15, 3);
    check(b"<OFX><A>1</OFX", What::Unfinished, 9, 1);
    check(b"<OFX></OFX>}", What::Trailing, 11, 1);
    check(b"<OFX></OFX><OFX></OFX>", What::Trailing, 11, 1);
    check(b"<OFX>text</OFX>", What::StrayText, 5, 1);
    check(b"<OFX><A><B>1</B>text</A></OFX>", What::StrayText, 16, 1);
    check(b"<OFX>\n</B></OFX>", What::StrayEnd, 6, 2);
    check(b"<OFX><A\xff>1</OFX>", What::Tag, 5, 1);
    check(b"<OFX><![CDATA[x</OFX>", What::Unfinished, 5, 1);
    check(b"<OFX><!-- x</OFX>", What::Unfinished, 5, 1);
    check(b"<?OFX OFXHEADER=\"200\" VERSION=\"211\"?><OFX><A>1</OFX>", What::NotClosed, 46, 1);
    check(b"<?OFX OFXHEADER=\"200\" VERSION=\"211\"?><OFX><A>1<B>2</B></A></OFX>", What::NotClosed, 46, 1);
    check(b"OFXHEADER:100\nCHARSET:SHIFT_JIS\n<OFX><A>\x83\x65</OFX>", What::Encoding, 40, 3);
}

#[test]
fn everything_is_bounded() {
    let limits = Limits { bytes: 200, depth: 4, elements: 6, value_bytes: 8 };
    let check = |text: &str, what: Option<What>| {
        let read = parse(text.as_bytes(), limits).map_err(|error| error.what).err();
        assert_eq!(read, what, "{text}");
    };
    check("<OFX><A>12345678</A></OFX>", None);
    check("<OFX><A>123456789</A></OFX>", Some(What::ValueTooLong));
    check("<OFX><A>1234<![CDATA[56789]]></A></OFX>", Some(What::ValueTooLong));
    check("<OFX><A><B><C>1</C></B></A></OFX>", None);
    check("<OFX><A><B><C><D>1</D></C></B></A></OFX>", Some(What::TooDeep));
    check("<OFX><A>1<A>1<A>1<A>1<A>1</OFX>", None);
    check("<OFX><A>1<A>1<A>1<A>1<A>1<A>1</OFX>", Some(What::TooMany));
    check(&format!("<OFX>{}</OFX>", " ".repeat(300)), Some(What::TooLarge));
    let deep = format!("<OFX>{}", "<A>".repeat(1_000_000));
    assert_eq!(read(deep.as_bytes()), Err(What::TooDeep));
    let wide = format!("<OFX>{}</OFX>", "<A>1".repeat(700_000));
    assert_eq!(read(wide.as_bytes()), Err(What::TooMany));
}

/// A source that hands out so many bytes at once, and forgets the order of nothing.
struct Drips<'a>(&'a [u8], usize);

impl Read for Drips<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(self.0.len()).min(buffer.len());
        let (now, later) = self.0.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}

/// The parts of a document, as far as it can be read, and what is wrong with the rest.
fn parts(source: impl Read, limits: Limits) -> (Vec<String>, Option<ParseError>) {
    let (mut read, mut wrong) = (Vec::new(), None);
    match Parts::new(source, limits) {
        Ok(parts) => {
            for part in parts {
                match part {
                    Ok(part) => read.push(format!("{}: {}", part.set, shown(&part.element))),
                    Err(error) => wrong = Some(error),
                }
            }
        }
        Err(error) => wrong = Some(error),
    }
    (read, wrong)
}

#[test]
fn a_document_is_read_part_by_part() {
    let check = |text: &str, expected: &[&str], wrong: Option<What>| {
        let (read, error) = parts(text.as_bytes(), Limits::default());
        assert_eq!(
            (read, error.map(|error| error.what)),
            (expected.iter().map(|&one| one.to_owned()).collect(), wrong),
            "{text}"
        );
    };
    check(
        "<OFX><S><A>1<B>2</S><T><C><D>3</C><C><D>4</C></T></OFX>",
        &["S: A=1", "S: B=2", "T: C(D=3)", "T: C(D=4)"],
        None,
    );
    check("<OFX><S></S><T></T></OFX>", &[], None);
    check("<OFX><S><A><B>1</A><A><B>2</OFX>", &["S: A(B=1)", "S: A", "S: B=2"], None);
    check("<OFX><S><A><B>1</A><A><B>2", &["S: A(B=1)"], Some(What::NotClosed));
    check("<OFX><S><A><B>1</A></S></OFX><OFX>", &["S: A(B=1)"], Some(What::Trailing));
    check("nothing", &[], Some(What::NotOfx));
}

#[test]
fn bounds_are_those_of_a_part_and_memory_holds_one() {
    let limits = Limits { bytes: usize::MAX, elements: 6, ..Limits::default() };
    let many = format!("<OFX><S>{}</S></OFX>", "<A><B>1<C>2</A>\n".repeat(100_000));
    let mut reading = Parts::new(many.as_bytes(), limits).unwrap();
    assert_eq!(reading.by_ref().flatten().count(), 100_000);
    assert!(reading.reading.lexer.held() < 256 * 1024, "{} bytes", reading.reading.lexer.held());
    let large = "<OFX><S><A><B>1<B>1<B>1<B>1<B>1<B>1</A></S></OFX>";
    assert_eq!(parts(large.as_bytes(), limits).1.unwrap().what, What::TooMany);
    // Neither a comment nor space is held, however long it is.
    let long = format!("<OFX><!--{}-->{}<S>\n<A>1<A></B>", "x\n".repeat(500_000), " \n".repeat(500_000));
    let mut reading = Parts::new(long.as_bytes(), limits).unwrap();
    let error = reading.find_map(Result::err).unwrap();
    assert_eq!((error.what, error.line), (What::StrayEnd, 1_000_002));
    assert!(reading.reading.lexer.held() < 256 * 1024, "{} bytes", reading.reading.lexer.held());
    for (endless, what) in [
        ("<OFX><A>", What::ValueTooLong),
        ("<OFX><A><![CDATA[", What::ValueTooLong),
        ("<OFX><A", What::Unfinished),
    ] {
        let source = endless.as_bytes().chain(std::io::repeat(b'x'));
        let error = parts(source, limits).1.unwrap();
        assert_eq!((error.what, error.line), (what, 1), "{endless}");
    }
    let limits = Limits { bytes: 10_000_000, ..limits };
    for endless in ["<OFX><!--", "<OFX><A><?", "<OFX>   "] {
        let source = endless.as_bytes().chain(std::io::repeat(b' '));
        let error = parts(source, limits).1.unwrap();
        assert_eq!((error.what, error.offset), (What::TooLarge, 10_000_000), "{endless}");
    }
}

/// Values as they come back: without spaces around, and without what no page should be given.
fn a_value() -> impl Strategy<Value = String> {
    "[ -~é€“中\u{1f600}&<>;#]{0,24}".prop_map(|text| text.trim().to_owned())
}

fn an_element() -> impl Strategy<Value = Element> {
    let name = || "[A-Z][A-Z0-9.]{0,9}";
    let leaf = (name(), a_value()).prop_map(|(name, value)| Element::leaf(&name, value));
    leaf.prop_recursive(5, 60, 6, move |inner| {
        (name(), prop::collection::vec(inner, 0..6))
            .prop_map(|(name, children)| Element::aggregate(&name, children))
    })
}

/// Something that looks like a document, and is perhaps none.
fn half_a_document() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        &b"<OFX>"[..],
        b"</OFX>",
        b"<A>",
        b"</A>",
        b"<B>",
        b"</B>",
        b"<C/>",
        b"text",
        b" ",
        b"\r\n",
        b"&amp;",
        b"&",
        b"<",
        b">",
        b"<![CDATA[x]]>",
        b"<!--",
        b"-->",
        b"\xe9",
        b"\xc3\xa9",
        b"OFXHEADER:100",
        b"VERSION:211",
        b"<?OFX VERSION=\"211\"?>",
        b"\0",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(children in prop::collection::vec(an_element(), 0..6)) {
        let root = Element::aggregate("OFX", children);
        for (form, version) in [(Form::Sgml, 102), (Form::Xml, 211)] {
            let written = write::document(form, version, "NONE", &root);
            let document = parse(written.as_bytes(), Limits::default()).unwrap();
            prop_assert_eq!(&document.root, &root);
            prop_assert_eq!((document.header.form, document.header.version), (form, Some(version)));
        }
    }

    #[test]
    fn a_document_that_is_cut_off_is_none(children in prop::collection::vec(an_element(), 0..4), at in 0.0..1.0) {
        let root = Element::aggregate("OFX", children);
        let written = write::document(Form::Sgml, 102, "NONE", &root);
        let place = format!("{:.0}", at * f64::from(u32::try_from(written.len() - 1).unwrap())).parse::<usize>().unwrap();
        prop_assert!(parse(&written.as_bytes()[..place], Limits::default()).is_err());
    }

    #[test]
    fn no_bytes_make_it_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        fuzz(&bytes);
        fuzz(&[b"<OFX>", &bytes[..], b"</OFX>"].concat());
    }

    #[test]
    fn no_half_document_makes_it_fall_over(bytes in half_a_document()) {
        fuzz(&bytes);
        fuzz(&[b"<OFX>", &bytes[..], b"</OFX>"].concat());
    }

    #[test]
    fn it_matters_not_how_bytes_arrive(bytes in half_a_document(), count in 1_usize..9) {
        let bytes = [b"<OFX><S>", &bytes[..], b"</S></OFX>"].concat();
        let whole = parts(&bytes[..], Limits::default());
        prop_assert_eq!(parts(Drips(&bytes, count), Limits::default()), whole);
    }

    #[test]
    fn the_parts_are_the_whole(children in prop::collection::vec(an_element(), 0..6)) {
        let root = Element::aggregate("OFX", children);
        let written = write::document(Form::Sgml, 102, "NONE", &root);
        let within = root.children.iter().flat_map(|set| {
            set.children.iter().map(move |one| format!("{}: {}", set.name, shown(one)))
        });
        prop_assert_eq!(parts(written.as_bytes(), Limits::default()), (within.collect(), None));
    }

    #[test]
    fn errors_tell_places_and_nothing_else(bytes in half_a_document()) {
        if let Err(error) = parse(&bytes, Limits::default()) {
            prop_assert!(error.offset <= bytes.len() && error.line >= 1);
            let what = error.what.to_string();
            prop_assert_eq!(error.to_string(), format!("{what}, at byte {}, line {}", error.offset, error.line));
        }
    }
}
