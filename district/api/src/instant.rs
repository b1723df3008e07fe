//! Instants on the wire: RFC 3339, UTC, whole seconds.

use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};
use serde::{Deserialize, Deserializer, Serializer};

/// Writes `2026-12-01T02:30:00Z`; a fraction of a second is cut off.
pub(crate) fn serialize<S: Serializer>(at: &DateTime<Utc>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Secs, true))
}

/// Reads any RFC 3339 instant, whatever its offset; a fraction of a second is cut off.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
    DateTime::<Utc>::deserialize(from).map(|at| at.trunc_subsecs(0))
}
