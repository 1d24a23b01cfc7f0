// How long an edited program takes, measured in the page: from the key that runs it to the first frame in which its run is drawn
// anew. One constant of the text is changed before. Called with a round.

const field = document.querySelector('textarea[aria-label="Go program"]');
const trace = () => document.querySelector("article[data-pattern=your-program]").dataset.trace;
const before = trace();
field.value = field.value.replace(/round   = \d+/, `round   = ${100 + round}`);
field.dispatchEvent(new InputEvent("input", { bubbles: true }));
await frame();
await frame();
const start = performance.now();
field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
let end;
do {
    end = await frame();
    if (end - start > 20_000) throw new Error("the program was not drawn anew");
} while (trace() === before);
// The curve over the slider is no part of it.
await new Promise(done => setTimeout(done, 1_500));
return [end - start, 0];
