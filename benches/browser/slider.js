// How long one move of the slider takes, measured in the page: from the input event to the first frame in which the
// slider's number is the new one, and to the first in which the batched run is drawn anew. Called with a position.

const run = document.querySelector("article[data-pattern=batched]");
const slider = document.querySelector('[aria-label="Batch size"] input[type=range]');
const number = () => document.querySelector('[aria-label="Batch size"] output').textContent;
const picture = () => [...run.querySelectorAll("canvas")].map(canvas => canvas.toDataURL()).join();

const before = { trace: run.dataset.trace, number: number(), picture: picture() };
await frame();
slider.value = position;
const start = performance.now();
slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
let answered;
let end;
do {
    end = await frame();
    if (end - start > 20_000) throw new Error(`at ${number()} the run was not drawn anew`);
    if (number() !== before.number) answered ??= end;
    // The picture is looked at only once it can have changed, since that takes longer than what is measured.
} while (run.dataset.trace === before.trace || picture() === before.picture);
return [answered - start, end - start];
