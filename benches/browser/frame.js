// Stands before what measures from an act to its picture.

/** Resolves when the next frame has been painted. */
const frame = () =>
    new Promise(resolve =>
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now());
            port2.postMessage(null);
        }),
    );
