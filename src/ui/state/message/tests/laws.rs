//! Whatever a host says.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// The messages of the sample, and of all.
const SAMPLE: u32 = 3_000;
const ALL: u32 = 100_000;

/// Any JSON, and messages that are near to ones that can be read.
fn texts() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "command",
        "request",
        "seek",
        "open",
        "set",
        "play",
        "step",
        "link",
        "at",
        "value",
        "parameter",
        "batch",
        "id",
        "target",
        "version",
        "forward",
        "hello",
        "state",
        "goroutine-lab",
        "javascript:alert(1)",
        "?pattern=leak&tasks=4",
        "__proto__",
    ]);
    let text = prop_oneof![words.prop_map(String::from), any::<String>()];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    let any_value = leaf.prop_recursive(4, 24, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((text.clone(), inner), 0..6)
                .prop_map(|pairs| pairs.into_iter().collect()),
        ]
    });
    let known = prop::sample::select(crate::ui::state::tests::commands_as_json());
    // A command of which a member, or one more, is something else.
    let changed = (
        known,
        prop::option::of((any::<prop::sample::Index>(), any_value.clone())),
        any::<bool>(),
    );
    let command = changed.prop_map(|(mut command, change, adds)| {
        if let (Some((place, value)), Some(members)) = (change, command.as_object_mut()) {
            let names: Vec<String> = members.keys().cloned().collect();
            let name = if adds {
                String::from("more")
            } else {
                place.get(&names).clone()
            };
            members.insert(name, value);
        }
        command
    });
    let request = prop_oneof![6 => command, 1 => any_value.clone()];
    prop_oneof![
        8 => (any::<u64>(), request).prop_map(|(id, request)| message(id >> 11, &request)),
        1 => any_value.prop_map(|value| value.to_string()),
        1 => any::<String>(),
    ]
}

/// Whatever is said, nothing panics; what is refused says why in few words; and a stranger changes nothing but the moment.
fn nothing_is_changed_by_strangers(messages: u32) {
    let page = Page::new("?pattern=leak&tasks=3");
    let config = ProptestConfig {
        cases: messages,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let law = |text: String| {
        for rights in [Rights::Playback, Rights::All] {
            match receive(&text, rights) {
                Err(Refusal { reason, .. }) => {
                    prop_assert!(
                        !reason.is_empty() && reason.chars().count() < 700,
                        "{text}: {reason}"
                    );
                }
                Ok(Request {
                    wish: Wish::Command(command),
                    ..
                }) => {
                    let session = page.session.apply(&command);
                    let view = page.view.apply(&command);
                    let _ = page
                        .playback
                        .clone()
                        .apply(&Motion::Command(command.clone()));
                    if rights == Rights::Playback {
                        prop_assert_eq!(&session, &page.session, "{}", text);
                        prop_assert_eq!(view, page.view, "{}", text);
                    }
                }
                Ok(_) => {}
            }
        }
        Ok(())
    };
    TestRunner::new(config).run(&texts(), law).unwrap();
}

#[test]
fn some_messages_change_nothing_that_they_may_not() {
    nothing_is_changed_by_strangers(SAMPLE);
}

#[test]
#[ignore = "takes a minute"]
fn no_message_changes_what_it_may_not() {
    nothing_is_changed_by_strangers(ALL);
}
