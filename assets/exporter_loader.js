// Starts the worker that makes files (src/bin/exporter.rs). trunk's own script for that calls in a way that is deprecated.
importScripts("./exporter.js");
wasm_bindgen({ module_or_path: "./exporter_bg.wasm" });
