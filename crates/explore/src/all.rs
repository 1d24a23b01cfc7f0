//! All schedules of a small program that differ: a depth-first search with sleep sets.
//!
//! Two steps of different goroutines that touch nothing in common give the same state in either order. After the search has
//! tried a step at some point, it puts the goroutine to sleep in the search of the other steps there, until one of these
//! touches what the step touched: before that, the orders would only repeat (Godefroid: *Partial-order methods for the
//! verification of concurrent systems*, 1996).

use crate::search::Tally;
use crate::subject::{Attempt, Effort, Subject, Trial};
use golang::machine::{Touch, Touches};
use goruntime::runtime::{Choice, Chooser, Decisions};
use goruntime::trace::GoroutineId;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The most decisions of all runs together: what has long runs has more schedules than can be tried.
const MOST_DECISIONS: u64 = 1_000_000;

/// All schedules were tried.
#[derive(Clone, Debug)]
pub struct Complete {
    /// What was found; it counts the schedules that differ.
    pub tally: Tally,
}

/// Tries all schedules that differ, if there are few: `None` if more than `most` runs would be needed, or if the subject does
/// not say what its steps touch. `step` is called after each run.
pub fn try_all(subject: &dyn Subject, most: u64, mut step: impl FnMut()) -> Option<Complete> {
    if !subject.says_touches() {
        return None;
    }
    let mut racy = BTreeSet::new();
    let (mut runs, mut decisions) = (0, 0);
    'again: loop {
        let places = Rc::new(racy.clone());
        let tree = Rc::new(RefCell::new(Tree::default()));
        let mut tally = Tally::default();
        loop {
            if runs >= most {
                return None;
            }
            runs += 1;
            let trial = attempt(subject, &tree, &places);
            step();
            decisions += trial.decisions;
            if trial.is_cut || decisions > MOST_DECISIONS {
                return None;
            }
            racy.extend(&trial.racy);
            if racy.len() > places.len() {
                // Others may run before these accesses, too.
                continue 'again;
            }
            if !tree.borrow().is_redundant {
                let number = tally.tried;
                tally.add(number, None, trial);
            }
            if !tree.borrow_mut().next() {
                return Some(Complete { tally });
            }
        }
    }
}

fn attempt(subject: &dyn Subject, tree: &Rc<RefCell<Tree>>, racy: &Rc<BTreeSet<u32>>) -> Trial {
    let touches = Touches::default();
    let decisions = Decisions::default();
    tree.borrow_mut().begin(touches.clone());
    let chooser: Box<dyn Chooser> = Box::new(Walker(Rc::clone(tree)));
    let trial = subject.run(Attempt {
        chooser: (chooser, decisions),
        seed: None,
        racy: Rc::clone(racy),
        in_full: false,
        touches: Some(touches),
        most: Effort::ANY,
    });
    tree.borrow_mut().end_step();
    trial
}

/// A step that sleeps, and what it touches.
type Sleeper = (Choice, Vec<Touch>);

/// A decision on the path to the present run.
#[derive(Debug)]
enum Node {
    /// What runs next.
    Turn {
        choices: Vec<Choice>,
        sleep: Vec<Sleeper>,
        /// The choices that were tried before the present one.
        done: Vec<Sleeper>,
        now: usize,
        /// What the present one touches until the next turn.
        touched: Vec<Touch>,
    },
    /// The case of a `select`.
    Case { count: u64, now: u64 },
}

/// The decisions of the present run, and what is left to try of them.
#[derive(Debug, Default)]
struct Tree {
    path: Vec<Node>,
    /// The next decision of the run.
    at: usize,
    touches: Touches,
    /// All that could run sleeps: the rest of the run repeats another.
    is_redundant: bool,
}

impl Tree {
    fn begin(&mut self, touches: Touches) {
        self.at = 0;
        self.touches = touches;
        self.is_redundant = false;
    }

    /// Notes what was touched since the last turn.
    fn end_step(&mut self) {
        let taken = self.touches.take();
        if self.is_redundant {
            return;
        }
        let before = self.path[..self.at].iter_mut().rev();
        for node in before {
            if let Node::Turn {
                touched,
                choices,
                now,
                ..
            } = node
            {
                touched.extend(taken);
                if choices[*now] == Choice::Timer {
                    touched.push(Touch::ALL);
                }
                touched.sort_unstable();
                touched.dedup();
                return;
            }
        }
    }

    /// What sleeps after the last turn.
    fn sleeping(&self) -> Vec<Sleeper> {
        let turn = self.path[..self.at]
            .iter()
            .rev()
            .find_map(|node| match node {
                Node::Turn {
                    sleep,
                    done,
                    touched,
                    ..
                } => Some((sleep, done, touched)),
                Node::Case { .. } => None,
            });
        let Some((sleep, done, touched)) = turn else {
            return Vec::new();
        };
        let stays = |(_, touches): &&Sleeper| {
            let conflicts = |touch: &Touch| touched.iter().any(|other| touch.conflicts(*other));
            !touches.iter().any(conflicts)
        };
        sleep.iter().chain(done).filter(stays).cloned().collect()
    }

    fn turn(&mut self, choices: &[Choice]) -> usize {
        self.end_step();
        if self.is_redundant {
            return 0;
        }
        if let Some(Node::Turn { now, .. }) = self.path.get(self.at) {
            self.at += 1;
            return *now;
        }
        let sleep = self.sleeping();
        let is_awake = |choice: &Choice| sleep.iter().all(|(other, _)| other != choice);
        let Some(now) = choices.iter().position(is_awake) else {
            self.is_redundant = true;
            return 0;
        };
        self.path.push(Node::Turn {
            choices: choices.to_vec(),
            sleep,
            done: Vec::new(),
            now,
            touched: Vec::new(),
        });
        self.at += 1;
        now
    }

    fn case(&mut self, count: u64) -> u64 {
        if self.is_redundant {
            return 0;
        }
        if let Some(Node::Case { now, .. }) = self.path.get(self.at) {
            self.at += 1;
            return *now;
        }
        self.path.push(Node::Case { count, now: 0 });
        self.at += 1;
        0
    }

    /// Goes on to the next run. False if there is none.
    fn next(&mut self) -> bool {
        while let Some(node) = self.path.last_mut() {
            match node {
                Node::Turn {
                    choices,
                    sleep,
                    done,
                    now,
                    touched,
                } => {
                    done.push((choices[*now], std::mem::take(touched)));
                    let is_left = |choice: &Choice| {
                        sleep
                            .iter()
                            .chain(done.iter())
                            .all(|(other, _)| other != choice)
                    };
                    if let Some(next) = choices.iter().position(is_left) {
                        *now = next;
                        return true;
                    }
                }
                Node::Case { count, now } => {
                    if *now + 1 < *count {
                        *now += 1;
                        return true;
                    }
                }
            }
            self.path.pop();
        }
        false
    }
}

/// Takes the decisions of the tree.
struct Walker(Rc<RefCell<Tree>>);

impl Chooser for Walker {
    fn choose(&mut self, _: u64, choices: &[Choice], _: bool) -> usize {
        self.0.borrow_mut().turn(choices)
    }

    fn choose_case(&mut self, _: u64, count: u64, _: u64) -> u64 {
        self.0.borrow_mut().case(count)
    }

    fn yielded(&mut self, _: GoroutineId) {}
}
