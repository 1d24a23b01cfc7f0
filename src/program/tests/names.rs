//! What goroutines, channels and locks of a program are called.

use super::run;
use goruntime::trace::Event;

/// A program of imports, declarations and the body of main, with the names of its goroutines but for main, and of what they
/// wait on, in the order in which the trace learns of them.
#[track_caller]
fn check(imports: &[&str], decls: &str, body: &str, goroutines: &[&str], objects: &[&str]) {
    let imports: Vec<String> = imports
        .iter()
        .map(|path| format!("import {path:?}\n"))
        .collect();
    let imports = imports.concat();
    let source = format!("package main\n\n{imports}\n{decls}\n\nfunc main() {{\n{body}\n}}\n");
    let (said, trace) = run(&source);
    let trace = trace.unwrap_or_else(|| panic!("{said:?}"));
    let (mut started, mut named) = (Vec::new(), Vec::new());
    for record in trace.records() {
        match record.event {
            Event::GoCreate { name, .. } => {
                started.push(name.map_or_else(String::new, |name| name.to_string()));
            }
            Event::Object {
                name: Some(name), ..
            } => named.push(name.to_string()),
            _ => {}
        }
    }
    assert_eq!(started[1..], *goroutines, "goroutines of {source}");
    assert_eq!(named, objects, "objects of {source}");
}

#[test]
fn goroutines_are_called_after_their_functions() {
    let worker = "func worker(jobs chan int) {\n\tfor range jobs {\n\t}\n}";
    check(
        &[],
        worker,
        "jobs := make(chan int, 1)\ngo worker(jobs)\ngo worker(jobs)\ngo func() { jobs <- 1 }()\njobs <- 2\nclose(jobs)",
        &["worker 1", "worker 2", "main.func1 1"],
        &["jobs"],
    );
    let broker = "type Broker struct{ mu sync.Mutex }\n\nfunc (b *Broker) run() { go func() { b.mu.Lock() }() }";
    check(
        &["sync", "time"],
        broker,
        "b := &Broker{}\ngo b.run()\ntime.Sleep(1)",
        &["run 1", "run.func1 1"],
        &["b.mu"],
    );
    check(
        &["sync"],
        "var start = func() { go func() {}() }",
        "var wg sync.WaitGroup\nwg.Go(start)\nwg.Go(func() { go func() {}() })\nwg.Wait()",
        &[
            "init.func1 1",
            "main.func1 1",
            "main.func1.1 1",
            "init.func1.1 1",
        ],
        &["wg"],
    );
}

#[test]
fn locks_are_called_what_the_program_calls_them() {
    check(
        &["sync"],
        "var (\n\tmu sync.Mutex\n\trw sync.RWMutex\n)",
        "mu.Lock()\nmu.Unlock()\nrw.RLock()\nrw.RUnlock()\nvar local sync.Mutex\nlocal.TryLock()",
        &[],
        &["mu", "rw", "local"],
    );
    check(
        &["sync"],
        "type Cache struct {\n\tsync.RWMutex\n\tshards [2]struct{ mu sync.Mutex }\n}",
        "c := new(Cache)\nc.Lock()\ni := 1\nc.shards[i].mu.Lock()\nvar l sync.Locker = &c.shards[0].mu\nl.Lock()\ndefer l.Unlock()",
        &[],
        &["c.RWMutex", "c.shards[i].mu", "l"],
    );
    check(
        &["sync"],
        "func add(wg *sync.WaitGroup) { wg.Add(1); wg.Done() }",
        "var group sync.WaitGroup\nadd(&group)\nvar once sync.Once\nonce.Do(func() {})",
        &[],
        &["wg", "once"],
    );
}

#[test]
fn channels_are_called_what_the_program_calls_them() {
    check(
        &[],
        "type Broker struct {\n\tclients chan int\n\tquit chan bool\n}\n\nvar events = make(chan string)",
        "b := &Broker{clients: make(chan int)}\nb.quit = make(chan bool, 1)\nparts := make([]chan int, 1)\nparts[0] = make(chan int)\na, z := make(chan int), make(chan int)\n_, _, _, _ = a, z, b, events",
        &[],
        &["events", "Broker.clients", "b.quit", "parts[0]", "a", "z"],
    );
    // What a statement after it declares is something else.
    check(
        &[],
        "func use(c chan int) {}",
        "use(make(chan int))\nn := 1\n_ = n",
        &[],
        &[],
    );
    check(
        &["context", "sync", "time"],
        "",
        "ctx, cancel := context.WithCancel(context.Background())\nvar mu sync.Mutex\nready := sync.NewCond(&mu)\ngo func() {\n\tmu.Lock()\n\tready.Wait()\n\tmu.Unlock()\n\tcancel()\n}()\ntime.Sleep(1)\nready.Signal()\n<-ctx.Done()",
        &["main.func1 1"],
        &["ctx", "mu", "ready"],
    );
}

#[test]
fn timers_are_called_what_the_program_calls_them() {
    check(
        &["time"],
        "type Server struct{ beat *time.Ticker }",
        "timer := time.NewTimer(1)\ns := Server{beat: time.NewTicker(2)}\nexpired := time.After(5)\n<-timer.C\n<-s.beat.C\n<-expired",
        &[],
        &["timer.C", "Server.beat.C", "expired"],
    );
    check(
        &["time"],
        "func tick() {}",
        "timer := time.AfterFunc(1, tick)\ntime.Sleep(2)\ntimer.Reset(1)\ntime.AfterFunc(1, func() {})\ntime.Sleep(5)",
        &["tick 1", "tick 2", "main.func1 1"],
        &[],
    );
}
