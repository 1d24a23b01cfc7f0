// How many frames come while it plays, and in how many milliseconds. It plays when this begins.

const frame = () => new Promise(requestAnimationFrame);
const start = await frame();
let frames = 0;
let now = start;
while (now - start < 1_500) {
    now = await frame();
    frames++;
}
return [frames, now - start];
