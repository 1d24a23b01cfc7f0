// Loads the program and starts it. Of what fails, start.js tells on the page.
const { script, wasm } = document.querySelector("meta[name=program]").dataset;

/** Both files at once; the document has already asked for them. */
async function load() {
    const response = fetch(wasm);
    // It is awaited below; that the script fails first is no second failure.
    response.catch(() => {});
    const program = await import(script).catch(error => fail(script, { error }));
    const module_or_path = await response.catch(error => fail(wasm, { error }));
    const { ok, status, headers } = module_or_path;
    if (!ok) fail(wasm, { status });
    const type = headers.get("content-type");
    await program.default({ module_or_path }).catch(error => fail(wasm, { type, error }));
}

function fail(file, what) {
    throw Object.assign(new Error(`${file} failed`, { cause: what.error }), { failure: { file, ...what } });
}

load().then(
    () => dispatchEvent(new CustomEvent("TrunkApplicationStarted")),
    error => {
        console.error(error.failure?.error ?? error);
        dispatchEvent(new CustomEvent("start-failed", { detail: error.failure ?? { file: script, error } }));
    },
);
