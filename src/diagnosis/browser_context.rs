//! Facts that the browser reports about itself and this page.

/// The page's own circumstances, as far as a diagnosis needs them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrowserContext {
    /// The page's origin, `null` if it was opened from a file.
    pub page_origin: String,
    /// True if the browser reports that it is online.
    pub is_online: bool,
    /// True if the page is a secure context (https, or this machine).
    pub is_secure: bool,
    /// The origins that the page's own content security policy was seen to block.
    pub blocked_origins: Vec<String>,
    /// Permission of the page to reach the target's kind of local address.
    pub local_network: Permission,
}

/// A browser's permission, as far as it tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Permission {
    /// This browser knows no such permission, or does not tell.
    #[default]
    Unknown,
    /// Given.
    Granted,
    /// The browser would ask.
    Prompt,
    /// Refused.
    Denied,
}
