//! Networks from which a host can be reached, judged only by its name or number.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks from which a host can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// This machine only.
    Loopback,
    /// A private network: RFC 1918, RFC 6598 and RFC 4193 addresses, link-local ones, names without
    /// a dot, and names under `.local`, `.internal`, `.lan`, `.home.arpa`.
    Private,
    /// Anything else.
    Public,
}

impl Reach {
    /// The reach of `host`: a name in lower case, an IPv4 address, or an IPv6 one in brackets.
    pub fn of_host(host: &str) -> Self {
        let number = host.trim_start_matches('[').trim_end_matches(']');
        match number.parse() {
            Ok(IpAddr::V4(address)) => Self::of_v4(address),
            Ok(IpAddr::V6(address)) => Self::of_v6(address),
            Err(_) => Self::of_name(host),
        }
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        let [first, second, ..] = address.octets();
        if address.is_loopback() || address.is_unspecified() {
            Self::Loopback
        } else if address.is_private() || address.is_link_local() || (first == 100 && second & 0xc0 == 64) {
            Self::Private
        } else {
            Self::Public
        }
    }

    fn of_v6(address: Ipv6Addr) -> Self {
        let first = address.segments()[0];
        if address.is_loopback() || address.is_unspecified() {
            Self::Loopback
        } else if first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80 {
            Self::Private
        } else {
            address.to_ipv4_mapped().map_or(Self::Public, Self::of_v4)
        }
    }

    fn of_name(name: &str) -> Self {
        if name == "localhost" || name.ends_with(".localhost") {
            Self::Loopback
        } else if !name.contains('.')
            || [".local", ".internal", ".lan", ".home.arpa"].iter().any(|ending| name.ends_with(ending))
        {
            Self::Private
        } else {
            Self::Public
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: Reach, hosts: &[&str]) {
        for host in hosts {
            assert_eq!(Reach::of_host(host), expected, "{host}");
        }
    }

    #[test]
    fn hosts_are_told_apart_by_name_and_number() {
        check(Reach::Loopback, &["localhost", "a.localhost", "127.0.0.1", "127.9.9.9", "[::1]", "0.0.0.0"]);
        check(Reach::Private, &["10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.1.1", "100.64.0.1"]);
        check(
            Reach::Private,
            &["[fd00::1]", "[fe80::1]", "gateway", "gpu.local", "llm.internal", "[::ffff:a00:1]"],
        );
        check(
            Reach::Public,
            &["api.openai.com", "172.32.0.1", "100.128.0.1", "8.8.8.8", "[2001:db8::1]", "local.tech"],
        );
    }
}
