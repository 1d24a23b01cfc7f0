// Starts the worker that runs people's own Go programs (src/bin/machine.rs). trunk's own script for that calls in a way that is deprecated.
importScripts("./machine.js");
wasm_bindgen({ module_or_path: "./machine_bg.wasm" });
