//! The parts that mail programs, chats and advertisers append to a link to count who follows it.

/// The names that begin so are all of one kind.
const PREFIXES: [&str; 4] = ["utm_", "mtm_", "pk_", "hsa_"];

/// Further names, each by the service that appends it.
const NAMES: [&str; 33] = [
    // Advertising and social networks
    "fbclid",
    "gclid",
    "gclsrc",
    "gbraid",
    "wbraid",
    "dclid",
    "gad_source",
    "gad_campaignid",
    "srsltid",
    "msclkid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "epik",
    "rdt_cid",
    "sccid",
    "scid",
    "yclid",
    "ysclid",
    "_openstat",
    "si",
    // Newsletters
    "mc_cid",
    "mc_eid",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    "ck_subscriber_id",
    "vero_id",
    "oly_enc_id",
    // Analytics across sites
    "_ga",
    "_gl",
];

/// Whether a part says where a reader came from, and nothing about what to run.
pub(super) fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    PREFIXES.iter().any(|prefix| name.starts_with(prefix)) || NAMES.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Key;

    #[test]
    fn no_parameter_is_taken_for_tracking() {
        for key in Key::all() {
            assert!(!is_tracking(key.param().name), "{}", key.param().name);
        }
    }
}
