//! Packages `math` and `math/bits`. The functions are those of `libm`, so that they are the same on all machines.

use super::super::frames::{Goroutine, Window};
use super::{List, Native};

macro_rules! unary {
    ($($name:literal => $function:expr),* $(,)?) => {
        &[$((concat!("math.", $name), Native::Plain(|goroutine, w| {
            let function: fn(f64) -> f64 = $function;
            goroutine.nums[w.nums] = function(f64::from_bits(goroutine.nums[w.nums + 1])).to_bits();
        })),)*
        ("math.Pow", Native::Plain(|goroutine, w| binary(goroutine, w, libm::pow))),
        ("math.Atan2", Native::Plain(|goroutine, w| binary(goroutine, w, libm::atan2))),
        ("math.Hypot", Native::Plain(|goroutine, w| binary(goroutine, w, libm::hypot))),
        ("math.Mod", Native::Plain(|goroutine, w| binary(goroutine, w, libm::fmod))),
        ("math.Remainder", Native::Plain(|goroutine, w| binary(goroutine, w, libm::remainder))),
        ("math.Float64bits", Native::Plain(same)),
        ("math.Float64frombits", Native::Plain(same)),
        ("math.Float32bits", Native::Plain(float32_bits)),
        ("math.Float32frombits", Native::Plain(float32_from_bits)),
        ("math/bits.LeadingZeros64", Native::Plain(|goroutine, w| count(goroutine, w, u64::leading_zeros))),
        ("math/bits.TrailingZeros64", Native::Plain(|goroutine, w| count(goroutine, w, u64::trailing_zeros))),
        ("math/bits.OnesCount64", Native::Plain(|goroutine, w| count(goroutine, w, u64::count_ones))),
        ("math/bits.Reverse64", Native::Plain(reverse)),
        ("math/bits.Mul64", Native::Plain(mul64)),
        ("math/bits.div", Native::Plain(div64)),
        ]
    };
}

pub(super) const LIST: List = unary! {
    "Sqrt" => libm::sqrt,
    "Floor" => libm::floor,
    "Ceil" => libm::ceil,
    "Trunc" => libm::trunc,
    "Round" => libm::round,
    "RoundToEven" => libm::rint,
    "Exp" => libm::exp,
    "Exp2" => libm::exp2,
    "Expm1" => libm::expm1,
    "Log" => libm::log,
    "Log2" => log2,
    "Log10" => log10,
    "Log1p" => libm::log1p,
    "Sin" => libm::sin,
    "Cos" => libm::cos,
    "Tan" => libm::tan,
    "Asin" => libm::asin,
    "Acos" => libm::acos,
    "Atan" => libm::atan,
    "Sinh" => libm::sinh,
    "Cosh" => libm::cosh,
    "Tanh" => libm::tanh,
    "Asinh" => libm::asinh,
    "Acosh" => libm::acosh,
    "Atanh" => libm::atanh,
    "Cbrt" => libm::cbrt,
    "Gamma" => libm::tgamma,
    "Erf" => libm::erf,
};

fn binary(goroutine: &mut Goroutine, w: Window, function: fn(f64, f64) -> f64) {
    let number = |slot| f64::from_bits(goroutine.nums[w.nums + slot]);
    goroutine.nums[w.nums] = function(number(1), number(2)).to_bits();
}

/// `math.Log2` is exact for powers of two (`src/math/log10.go`).
#[expect(clippy::float_cmp, reason = "the fraction of a power of two is exact")]
fn log2(x: f64) -> f64 {
    let (fraction, exponent) = libm::frexp(x);
    if fraction == 0.5 {
        f64::from(exponent - 1)
    } else {
        libm::log(fraction) * std::f64::consts::LOG2_E + f64::from(exponent)
    }
}

fn log10(x: f64) -> f64 {
    log2(x) * std::f64::consts::LOG10_2
}

/// A number's bits are what its slot holds.
fn same(goroutine: &mut Goroutine, w: Window) {
    goroutine.nums[w.nums] = goroutine.nums[w.nums + 1];
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the value has been rounded to float32"
)]
fn float32_bits(goroutine: &mut Goroutine, w: Window) {
    goroutine.nums[w.nums] =
        u64::from((f64::from_bits(goroutine.nums[w.nums + 1]) as f32).to_bits());
}

fn float32_from_bits(goroutine: &mut Goroutine, w: Window) {
    let bits = u32::try_from(goroutine.nums[w.nums + 1]).unwrap_or(0);
    goroutine.nums[w.nums] = f64::from(f32::from_bits(bits)).to_bits();
}

fn count(goroutine: &mut Goroutine, w: Window, function: fn(u64) -> u32) {
    goroutine.nums[w.nums] = u64::from(function(goroutine.nums[w.nums + 1]));
}

fn reverse(goroutine: &mut Goroutine, w: Window) {
    goroutine.nums[w.nums] = goroutine.nums[w.nums + 1].reverse_bits();
}

/// `func Mul64(x, y uint64) (hi, lo uint64)`
fn mul64(goroutine: &mut Goroutine, w: Window) {
    let product = u128::from(goroutine.nums[w.nums + 2]) * u128::from(goroutine.nums[w.nums + 3]);
    goroutine.nums[w.nums] = u64::try_from(product >> 64).unwrap_or(0);
    goroutine.nums[w.nums + 1] = u64::try_from(product & u128::from(u64::MAX)).unwrap_or(0);
}

/// `func div(hi, lo, y uint64) (quo, rem uint64)`; `y` is greater than `hi`.
fn div64(goroutine: &mut Goroutine, w: Window) {
    let number = |slot| u128::from(goroutine.nums[w.nums + slot]);
    let (dividend, divisor) = (number(2) << 64 | number(3), number(4).max(1));
    goroutine.nums[w.nums] = u64::try_from(dividend / divisor).unwrap_or(u64::MAX);
    goroutine.nums[w.nums + 1] = u64::try_from(dividend % divisor).unwrap_or(0);
}
