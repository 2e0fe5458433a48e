//! Who runs a command, as the kernel says it: the environment may say anything.

use std::path::Path;

/// Characters of a name that is kept.
const NAME_CHARS_MAX: usize = 32;
/// The account that may become any other, and whose word about who called it is kept.
const ROOT: u32 = 0;

/// The account that runs this process: `ann(1000)`, `?(4711)` where the system has no name for it, `root(0, sudo ann)` where root says
/// by sudo who called; `?` where the system does not tell.
pub(crate) fn operator() -> String {
    let read = |path: &str| std::fs::read_to_string(Path::new(path)).unwrap_or_default();
    let Some(uid) = real_uid(&read("/proc/self/status")) else { return "?".to_owned() };
    let caller = std::env::var("SUDO_USER").ok().or_else(|| std::env::var("SUDO_UID").ok());
    named(uid, &read("/etc/passwd"), caller.as_deref())
}

/// The real user id of a process: the first number of the line `Uid:`.
fn real_uid(status: &str) -> Option<u32> {
    let ids = status.lines().find_map(|line| line.strip_prefix("Uid:"))?;
    ids.split_whitespace().next()?.parse().ok()
}

fn named(uid: u32, passwd: &str, caller: Option<&str>) -> String {
    let name = passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        let is_uid = fields.nth(1)?.parse() == Ok(uid);
        is_uid.then(|| plain(name))
    });
    let name = name.unwrap_or_else(|| "?".to_owned());
    match caller.filter(|caller| uid == ROOT && !caller.is_empty()) {
        Some(caller) => format!("{name}({uid}, sudo {})", plain(caller)),
        None => format!("{name}({uid})"),
    }
}

/// A name without anything that could be taken for something else.
fn plain(name: &str) -> String {
    let is_plain = |one: &char| one.is_ascii_alphanumeric() || "-_.@$".contains(*one);
    name.chars().filter(is_plain).take(NAME_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_names_the_operator_and_root_alone_says_who_called() {
        const PASSWD: &str = "root:x:0:0:root:/root:/bin/bash\nann:x:1000:1000::/home/ann:/bin/sh\nbroken\n";
        assert_eq!(real_uid("Name:\tx\nUid:\t1000\t0\t0\t0\nGid:\t5\t5\t5\t5\n"), Some(1000));
        assert_eq!(real_uid("Name:\tx\n"), None);
        for (uid, caller, expected) in [
            (1000, None, "ann(1000)"),
            (1000, Some("mallory"), "ann(1000)"),
            (0, None, "root(0)"),
            (0, Some(""), "root(0)"),
            (0, Some("ann"), "root(0, sudo ann)"),
            (0, Some("ann)\nhub, x"), "root(0, sudo annhubx)"),
            (4711, None, "?(4711)"),
        ] {
            assert_eq!(named(uid, PASSWD, caller), expected);
        }
        assert!(operator().contains('('), "this system tells");
    }
}
