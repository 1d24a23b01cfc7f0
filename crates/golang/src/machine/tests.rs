use super::{Execution, Limits, execute};
use crate::code::{Code, DynamicType, Function, Kind, MapEntry, Op, Op::*, SelectCase, Shape};
use goruntime::go;
use goruntime::runtime::Run;
use goruntime::time::Duration;
use goruntime::trace::Outcome;
use std::rc::Rc;

fn function(results: Shape, params: Shape, slots: Shape, ops: &[Op]) -> Function {
    let name = String::from("main.f");
    let (ops, epilogue) = (ops.to_vec(), 0);
    Function {
        name,
        results,
        params,
        slots,
        ops,
        epilogue,
    }
}

/// A function without results whose slots are enough for these tests.
fn plain(params: Shape, ops: &[Op]) -> Function {
    function(Shape::default(), params, Shape::new(16, 16), ops)
}

fn code(functions: Vec<Function>) -> Code {
    let texts = ["\n", "a", "b"].map(|text| text.as_bytes().into()).to_vec();
    let types = [
        ("string", Kind::Text),
        ("int", Kind::Int),
        ("main.T", Kind::Int),
        ("main.S", Kind::Text),
    ];
    let types = types.map(|(name, kind)| DynamicType {
        name: String::from(name),
        kind,
    });
    Code {
        functions,
        texts,
        types: types.to_vec(),
        selects: Vec::new(),
        entries: Vec::new(),
    }
}

fn run(code: Code) -> Execution {
    let limits = Limits {
        jumps: 1_000_000,
        depth: 10_000,
        ..Limits::default()
    };
    execute(Rc::new(code), limits, 1)
}

#[track_caller]
fn check_prints(code: Code, expected: &str) {
    let execution = run(code);
    assert_eq!(execution.trace.exit().message, "");
    assert_eq!(String::from_utf8_lossy(&execution.stdout), expected);
}

#[track_caller]
fn check_dies(code: Code, outcome: Outcome, message: &str) {
    let exit = run(code).trace.exit().clone();
    assert_eq!((exit.outcome, exit.message.as_str()), (outcome, message));
}

/// Prints number slot `n` and a line feed, through reference slots 14 and 15.
fn print_int(n: u16) -> [Op; 4] {
    [FormatInt(15, n), Print(15), Text(14, 0), Print(14)]
}

/// `func fib(n int) int`
fn fib() -> Function {
    let ops = [
        JumpLessInt(1, 2, 8),
        AddInt(4, 1, -1),
        Call(1, 3, 0),
        Move(2, 3),
        AddInt(4, 1, -2),
        Call(1, 3, 0),
        Add(0, 2, 3),
        Return,
        Move(0, 1),
        Return,
    ];
    function(Shape::NUM, Shape::NUM, Shape::new(5, 0), &ops)
}

#[test]
fn a_recursive_function_returns_its_result() {
    let main = [&[Int(1, 20), Call(1, 0, 0)][..], &print_int(0), &[Return]].concat();
    check_prints(code(vec![plain(Shape::default(), &main), fib()]), "6765\n");
}

#[test]
fn integers_wrap_around_at_their_width() {
    use crate::code::Width;
    let main = [
        &[Int(0, 127), AddInt(0, 0, 1), Narrow(0, Width::I8)][..],
        &print_int(0),
        &[Return],
    ]
    .concat();
    check_prints(code(vec![plain(Shape::default(), &main)]), "-128\n");
}

#[test]
fn append_grows_a_slice_and_leaves_the_old_one() {
    // s := append(nil, 7); t := append(s, 8); t[0] = 9; print(s[0], len(t), cap(t))
    let main = [
        &[
            Int(0, 7),
            Append(0, 0),
            MoveRef(1, 0),
            Int(0, 8),
            Append(1, 0),
        ][..],
        &[
            Int(1, 0),
            Int(2, 9),
            SetAt(1, 1, 2),
            At(3, 0, 1),
            Len(4, 1),
            Cap(5, 1),
        ],
        &print_int(3),
        &print_int(4),
        &print_int(5),
        &[Return],
    ];
    check_prints(
        code(vec![plain(Shape::default(), &main.concat())]),
        "7\n2\n2\n",
    );
}

