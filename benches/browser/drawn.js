// Runs before any script of a page. Marks the moment at which `ready()` holds and what it looks for has been painted.

(() => {
    /** Whether anything has been drawn on a canvas. */
    const painted = canvas => {
        if (!canvas?.width || !canvas.height) return false;
        const { width, height } = canvas;
        const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
        copy.drawImage(canvas, 0, 0);
        return copy.getImageData(0, 0, width, height).data.some(value => value > 0);
    };
    const ready = () => READY;
    const afterFrame = then => requestAnimationFrame(() => requestAnimationFrame(then));
    const look = () => (ready() ? afterFrame(() => performance.mark("drawn")) : requestAnimationFrame(look));
    look();
})();
