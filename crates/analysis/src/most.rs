//! The most of each count over some of the instants of a run: what a picture shows of all that lies in one column of pixels.

use super::pyramid::Peaks;
use super::series::Moment;
use super::state::StateCounts;

/// The most of each count over some of the instants of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Most {
    /// The most goroutines in each state, without main.
    pub states: StateCounts,
    /// The most that have a lane: running tasks, or in a run without tasks the goroutines but main.
    pub in_lanes: u32,
    /// Of those in lanes, at one moment: the most that run, are runnable or are blocked, without blocked helpers.
    pub awake: u32,
    /// Of those in lanes, at one moment: the most that are runnable or blocked.
    pub held_up: u32,
    /// Of those in lanes: the most that are blocked.
    pub blocked: u32,
    /// The most goroutines that are blocked and are no helpers, in lanes or not.
    pub blocked_alone: u32,
    /// The most helpers, at each moment no more than the running tasks may have.
    pub helpers: u32,
    /// The most of these that wait for another goroutine.
    pub helpers_held_up: u32,
    /// The most helpers that wait for another goroutine.
    pub helpers_blocked: u32,
    /// The most helpers that do not.
    pub helpers_working: u32,
    /// The most memory in use, in bytes.
    pub memory: u64,
    /// Whether at least half of the running tasks ended at one of the instants, and more than one.
    pub is_barrier: bool,
}

/// What the counts of a run are read by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) has_tasks: bool,
    /// The most helpers that one task had.
    pub(super) helpers_peak: u32,
}

impl Most {
    /// The counts of one instant, after another.
    pub(super) fn of(before: &Moment, moment: &Moment, rule: Rule) -> Most {
        let states = moment.states;
        let in_lanes = if rule.has_tasks {
            moment.tasks_running
        } else {
            states.live()
        };
        let blocked = states.blocked.saturating_sub(moment.helpers_blocked);
        let held_up = states.runnable + blocked;
        // Helpers that outlive their task have no room of their own.
        let most_helpers = moment.tasks_running.saturating_mul(rule.helpers_peak);
        let ended = moment.tasks_ended - before.tasks_ended;
        Most {
            states,
            in_lanes,
            awake: (states.running + held_up).min(in_lanes),
            held_up: held_up.min(in_lanes),
            blocked: blocked.min(in_lanes),
            blocked_alone: blocked,
            helpers: moment.helpers.min(most_helpers),
            helpers_held_up: moment.helpers_blocked.min(most_helpers),
            helpers_blocked: moment.helpers_blocked,
            helpers_working: moment.helpers.saturating_sub(moment.helpers_blocked),
            memory: moment.memory_peak.max(moment.memory),
            is_barrier: ended > 1 && 2 * ended >= before.tasks_running,
        }
    }
}

impl Peaks for Most {
    fn raise(&mut self, other: &Most) {
        let Most {
            states,
            in_lanes,
            awake,
            held_up,
            blocked,
            blocked_alone,
            helpers,
            helpers_held_up,
            helpers_blocked,
            helpers_working,
            memory,
            is_barrier,
        } = self;
        raise(&mut states.runnable, other.states.runnable);
        raise(&mut states.running, other.states.running);
        raise(&mut states.sleeping, other.states.sleeping);
        raise(&mut states.blocked, other.states.blocked);
        raise(&mut states.done, other.states.done);
        raise(in_lanes, other.in_lanes);
        raise(awake, other.awake);
        raise(held_up, other.held_up);
        raise(blocked, other.blocked);
        raise(blocked_alone, other.blocked_alone);
        raise(helpers, other.helpers);
        raise(helpers_held_up, other.helpers_held_up);
        raise(helpers_blocked, other.helpers_blocked);
        raise(helpers_working, other.helpers_working);
        raise(memory, other.memory);
        *is_barrier |= other.is_barrier;
    }
}

fn raise<T: Ord>(count: &mut T, other: T) {
    if other > *count {
        *count = other;
    }
}
