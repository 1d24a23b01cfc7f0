//! How the fields of commands are written as text.

#![expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields by reference"
)]

/// A parameter by its name in links.
pub(super) mod parameter {
    use lab::params::Key;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in crate::ui::state) fn serialize<S: Serializer>(
        key: &Key,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(key.param().name)
    }

    pub(in crate::ui::state) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Key, D::Error> {
        let name = String::deserialize(from)?;
        Key::of(&name).ok_or_else(|| D::Error::custom(format!("there is no parameter {name:?}")))
    }
}

/// The same where it may be absent.
pub(super) mod optional_parameter {
    use lab::params::Key;
    use serde::{Deserializer, Serializer};

    pub(in crate::ui::state) fn serialize<S: Serializer>(
        key: &Option<Key>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match key {
            Some(key) => super::parameter::serialize(key, to),
            None => to.serialize_none(),
        }
    }

    pub(in crate::ui::state) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Key>, D::Error> {
        super::parameter::deserialize(from).map(Some)
    }
}

/// A pattern by its id.
pub(super) mod pattern {
    use lab::patterns::{self, Pattern};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in crate::ui::state) fn serialize<S: Serializer>(
        pattern: &Pattern,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(pattern.id)
    }

    pub(in crate::ui::state) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<&'static Pattern, D::Error> {
        let id = String::deserialize(from)?;
        patterns::find(&id).ok_or_else(|| D::Error::custom(format!("there is no pattern {id:?}")))
    }
}

/// Parameters by their names, each with its value: `[["kill","2"],["kill-at","1.2s"]]`.
pub(super) mod changes {
    use crate::ui::state::what_if::Changes;
    use lab::params::Key;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in crate::ui::state) fn serialize<S: Serializer>(
        changes: &Changes,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(changes.iter().map(|(key, value)| (key.param().name, value)))
    }

    pub(in crate::ui::state) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Changes, D::Error> {
        let pairs = Vec::<(String, String)>::deserialize(from)?;
        let key = |(name, value): (String, String)| match Key::of(&name) {
            Some(key) => Ok((key, value)),
            None => Err(D::Error::custom(format!("there is no parameter {name:?}"))),
        };
        pairs.into_iter().map(key).collect()
    }
}

/// A moment in nanoseconds.
pub(super) mod moment {
    use goruntime::time::Time;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::ui::state) fn serialize<S: Serializer>(
        at: &Time,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_u64(at.0)
    }

    pub(in crate::ui::state) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Time, D::Error> {
        u64::deserialize(from).map(Time)
    }
}

/// A moment in nanoseconds, where it may be absent.
pub(super) mod optional_moment {
    use goruntime::time::Time;
    use serde::{Deserializer, Serializer};

    pub(in crate::ui::state) fn serialize<S: Serializer>(
        at: &Option<Time>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => super::moment::serialize(at, to),
            None => to.serialize_none(),
        }
    }

    pub(in crate::ui::state) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Time>, D::Error> {
        super::moment::deserialize(from).map(Some)
    }
}

/// A speed in thousandths.
pub(super) mod thousandths {
    use crate::ui::state::Speed;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in crate::ui::state) fn serialize<S: Serializer>(
        speed: &Speed,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_u64(speed.0)
    }

    pub(in crate::ui::state) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Speed, D::Error> {
        let speed = Speed(u64::deserialize(from)?);
        if Speed::ALL.contains(&speed) {
            return Ok(speed);
        }
        let allowed = Speed::ALL.map(|speed| speed.0.to_string()).join(", ");
        let given = speed.0;
        Err(D::Error::custom(format!(
            "speed {given}: allowed is {allowed}"
        )))
    }
}
