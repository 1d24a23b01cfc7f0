#!/usr/bin/env -S node --no-warnings
// Runs a program for wasm32-wasip1, such as a crate's benchmark: wasi.mjs PROGRAM ARGUMENT...
// It sees the machine's files and its environment.
import { readFile } from "node:fs/promises";
import { argv, env, exit } from "node:process";
import { WASI } from "node:wasi";

const [, , program, ...args] = argv;
const wasi = new WASI({ version: "preview1", args: [program, ...args], env, preopens: { "/": "/" } });
const module = await WebAssembly.compile(await readFile(program));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
exit(wasi.start(instance));
