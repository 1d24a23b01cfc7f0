//! The content of the Lab: the patterns of the talk, the scenarios that compare them, links, sweeps, advice and the talk's
//! figures.
//!
//! The modules in the order of their foundations: [`params`], [`world`], [`patterns`], [`scenarios`], [`link`],
//! [`simulate`] and [`cost`], [`sweep`], [`advice`], [`claims`].

pub mod params;

pub mod world;

pub mod patterns;

pub mod scenarios;

pub mod cost;
pub mod link;
pub mod simulate;

pub mod sweep;

pub mod advice;
pub mod claims;
