// How long the page takes to answer, measured in it: from an act of a hand to the first frame in which the pictures are others.
// Called with the act, a function.

const pictures = () => [...document.querySelectorAll("article .plot canvas")].map(canvas => canvas.toDataURL()).join();

const before = pictures();
await frame();
const start = performance.now();
act();
const deadline = start + 20_000;
const ends = [];
let changed = false;
// The pictures are looked at only once a frame has been painted, and that is not counted.
while (!changed) {
    ends.push(await frame());
    if (ends.at(-1) > deadline) throw new Error("the pictures stayed as they were");
    changed = pictures() !== before;
}
// A frame that came while an earlier one was looked at is late by that.
return [ends[0] - start, ends.length];
