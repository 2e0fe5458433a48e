//! Where outgoing requests may go: to named origins, and to no address of this machine or its network unless that is allowed.

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Scheme, host and port that a source may be asked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

impl Origin {
    /// The origin of an address; `None` if it is no http(s) address.
    pub fn of(address: &str) -> Option<Self> {
        Self::of_url(&Url::parse(address).ok()?)
    }

    fn of_url(url: &Url) -> Option<Self> {
        if !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        Some(Self {
            scheme: url.scheme().to_owned(),
            host: url.host_str()?.to_owned(),
            port: url.port_or_known_default()?,
        })
    }
}

/// Whether requests may go to addresses of this machine and its network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Inner {
    #[default]
    Refused,
    /// To this machine alone.
    Loopback,
    Allowed,
}

impl Inner {
    /// Allowed or refused, as a setting says.
    pub(crate) const fn allowed(is_allowed: bool) -> Self {
        if is_allowed { Self::Allowed } else { Self::Refused }
    }

    /// Whether a request may go to that address.
    pub(crate) fn lets(self, address: IpAddr) -> bool {
        match self {
            Self::Refused => !is_inner(address),
            Self::Loopback => !is_inner(address) || address.to_canonical().is_loopback(),
            Self::Allowed => true,
        }
    }
}

/// The address that stands in a URL instead of a name.
pub(crate) fn literal(url: &Url) -> Option<IpAddr> {
    url.host_str().and_then(|host| host.trim_matches(['[', ']']).parse().ok())
}

/// What a source's requests may reach.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fence {
    pub(crate) origins: Vec<Origin>,
    /// Addresses of this machine and its network, too.
    pub(crate) inner: Inner,
    /// Redirects are followed within the origins; else they are answers like others.
    pub(crate) follows_redirects: bool,
}

impl Fence {
    /// Whether a request may go there, as far as its address tells.
    pub(crate) fn lets(&self, url: &Url) -> bool {
        self.names(url) && !self.keeps_from_inner(url)
    }

    /// Whether a request would be let through, were its address not one of this machine or its network.
    pub(crate) fn keeps_from_inner(&self, url: &Url) -> bool {
        self.names(url) && literal(url).is_some_and(|address| !self.inner.lets(address))
    }

    fn names(&self, url: &Url) -> bool {
        Origin::of_url(url).is_some_and(|origin| self.origins.contains(&origin))
    }
}

/// Why a name leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NameFlaw {
    #[error("the name is not known")]
    Unknown,
    #[error("the name leads to no address that may be asked")]
    Inner,
}

/// Resolves names and leaves out what they may not lead to: a name of somebody else's may point at our own machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FencedResolver {
    pub(crate) inner: Inner,
}

impl Resolve for FencedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let inner = self.inner;
        Box::pin(async move {
            let found: Vec<SocketAddr> = match tokio::net::lookup_host((name.as_str(), 0)).await {
                Ok(found) => found.collect(),
                Err(_) => return Err(NameFlaw::Unknown.into()),
            };
            let is_known = !found.is_empty();
            let let_through: Vec<SocketAddr> =
                found.into_iter().filter(|address| inner.lets(address.ip())).collect();
            if let_through.is_empty() {
                return Err(if is_known { NameFlaw::Inner } else { NameFlaw::Unknown }.into());
            }
            let addresses: Addrs = Box::new(let_through.into_iter());
            Ok(addresses)
        })
    }
}

/// Whether an address is of this machine, its network, or of no host at all. Source: the special-purpose registries of RFC 6890.
pub(crate) fn is_inner(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_inner_v4(address),
        IpAddr::V6(address) => is_inner_v6(address),
    }
}

fn is_inner_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    address.is_unspecified()
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_multicast()
        || address.is_documentation()
        || first == 0
        // Shared by providers (100.64.0.0/10), for protocols (192.0.0.0/24), for measurements (198.18.0.0/15), reserved (240.0.0.0/4).
        || (first == 100 && (64..128).contains(&second))
        || (first, second, third) == (192, 0, 0)
        || (first == 198 && (18..20).contains(&second))
        || first >= 240
}

fn is_inner_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, ..] = address.segments();
    // Addresses that carry one of version 4: mapped, compatible, translated (64:ff9b::/96, ::ffff:0:0/96), 6to4 (2002::/16).
    let carried = match address.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some((high, low)),
        [0x2002, high, low, ..] => Some((high, low)),
        _ => None,
    };
    let v4 = carried.map(|(high, low)| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    address.is_unspecified()
        || address.is_loopback()
        || address.is_multicast()
        || v4.is_some_and(is_inner_v4)
        // Unique local (fc00::/7), link local (fe80::/10), site local (fec0::/10), documentation (2001:db8::/32), discard (100::/64).
        || first & 0xfe00 == 0xfc00
        || first & 0xff80 == 0xfe80
        || (first, second) == (0x2001, 0xdb8)
        || first == 0x100
        // Translated within a network (64:ff9b:1::/48), and tunnels whose end nobody knows (Teredo, 2001::/32).
        || (first, second, third) == (0x64, 0xff9b, 1)
        || (first, second) == (0x2001, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_addresses_are_known_in_every_disguise() {
        for inner in [
            "127.0.0.1",
            "64:ff9b:1::a00:1",
            "::ffff:0:10.0.0.1",
            "2001::1",
            "127.9.9.9",
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "100::1",
        ] {
            assert!(is_inner(inner.parse().unwrap()), "{inner}");
        }
        for outer in [
            "1.1.1.1",
            "172.32.0.1",
            "100.128.0.1",
            "198.20.0.1",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ] {
            assert!(!is_inner(outer.parse().unwrap()), "{outer}");
        }
    }

    #[test]
    fn this_machine_may_be_let_through_and_its_network_not() {
        for (address, expected) in [
            ("127.0.0.1", true),
            ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("1.1.1.1", true),
            ("10.0.0.1", false),
            ("169.254.169.254", false),
            ("0.0.0.0", false),
            ("::", false),
        ] {
            assert_eq!(Inner::Loopback.lets(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn requests_stay_within_the_fence() {
        let fence = |inner| Fence {
            origins: ["https://bank.example/x", "http://127.0.0.1:8000", "https://[::1]"]
                .iter()
                .filter_map(|one| Origin::of(one))
                .collect(),
            inner,
            follows_redirects: false,
        };
        let check = |url: &str, outer: bool, inner: bool| {
            let url = Url::parse(url).unwrap();
            assert_eq!(
                (fence(Inner::Refused).lets(&url), fence(Inner::Allowed).lets(&url)),
                (outer, inner),
                "{url}"
            );
        };
        check("https://bank.example/any?thing", true, true);
        check("https://bank.example:443/", true, true);
        check("http://bank.example/", false, false);
        check("https://bank.example:444/", false, false);
        check("https://bank.example.evil.example/", false, false);
        check("https://user@evil.example/", false, false);
        check("http://127.0.0.1:8000/", false, true);
        check("http://2130706433:8000/", false, true);
        check("https://[::1]/", false, true);
        check("file:///etc/passwd", false, false);
    }
}