/// Two senders on an unbuffered channel, a receiver that sleeps, a `WaitGroup`.
fn senders() -> Code {
    let main = [
        &[
            New(0, Shape::REF),
            Int(0, 2),
            WaitGroupAdd(0, 0),
            Int(1, 0),
            MakeChan(1, 1),
        ][..],
        &[MoveRef(2, 0), MoveRef(3, 1), Closure(4, 1, 2, 2)],
        &[Int(5, 10), Go(4, 5, 5), Int(5, 20), Go(4, 5, 5)],
        &[Int(2, 1_000_000), Sleep(2)],
        &[
            Receive(1, (6, 0), Shape::NUM),
            Receive(1, (8, 0), Shape::NUM),
            WaitGroupWait(0),
        ],
        &print_int(6),
        &print_int(8),
        &[Return],
    ];
    // The captures follow the parameters: the group, the channel.
    let sender = [
        Send(1, (0, 0), Shape::NUM),
        Int(1, -1),
        WaitGroupAdd(0, 1),
        Return,
    ];
    code(vec![
        plain(Shape::default(), &main.concat()),
        plain(Shape::NUM, &sender),
    ])
}

#[test]
fn the_trace_is_that_of_the_same_program_in_rust() {
    let twin = async {
        let (group, chan) = (go::WaitGroup::new(), go::Chan::new(0));
        group.add(2);
        for value in [10, 20] {
            let (group, chan) = (group.clone(), chan.clone());
            go::go(async move {
                chan.send(value).await;
                group.done();
            });
        }
        go::sleep(Duration(1_000_000)).await;
        let values = [chan.receive().await, chan.receive().await];
        group.wait().await;
        for value in values.into_iter().flatten() {
            go::println(value.to_string());
        }
    };
    let execution = run(senders());
    assert_eq!(String::from_utf8_lossy(&execution.stdout), "20\n10\n");
    let twin = Run::new(Limits::default().budget, 1, twin).finish();
    assert_eq!(execution.trace.hash(), twin.hash());
}

#[test]
fn a_receive_that_nobody_serves_is_a_deadlock() {
    let main = [
        Int(0, 0),
        MakeChan(0, 0),
        Receive(0, (1, 0), Shape::NUM),
        Return,
    ];
    let exit = run(code(vec![plain(Shape::default(), &main)]))
        .trace
        .exit()
        .clone();
    assert_eq!(exit.outcome, Outcome::Deadlock);
}

#[test]
fn select_takes_the_ready_case_or_the_default() {
    let main = [
        &[Int(0, 1), MakeChan(0, 0), Select(1, 0, true)][..],
        &print_int(1),
        &[Int(2, 5), Send(0, (2, 0), Shape::NUM), Select(1, 0, false)],
        &print_int(1),
        &print_int(3),
        &[Return],
    ];
    let mut code = code(vec![plain(Shape::default(), &main.concat())]);
    code.selects = vec![vec![SelectCase::Receive(0, (3, 0), Shape::NUM, 4)]];
    check_prints(code, "-1\n0\n5\n");
}

#[test]
fn runtime_errors_have_the_words_of_go() {
    let cases: [(&[Op], &str); 6] = [
        (
            &[
                Int(0, 3),
                MakeSlice(0, 0, 0, Shape::NUM),
                Int(1, 5),
                At(2, 0, 1),
            ],
            "index out of range [5] with length 3",
        ),
        (&[Int(1, -1), At(2, 0, 1)], "index out of range [-1]"),
        (
            &[
                Int(0, 3),
                MakeSlice(0, 0, 0, Shape::NUM),
                Int(1, 2),
                Int(2, 1),
                Slice(0, 0, 1, Shape::NUM),
            ],
            "slice bounds out of range [2:1]",
        ),
        (&[Int(0, 0), Div(1, 0, 0)], "integer divide by zero"),
        (
            &[Load(0, 0, 0)],
            "invalid memory address or nil pointer dereference",
        ),
        (
            &[Int(0, -1), MakeSlice(0, 0, 0, Shape::NUM)],
            "makeslice: len out of range",
        ),
    ];
    for (ops, words) in cases {
        let main = [ops, &[Return]].concat();
        let message = format!("panic: runtime error: {words}");
        check_dies(
            code(vec![plain(Shape::default(), &main)]),
            Outcome::Panic,
            &message,
        );
    }
}

