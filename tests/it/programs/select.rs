//! Selects in the interpreter.

use super::interpret::{Chance, World, received};
use super::program::Case;
use goruntime::go::{self, ChanCase};
use goruntime::time::{Duration, Time};
use std::fmt::Write as _;

impl World {
    pub(super) async fn select(&self, n: u32, cases: &[Case], default: bool) -> String {
        let mut cases: Vec<Waiting> = cases.iter().map(|case| self.case(n, *case)).collect();
        let mut as_cases: Vec<&mut dyn go::Case> = cases.iter_mut().map(Waiting::case).collect();
        if as_cases.iter().filter(|case| case.is_ready()).count() > 1 {
            self.is_chance(Chance::Select(n));
        }
        let chosen = if default {
            go::select_default(&mut as_cases)
        } else {
            Some(go::select(&mut as_cases).await)
        };
        let Some(chosen) = chosen else {
            return String::from(" -1");
        };
        let mut text = format!(" {chosen}");
        match &mut cases[chosen] {
            Waiting::Send(_) | Waiting::Done(_) => {}
            Waiting::Receive(case) => text += &received(case.take()),
            Waiting::Time(case) => {
                // Writing to a String cannot fail.
                let _ = write!(text, " {}", case.take().unwrap_or_default().0);
            }
        }
        text
    }

    fn case(&self, n: u32, case: Case) -> Waiting {
        match case {
            Case::Send(c) => Waiting::Send(self.channels[c].sending(n)),
            Case::Receive(c) => Waiting::Receive(self.channels[c].receiving()),
            Case::Done(ctx) => Waiting::Done(self.contexts[ctx].done().receiving()),
            Case::After(d) => Waiting::Time(go::after(Duration(d)).receiving()),
            Case::Timer(t) => Waiting::Time(self.timers[t].channel().receiving()),
            Case::Ticker(t) => Waiting::Time(self.tickers[t].channel().receiving()),
        }
    }
}

/// A case of a select.
enum Waiting {
    Send(ChanCase<u32>),
    Receive(ChanCase<u32>),
    Done(ChanCase<()>),
    Time(ChanCase<Time>),
}

impl Waiting {
    fn case(&mut self) -> &mut dyn go::Case {
        match self {
            Waiting::Send(case) | Waiting::Receive(case) => case,
            Waiting::Done(case) => case,
            Waiting::Time(case) => case,
        }
    }
}
