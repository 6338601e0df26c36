//! The browser's report about itself and this page.

/// The state of the browser and the page, as far as a diagnosis needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrowserContext {
    /// The origin of the page; `null` if it was opened from a file.
    pub page_origin: String,
    /// True if the browser reports that it is online.
    pub is_online: bool,
    /// True if the page is a secure context (https, or this machine).
    pub is_secure: bool,
    /// The origins that the page's own content security policy has blocked.
    pub blocked_origins: Vec<String>,
    /// Permission to reach the local network in which the target is.
    pub local_network: Permission,
}

/// The state of a permission, as far as the browser reports it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Permission {
    /// The browser does not know this permission or does not report it.
    #[default]
    Unknown,
    /// Granted.
    Granted,
    /// The browser would ask the user.
    Prompt,
    /// Denied.
    Denied,
}