#[test]
fn values_are_printed_as_go_prints_them_in_a_panic() {
    let cases: [(&[Op], &str); 4] = [
        (&[Text(0, 1), BoxRef(1, 0, 0), Panic(1)], "panic: a"),
        (&[Int(0, 42), Box(1, 1, 0), Panic(1)], "panic: 42"),
        (&[Int(0, 42), Box(1, 2, 0), Panic(1)], "panic: main.T(42)"),
        (
            &[Text(0, 1), BoxRef(1, 3, 0), Panic(1)],
            "panic: main.S(\"a\")",
        ),
    ];
    for (main, message) in cases {
        check_dies(
            code(vec![plain(Shape::default(), main)]),
            Outcome::Panic,
            message,
        );
    }
}

/// A function that defers function 2 and panics with "a"; its result is 7 after a recovery.
fn panics() -> Function {
    let ops = [
        Closure(1, 2, 0, 0),
        Defer(1, 4, 4),
        Text(2, 1),
        BoxRef(3, 0, 2),
        Panic(3),
        RunDeferred,
        Int(0, 7),
        Return,
    ];
    let mut function = function(Shape::NUM, Shape::default(), Shape::new(8, 8), &ops);
    function.epilogue = 5;
    function
}

#[test]
fn recover_ends_the_panic_and_its_function_returns() {
    let main = [&[Call(1, 0, 0)][..], &print_int(0), &[Return]].concat();
    let recovers = [Recover(0), UnboxRef(1, 0, 0, 0), Print(1), Return];
    let code = code(vec![
        plain(Shape::default(), &main),
        panics(),
        plain(Shape::default(), &recovers),
    ]);
    check_prints(code, "a7\n");
}

#[test]
fn a_panic_of_a_deferred_call_comes_after_the_first() {
    let again = [Text(0, 2), BoxRef(1, 0, 0), Panic(1)];
    let main = [Call(1, 0, 0), Return];
    let code = code(vec![
        plain(Shape::default(), &main),
        panics(),
        plain(Shape::default(), &again),
    ]);
    check_dies(code, Outcome::Panic, "panic: a\n\tpanic: b");
}

#[test]
fn a_send_on_a_closed_channel_can_be_recovered() {
    let sends = [
        Closure(1, 2, 0, 0),
        Defer(1, 4, 4),
        Int(0, 0),
        MakeChan(2, 0),
        Close(2),
        Send(2, (0, 0), Shape::NUM),
        RunDeferred,
        Return,
    ];
    let mut sends = plain(Shape::default(), &sends);
    sends.epilogue = 6;
    let main = [&[Call(1, 1, 1), Int(0, 3)][..], &print_int(0), &[Return]].concat();
    let recovers = [Recover(0), Return];
    let mut code = code(vec![
        plain(Shape::default(), &main),
        sends,
        plain(Shape::default(), &recovers),
    ]);
    check_prints(code.clone(), "3\n");
    code.functions[2].ops = vec![Return];
    check_dies(code, Outcome::Panic, "panic: send on closed channel");
}

#[test]
fn goexit_runs_the_deferred_calls_and_recover_does_not_see_it() {
    let exits = [
        Closure(1, 2, 0, 0),
        Defer(1, 4, 4),
        Goexit,
        RunDeferred,
        Return,
    ];
    let deferred = [Recover(0), IsNil(0, 0), FormatInt(1, 0), Print(1), Return];
    let main = [
        Closure(0, 1, 0, 0),
        Go(0, 1, 1),
        Gosched,
        Text(1, 0),
        Print(1),
        Return,
    ];
    let code = code(vec![
        plain(Shape::default(), &main),
        plain(Shape::default(), &exits),
        plain(Shape::default(), &deferred),
    ]);
    check_prints(code, "1\n");
}

