//! Packages `sync`, `runtime` and `errors`, as far as they touch the runtime or dynamic types.

use super::super::frames::{Done, Fault, Goroutine, Window};
use super::super::value::{Pointer, Ref};
use super::{List, Native, Waiting};
use crate::code::{Bank, Kind};
use goruntime::{go, runtime};

pub(super) const LIST: List = &[
    ("sync.(*Mutex).Lock", Native::Waits(Waiting::Lock)),
    ("sync.(*Mutex).Unlock", Native::Waits(Waiting::Unlock)),
    ("sync.(*Mutex).TryLock", Native::Waits(Waiting::TryLock)),
    ("sync.(*RWMutex).Lock", Native::Waits(Waiting::RwLock)),
    ("sync.(*RWMutex).Unlock", Native::Waits(Waiting::RwUnlock)),
    ("sync.(*RWMutex).TryLock", Native::Waits(Waiting::RwTryLock)),
    ("sync.(*RWMutex).RLock", Native::Waits(Waiting::RLock)),
    ("sync.(*RWMutex).RUnlock", Native::Waits(Waiting::RUnlock)),
    ("sync.(*RWMutex).TryRLock", Native::Waits(Waiting::TryRLock)),
    ("sync.(*WaitGroup).Add", Native::Waits(Waiting::GroupAdd)),
    ("sync.(*WaitGroup).Done", Native::Waits(Waiting::GroupDone)),
    ("sync.(*WaitGroup).Wait", Native::Waits(Waiting::GroupWait)),
    ("runtime.Gosched", Native::Waits(Waiting::Gosched)),
    ("testing/synctest.settle", Native::Waits(Waiting::Settle)),
    ("testing/synctest.timersWait", Native::Plain(timers_wait)),
    ("runtime.NumGoroutine", Native::Plain(num_goroutine)),
    (
        "runtime.Goexit",
        Native::Fails(|goroutine, _| goroutine.goexit()),
    ),
    ("runtime.caller", Native::Plain(caller)),
    ("runtime.goroutine", Native::Plain(goroutine_number)),
    ("testing.caller", Native::Plain(caller)),
    ("errors.comparable", Native::Plain(comparable)),
    ("errors.assign", Native::Plain(assign)),
    ("sort.length", Native::Fails(length)),
    ("sort.swap", Native::Fails(swap)),
];

/// `func NumGoroutine() int`
fn num_goroutine(goroutine: &mut Goroutine, w: Window) {
    goroutine.nums[w.nums] = go::num_goroutine();
}

/// `func timersWait(wait bool)`
fn timers_wait(goroutine: &mut Goroutine, w: Window) {
    runtime::timers_wait(goroutine.nums[w.nums] != 0);
}

/// `func caller(skip int) (function, file string, line int, ok bool)`
fn caller(goroutine: &mut Goroutine, w: Window) {
    let skip = usize::try_from(goroutine.nums[w.nums + 2]).unwrap_or(usize::MAX);
    let frame = goroutine.frames.iter().rev().nth(skip);
    let code = &goroutine.program.loaded.code;
    let found = frame.map(|frame| {
        let function = &code.functions[frame.function as usize];
        let place = (frame.next as usize).saturating_sub(1);
        let line = function.lines.get(place).copied().unwrap_or(0);
        let file = function
            .file
            .map_or("", |file| &code.files[usize::from(file)]);
        (function.name.as_str(), file, line)
    });
    let (name, file, line) = found.unwrap_or(("", "", 0));
    let (name, file) = (Ref::from(name), Ref::from(file));
    let is_there = found.is_some();
    goroutine.refs[w.refs] = name;
    goroutine.refs[w.refs + 1] = file;
    goroutine.nums[w.nums] = line.into();
    goroutine.nums[w.nums + 1] = is_there.into();
}

/// `func goroutine() int`
fn goroutine_number(goroutine: &mut Goroutine, w: Window) {
    let number = runtime::goroutine_id().map_or(0, |id| id.0);
    goroutine.nums[w.nums] = number.into();
}

/// `func comparable(v any) bool`
fn comparable(goroutine: &mut Goroutine, w: Window) {
    let ty = goroutine.refs[w.refs].dynamic();
    let is = ty.is_none_or(|ty| goroutine.program.loaded.code.types[usize::from(ty)].comparable);
    goroutine.nums[w.nums] = u64::from(is);
}

/// `func assign(err error, target any) int`: 0 if `err` is of another type than what `target` points to, 1 if it was
/// assigned, 2 if `target` is no pointer to an error or interface.
fn assign(goroutine: &mut Goroutine, w: Window) {
    let (err, target) = (
        goroutine.refs[w.refs].clone(),
        goroutine.refs[w.refs + 1].clone(),
    );
    let code = &goroutine.program.loaded.code;
    let pointer = target
        .dynamic()
        .map(|ty| &code.types[usize::from(ty)])
        .filter(|desc| desc.kind == Kind::Pointer);
    let held = target.held();
    let (Some(pointer), Some(at)) = (pointer, super::super::compare::place(&held)) else {
        goroutine.nums[w.nums] = 2;
        return;
    };
    let elem = &code.types[usize::from(pointer.elem)];
    if elem.kind == Kind::Interface {
        let fits = goroutine.program.implements(&err, pointer.elem);
        if fits {
            at.store_ref(0, err);
        }
        goroutine.nums[w.nums] = u64::from(fits);
        return;
    }
    let fits = err.dynamic() == Some(pointer.elem);
    if fits {
        let value = err.held();
        match (elem.bank(), elem.is_memory()) {
            (Bank::Num, _) if elem.shape.nums == 0 => {}
            (Bank::Num, _) => at.store(0, value.number()),
            (Bank::Ref, true) => {
                if let Some(from) = super::super::compare::place(&value) {
                    at.copy_from(&from, elem.shape);
                }
            }
            (Bank::Ref, false) => at.store_ref(0, value),
        }
    }
    goroutine.nums[w.nums] = u64::from(fits);
}

/// `func length(slice any) int`
fn length(goroutine: &mut Goroutine, w: Window) -> Done {
    let value = &goroutine.refs[w.refs];
    let is_slice = value
        .dynamic()
        .is_some_and(|ty| goroutine.program.loaded.code.types[usize::from(ty)].kind == Kind::Slice);
    if !is_slice {
        return Err(Fault::Plain(String::from(
            "reflect: call of Swapper on a value that is no slice",
        ))
        .into());
    }
    goroutine.nums[w.nums] = value.held().slice().map_or(0, |slice| u64::from(slice.len));
    Ok(())
}

/// `func swap(slice any, i, j int)`
fn swap(goroutine: &mut Goroutine, w: Window) -> Done {
    let value = &goroutine.refs[w.refs];
    let Some(ty) = value.dynamic() else {
        return Ok(());
    };
    let code = &goroutine.program.loaded.code;
    let shape = code.types[usize::from(code.types[usize::from(ty)].elem)].shape;
    let held = value.held();
    let Some(slice) = held.slice() else {
        return Ok(());
    };
    let mut elements = Vec::new();
    for index in [goroutine.nums[w.nums], goroutine.nums[w.nums + 1]] {
        match u32::try_from(index) {
            Ok(index) if index < slice.len => elements.push(slice.element(index, shape)),
            _ => return Err(super::super::frames::out_of_range(index, &held).into()),
        }
    }
    let kept = Pointer::new(shape);
    kept.copy_from(&elements[0], shape);
    elements[0].copy_from(&elements[1], shape);
    elements[1].copy_from(&kept, shape);
    Ok(())
}
