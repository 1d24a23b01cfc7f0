//! Programs as Go source: one file with a function for each program.

use super::program::{Act, Body, Case, Ctx, Limit, Objects, Program, Step};
use std::fmt::Write as _;

/// The source of a command whose argument is the index of the program to run.
pub(super) fn source(programs: &[Program]) -> String {
    let mut text = String::from(HEAD);
    for number in 0..programs.len() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "\tp{number},");
    }
    text.push_str("}\n");
    for (number, program) in programs.iter().enumerate() {
        let _ = write!(text, "\nfunc p{number}() {{\n{}}}\n", body_of(program));
    }
    text
}

const HEAD: &str = r#"package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
	"golang.org/x/time/rate"
)

var began = time.Now()

var use = []any{context.Background, errors.New, sync.NewCond, errgroup.WithContext, semaphore.NewWeighted, rate.NewLimiter}

func say(step int, values ...any) {
	fmt.Println(append([]any{step}, values...)...)
}

func since(at time.Time) int64 { return at.Sub(began).Nanoseconds() }

func recovered(step int, f func()) {
	defer func() {
		if r := recover(); r != nil {
			say(step, r)
		}
	}()
	f()
}

func within(d time.Duration, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	return f(ctx)
}

// Dumps the other goroutines.
func alive() {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	for i, stack := range strings.Split(string(stacks), "\n\n") {
		header, _, _ := strings.Cut(stack, "\n")
		if i > 0 {
			fmt.Fprintln(os.Stderr, "alive", header)
		}
	}
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	programs[n]()
}