#[test]
fn an_endless_loop_stops_with_its_line() {
    let main = [Mark(12), Jump(1)];
    check_dies(
        code(vec![plain(Shape::default(), &main)]),
        Outcome::BudgetExceeded,
        "stopped at line 12 after 1000000 jumps and calls",
    );
}

#[test]
fn recursion_without_end_is_a_stack_overflow() {
    let message =
        "runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow";
    check_dies(
        code(vec![plain(Shape::default(), &[Call(0, 0, 0)])]),
        Outcome::Fatal,
        message,
    );
}

#[test]
fn an_allocation_without_end_stops_with_its_line() {
    let main = [
        Mark(3),
        Int(0, 1 << 30),
        MakeSlice(0, 0, 0, Shape::NUM),
        Return,
    ];
    let message = "line 3: an allocation of 1073741824 elements is more than the Lab has";
    check_dies(
        code(vec![plain(Shape::default(), &main)]),
        Outcome::OutOfMemory,
        message,
    );
}

#[test]
fn a_long_list_is_dropped_without_recursion() {
    // for i := 0; i < 300000; i++ { p := new(*T); *p = list; list = p }
    let main = [
        Int(1, 300_000),
        New(1, Shape::REF),
        StoreRef(1, 0, 0),
        MoveRef(0, 1),
        AddInt(0, 0, 1),
        JumpLess(0, 1, 1),
        Return,
    ];
    check_prints(code(vec![plain(Shape::default(), &main)]), "");
}

/// `map[int]int` in reference slot 0, key in number slot 0, value in 1, whether it was there in 2.
const ENTRY: MapEntry = MapEntry {
    map: 0,
    key: 0,
    key_shape: Shape::NUM,
    value: (1, 0),
    value_shape: Shape::NUM,
    ok: 2,
};

#[test]
fn a_map_keeps_what_was_set_and_loses_what_was_deleted() {
    // 1000 squares, without those of the even numbers, whose deletion makes the map compact.
    let main = [
        &[MakeMap(0), Int(0, 0), Int(3, 1000)][..],
        &[Mul(1, 0, 0), MapSet(0), AddInt(0, 0, 1), JumpLess(0, 3, 3)],
        &[
            Int(0, 0),
            MapDelete(0),
            AddInt(0, 0, 2),
            JumpLess(0, 3, 8),
            MapLen(4, 0),
        ],
        &print_int(4),
        &[Int(0, 31), MapGet(0)],
        &print_int(1),
        &[Int(0, 30), MapGet(0)],
        &print_int(1),
        &print_int(2),
        &[Return],
    ];
    let mut code = code(vec![plain(Shape::default(), &main.concat())]);
    code.entries = vec![ENTRY];
    check_prints(code, "500\n961\n0\n0\n");
}

#[test]
fn the_order_of_a_map_is_the_seeds() {
    let main = [
        &[MakeMap(0), Int(0, 0), Int(3, 10)][..],
        &[
            MapSet(0),
            AddInt(0, 0, 1),
            JumpLess(0, 3, 3),
            MapKeys(1, 0, Shape::NUM),
            Int(0, 0),
        ],
        &[At(1, 1, 0)],
        &print_int(1),
        &[AddInt(0, 0, 1), JumpLess(0, 3, 8), Return],
    ];
    let mut code = code(vec![plain(Shape::default(), &main.concat())]);
    code.entries = vec![ENTRY];
    let printed = |seed| execute(Rc::new(code.clone()), Limits::default(), seed).stdout;
    assert_eq!(printed(1), printed(1));
    assert_ne!(printed(1), printed(2));
    let text = String::from_utf8(printed(1)).expect("digits");
    let mut keys: Vec<u32> = text
        .lines()
        .map(|line| line.parse().expect("a number"))
        .collect();
    keys.sort_unstable();
    assert!(keys.into_iter().eq(0..10));
}

#[test]
fn a_nil_map_is_read_but_not_written() {
    let mut code = code(vec![plain(
        Shape::default(),
        &[MapGet(0), MapSet(0), Return],
    )]);
    code.entries = vec![ENTRY];
    check_dies(
        code,
        Outcome::Panic,
        "panic: assignment to entry in nil map",
    );
}
