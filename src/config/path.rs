//! A place in a `config.json`, only written out if something is wrong there.

use std::fmt;

/// The file itself, or a place in it. A list of steps, because a text made for every place would cost its
/// parents' names again and again.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// The whole file.
    File,
    /// A member of this name.
    Member(&'a Self, &'a str),
    /// An item at this index.
    Item(&'a Self, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => Ok(()),
            Self::Member(Self::File, name) => formatter.write_str(name),
            Self::Member(parent, name) => write!(formatter, "{parent}.{name}"),
            Self::Item(parent, index) => write!(formatter, "{parent}[{index}]"),
        }
    }
}
