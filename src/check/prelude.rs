//! Items that nearly every rule uses.

pub(super) use super::finding::{fail, inconclusive, pass, skipped, unsupported, warn};
pub(super) use super::{
    Check, CheckId, Decided, Decision, Evidence, Judgement, Limitation, Part, PointId, Role, Undecided,
};
pub(super) use crate::diagnosis::Owner;
pub(super) use crate::probe::ProbeId;
