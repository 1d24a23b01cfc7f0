// How often the pictures are new while a key is held: an act in each frame. Called with the act, a function of the frame's number.

const frames = 60;
const stamps = [];
await new Promise(resolve => {
    const next = stamp => {
        stamps.push(stamp);
        if (stamps.length > frames) return resolve();
        act(stamps.length);
        requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
});
const lengths = stamps.slice(1).map((stamp, i) => stamp - stamps[i]).sort((a, b) => a - b);
return [lengths[lengths.length >> 1], lengths.at(-1)];