var programs = []func(){
"#;

/// The body of a program's function.
pub(super) fn body_of(program: &Program) -> String {
    let mut text = declarations(&program.objects);
    text += &steps(&program.main);
    text + "fmt.Println(\"main returns\")\nalive()\n"
}

fn declarations(objects: &Objects) -> String {
    let mut text = String::new();
    let mut declare = |name: &str, number: usize, value: String| {
        let _ = writeln!(text, "{name}{number} := {value}; _ = {name}{number}");
    };
    for (n, capacity) in objects.channels.iter().enumerate() {
        let made = capacity.map(|capacity| format!("make(chan int, {capacity})"));
        declare(
            "c",
            n,
            made.unwrap_or_else(|| String::from("(chan int)(nil)")),
        );
    }
    for (name, count, kind) in [
        ("mu", objects.mutexes, "Mutex"),
        ("rw", objects.rw_mutexes, "RWMutex"),
        ("wg", objects.wait_groups, "WaitGroup"),
        ("once", objects.onces, "Once"),
    ] {
        for n in 0..count {
            declare(name, n, format!("new(sync.{kind})"));
        }
    }
    for (n, size) in objects.semaphores.iter().enumerate() {
        declare("sem", n, format!("semaphore.NewWeighted({size})"));
    }
    for (n, (tenths, burst)) in objects.limiters.iter().enumerate() {
        let made = format!("rate.NewLimiter({tenths}.0/10, {burst})");
        declare("lim", n, made);
    }
    for (n, d) in objects.timers.iter().enumerate() {
        declare("timer", n, format!("time.NewTimer({d})"));
    }
    for (n, d) in objects.tickers.iter().enumerate() {
        declare("ticker", n, format!("time.NewTicker({d})"));
    }
    text + &contexts(objects)
}

fn contexts(objects: &Objects) -> String {
    let mut text = String::new();
    let mut limits = objects.groups.clone();
    for (n, _) in objects.groups.iter().enumerate() {
        let _ = writeln!(text, "g{n} := new(errgroup.Group); _ = g{n}");
    }
    for (n, ctx) in objects.contexts.iter().enumerate() {
        let _ = match ctx {
            Ctx::Background => writeln!(
                text,
                "ctx{n} := context.Background()\ncancel{n} := func(error) {{}}; _ = cancel{n}"
            ),
            Ctx::Cancel(parent) => {
                writeln!(
                    text,
                    "ctx{n}, cancel{n} := context.WithCancelCause(ctx{parent}); _ = cancel{n}"
                )
            }
            Ctx::Timeout(parent, d) => {
                writeln!(
                    text,
                    "ctx{n}, stop{n} := context.WithTimeout(ctx{parent}, {d})
                    cancel{n} := func(error) {{ stop{n}() }}; _ = cancel{n}"
                )
            }
            Ctx::Group(parent, limit) => {
                limits.push(*limit);
                let g = limits.len() - 1;
                writeln!(
                    text,
                    "g{g}, ctx{n} := errgroup.WithContext(ctx{parent}); _ = g{g}\n\
                     cancel{n} := func(error) {{}}; _ = cancel{n}"
                )
            }
        };
        let _ = writeln!(text, "_ = ctx{n}");
    }
    for (g, limit) in limits.iter().enumerate() {
        if let Some(limit) = limit {
            let _ = writeln!(text, "g{g}.SetLimit({limit})");
        }
    }
    text
}

fn steps(steps: &[Step]) -> String {
    steps.iter().map(step).collect()
}

fn function(body: &Body) -> String {
    format!("func() {{\n{}}}", steps(body))
}

/// The function that an errgroup calls.
fn fallible(number: u32, body: &Body, fails: bool) -> String {
    let error = if fails {
        format!("errors.New(\"error {number}\")")
    } else {
        String::from("nil")
    };
    format!("func() error {{\n{}return {error}\n}}", steps(body))
}

fn step(Step { number: n, act }: &Step) -> String {
    // A call followed by its line of output, or a line of output with the result of the call.
    let done = |text: String| format!("{text}\nsay({n})\n");
    let said = |text: String| format!("say({n}, {text})\n");
    match act {
        Act::Sleep(d) => done(format!("time.Sleep({d})")),
        Act::Gosched => done(String::from("runtime.Gosched()")),
        Act::Spawn(body) => done(format!("go {}()", function(body))),
        Act::SpawnIn(wg, body) => done(format!(
            "wg{wg}.Add(1)\ngo func() {{\ndefer wg{wg}.Done()\n{}}}()",
            steps(body)
        )),
        Act::Repeat(times, body) => done(format!(
            "for i := 0; i < {times}; i++ {{\n{}}}",
            steps(body)
        )),
        Act::Recovered(body) => done(format!("recovered({n}, {})", function(body))),
        Act::Panic => format!("panic(\"panic {n}\")\n"),
        Act::Exit => String::from("alive()\nos.Exit(1)\n"),
        Act::Send(c) => done(format!("c{c} <- {n}")),
        Act::Receive(c) => format!("if v, ok := <-c{c}; true {{ say({n}, v, ok) }}\n"),
        Act::Close(c) => done(format!("close(c{c})")),
        Act::Range(c, body) => done(format!(
            "for v := range c{c} {{\nsay({n}, v)\n{}}}",
            steps(body)
        )),
        Act::Len(c) => said(format!("len(c{c}), cap(c{c})")),
        Act::Select(cases, default) => select(*n, cases, *default),
        Act::Lock(m) => done(format!("mu{m}.Lock()")),
        Act::Unlock(m) => done(format!("mu{m}.Unlock()")),
        Act::TryLock(m) => said(format!("mu{m}.TryLock()")),
        Act::Locked(m, body) => done(format!(
            "func() {{\nmu{m}.Lock()\ndefer mu{m}.Unlock()\nsay({n})\n{}}}()",
            steps(body)
        )),
        Act::ReadLock(m) => done(format!("rw{m}.RLock()")),
        Act::ReadUnlock(m) => done(format!("rw{m}.RUnlock()")),
        Act::WriteLock(m) => done(format!("rw{m}.Lock()")),
        Act::WriteUnlock(m) => done(format!("rw{m}.Unlock()")),
        Act::TryReadLock(m) => said(format!("rw{m}.TryRLock()")),
        Act::TryWriteLock(m) => said(format!("rw{m}.TryLock()")),
        Act::Add(wg, delta) => done(format!("wg{wg}.Add({delta})")),
        Act::Wait(wg) => done(format!("wg{wg}.Wait()")),
        Act::Once(once, body) => done(format!("once{once}.Do({})", function(body))),
        Act::Cancel(ctx) => done(format!("cancel{ctx}(errors.New(\"cause {n}\"))")),
        Act::Err(ctx) => said(format!("ctx{ctx}.Err(), context.Cause(ctx{ctx})")),
        Act::AfterDone(ctx, body) => {
            done(format!("context.AfterFunc(ctx{ctx}, {})", function(body)))
        }
        Act::Acquire(sem, limit, weight) => said(acquire(*sem, *limit, *weight)),
        Act::TryAcquire(sem, weight) => said(format!("sem{sem}.TryAcquire({weight})")),
        Act::Release(sem, weight) => done(format!("sem{sem}.Release({weight})")),
        Act::Holding(sem, limit, weight, body) => done(format!(
            "if err := {}; err != nil {{\nsay({n}, err)\n}} else {{\n\
             say({n})\n{}sem{sem}.Release({weight})\n}}",
            acquire(*sem, *limit, *weight),
            steps(body)
        )),
        Act::GroupGo(g, body, fails) => done(format!("g{g}.Go({})", fallible(*n, body, *fails))),
        Act::GroupTryGo(g, body, fails) => {
            said(format!("g{g}.TryGo({})", fallible(*n, body, *fails)))
        }
        Act::GroupWait(g) => said(format!("g{g}.Wait()")),
        Act::Allow(lim, k) => said(format!("lim{lim}.AllowN(time.Now(), {k})")),
        Act::Reserve(lim, k, back) => done(format!(
            "{{\nr := lim{lim}.ReserveN(time.Now(), {k})\nsay({n}, r.OK(), r.Delay().Nanoseconds())\n{}\n}}",
            back.map_or(String::new(), |d| format!("time.Sleep({d})\nr.Cancel()"))
        )),
        Act::Limited(lim, limit, k) => {
            said(with(*limit, &|ctx| format!("lim{lim}.WaitN({ctx}, {k})")))
        }
        Act::AfterFunc(d, body) => done(format!("time.AfterFunc({d}, {})", function(body))),
        Act::StopTimer(t) => said(format!("timer{t}.Stop()")),
        Act::ResetTimer(t, d) => said(format!("timer{t}.Reset({d})")),
        Act::StopTicker(t) => done(format!("ticker{t}.Stop()")),
    }
}

fn acquire(sem: usize, limit: Limit, weight: i64) -> String {
    with(limit, &|ctx| format!("sem{sem}.Acquire({ctx}, {weight})"))
}

/// A call with the context of its limit.
fn with(limit: Limit, call: &dyn Fn(&str) -> String) -> String {
    match limit {
        Limit::Of(ctx) => call(&format!("ctx{ctx}")),
        Limit::Within(d) => {
            let call = call("ctx");
            format!("within({d}, func(ctx context.Context) error {{ return {call} }})")
        }
    }
}

fn select(n: u32, cases: &[Case], default: bool) -> String {
    let mut text = String::from("select {\n");
    for (number, case) in cases.iter().enumerate() {
        let (case, values) = match case {
            Case::Send(c) => (format!("c{c} <- {n}"), ""),
            Case::Receive(c) => (format!("v, ok := <-c{c}"), ", v, ok"),
            Case::Done(ctx) => (format!("<-ctx{ctx}.Done()"), ""),
            Case::After(d) => (format!("v := <-time.After({d})"), ", since(v)"),
            Case::Timer(t) => (format!("v := <-timer{t}.C"), ", since(v)"),
            Case::Ticker(t) => (format!("v := <-ticker{t}.C"), ", since(v)"),
        };
        let _ = writeln!(text, "case {case}:\nsay({n}, {number}{values})");
    }
    if default {
        let _ = writeln!(text, "default:\nsay({n}, -1)");
    }
    text + "}\n"
}
