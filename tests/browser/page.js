// What a person can see of the page and measure on it. The tests call these in the page, after this text.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Whether an element is there to be seen, anywhere on the page. */
const shown = element => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && !element.closest(".spoken, .skip:not(:focus)") && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
};

/** Whether anything has been drawn on a canvas. */
const painted = canvas => {
    const { width, height } = canvas;
    if (width === 0 || height === 0) return false;
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    return copy.getImageData(0, 0, width, height).data.some(value => value > 0);
};

/** The canvases whose pixels are not the screen's. */
const blurred = () => {
    const sizes = ({ width, height, clientWidth, clientHeight }) => [[width, clientWidth], [height, clientHeight]];
    const isSharp = ([pixels, length]) => Math.abs(pixels - length * devicePixelRatio) < 1;
    const drawn = all("canvas").filter(shown).filter(canvas => !sizes(canvas).every(isSharp));
    return drawn.map(canvas => `${sizes(canvas).map(pair => pair.join(" for "))} at ${devicePixelRatio}`);
};

/** Resolves in the frame after the next: what the page has decided to draw is drawn then. */
const drawn = () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** The pixels of canvases as text, once something is drawn on one of them. */
const pixels = async canvases => {
    await drawn();
    return canvases.some(painted) ? canvases.map(canvas => canvas.toDataURL()).join() : null;
};

/** The name that a screen reader gives a control; parts below each other have a space between them. */
const nameOf = element => {
    const words = ({ innerText }) => innerText.trim().replace(/\s+/g, " ");
    const labels = [...(element.labels ?? [])].map(words).join(" ");
    return element.getAttribute("aria-label") ?? (labels || words(element));
};

const CONTROLS = "button, [role=switch], [role=slider], summary, select, input, a[href]";

/** What can be pressed: a checkbox counts together with the label around it. */
const target = element => (element.matches("[type=checkbox]") ? element.closest("label") ?? element : element);

/** The controls that can be seen and have a name; the dialog's alone while one is open. */
const controls = name => {
    const dialog = document.querySelector("dialog[open]");
    return all(CONTROLS, dialog ?? document).filter(element => shown(target(element)) && (name === undefined || nameOf(element) === name));
};

/** Whether a press on an element's middle meets it, and nothing that lies over it. */
const reachable = element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
};

/** Where an element is; scrolls to it first, if it is out of reach. */
const place = element => {
    if (!reachable(element)) element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    return { left, top, width, height };
};

/** The controls that a thumb would miss. */
const smallTargets = least =>
    controls()
        .map(target)
        .filter(element => {
            const { width, height } = element.getBoundingClientRect();
            return width < least - 0.5 || height < least - 0.5;
        })
        .map(element => {
            const { width, height } = element.getBoundingClientRect();
            return `${nameOf(element)}: ${width.toFixed()}×${height.toFixed()}`;
        });

/** The pieces of text on the page, each with the element that sets its style. */
const texts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const { currentNode: node } = walker;
        const element = node.parentElement;
        if (node.data.trim() && !element.closest("script, style, noscript, option") && shown(element)) {
            found.push({ node, element, text: node.data.trim() });
        }
    }
    return found;
};

const smallTexts = least =>
    texts()
        .filter(({ element }) => parseFloat(getComputedStyle(element).fontSize) < least)
        .map(({ element, text }) => `${text}: ${getComputedStyle(element).fontSize}`);

/** Any CSS colour as red, green, blue and alpha, by painting it. */
const pixel = colour => {
    const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    return { rgb: [red, green, blue], alpha: alpha / 255 };
};

const over = (front, back) => front.rgb.map((value, i) => value * front.alpha + back[i] * (1 - front.alpha));

/** The colour behind an element's text. */
const backgroundOf = element => {
    const behind = element.parentElement ? backgroundOf(element.parentElement) : [255, 255, 255];
    return over(pixel(getComputedStyle(element).backgroundColor), behind);
};

/** The relative luminance of WCAG 2. */
const luminance = rgb => {
    const [red, green, blue] = rgb.map(value => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const poorContrasts = least =>
    texts()
        .map(({ element, text }) => {
            const back = backgroundOf(element);
            const front = over(pixel(getComputedStyle(element).color), back);
            const [dark, light] = [luminance(front), luminance(back)].sort((a, b) => a - b);
            return { text, contrast: (light + 0.05) / (dark + 0.05) };
        })
        .filter(({ contrast }) => contrast < least)
        .map(({ text, contrast }) => `${text}: ${contrast.toFixed(2)}`);

const windowBox = () => ({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });

/** How much of a box lies outside another, in CSS pixels. */
const outside = (box, frame) =>
    Math.max(frame.left - box.left, frame.top - box.top, box.right - frame.right, box.bottom - frame.bottom);

/** The texts and controls of which a part cannot be seen, whatever one scrolls, and that no title gives in full. */
const cutOff = () => {
    const boxes = [
        ...texts().map(({ node, element, text }) => {
            const range = document.createRange();
            range.selectNodeContents(node);
            return { element, text, box: range.getBoundingClientRect() };
        }),
        // A control with a text is seen by its text.
        ...controls()
            .filter(element => !element.innerText?.trim())
            .map(element => ({ element, text: nameOf(element), box: element.getBoundingClientRect() })),
    ];
    const cut = ({ element, box }) => {
        for (let around = element.parentElement; around !== document.documentElement; around = around.parentElement) {
            const { overflow } = getComputedStyle(around);
            if (overflow.includes("auto") || overflow.includes("scroll")) return false;
            if (overflow !== "visible" && outside(box, around.getBoundingClientRect()) > 1) return true;
        }
        return box.left + scrollX < -1 || box.top + scrollY < -1;
    };
    const told = ({ element, text }) => element.closest("[title]")?.title.includes(text);
    return boxes.filter(item => cut(item) && !told(item)).map(({ text }) => text);
};

/** Whether a point of an element lies outside of something around it that cuts off what does not fit. */
const isScrolledAway = (element, x, y) => {
    for (let frame = element; frame; frame = frame.parentElement) {
        const { left, top, right, bottom } = frame.getBoundingClientRect();
        const cuts = /auto|scroll|hidden/.test(getComputedStyle(frame).overflow);
        if (cuts && (x < left || x > right || y < top || y > bottom)) return true;
    }
    return false;
};

/** The pairs of texts of which a line of one lies over a line of the other. */
const overlapping = () => {
    const lines = texts().flatMap(({ node, element, text }) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()].map(box => ({ node, element, text, box }));
    });
    // What is scrolled away or lies under something else cannot be seen to overlap.
    const seen = lines.filter(({ element, box }) => {
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const hit = document.elementFromPoint(x, y);
        return hit && (element.contains(hit) || hit.contains(element)) && !isScrolledAway(element, x, y);
    });
    const meet = (a, b) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
    const pairs = seen.flatMap((one, i) => seen.slice(i + 1).filter(other => one.node !== other.node && meet(one.box, other.box)).map(other => [one, other]));
    return pairs.map(([one, other]) => `${one.text} / ${other.text}`);
};

/** Whether an element lies wholly in the window as it is scrolled now. */
const inWindow = selector => all(selector).some(element => shown(element) && outside(element.getBoundingClientRect(), windowBox()) <= 1);

/** What can be scrolled, the page itself among it, and by how much sideways and down. */
const scrollable = () =>
    [document.documentElement, ...all("body *").filter(element => /auto|scroll/.test(getComputedStyle(element).overflow))]
        .map(element => [element, element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight])
        .filter(([element, across, down]) => (across > 1 || down > 1) && shown(element))
        .map(([element, across, down]) => `${element.ariaLabel ?? element.tagName}: ${across} across, ${down} down`);

/** The name of what has the focus if nothing of it can be seen, or something lies over the part that can. */
const hiddenFocus = () => {
    const { activeElement: element } = document;
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const [x, y] = [Math.max(left, 0) + Math.min(right, innerWidth), Math.max(top, 0) + Math.min(bottom, innerHeight)];
    const hit = document.elementFromPoint(x / 2, y / 2);
    const seen = bottom > 0 && top < innerHeight && hit && (element.contains(hit) || hit.contains(element));
    return seen ? "" : `${nameOf(element) || element.className}: ${top.toFixed()} to ${bottom.toFixed()} of ${innerHeight}`;
};

/** Whether nothing that the Tab key reaches comes behind what has the focus. */
const isLastTabStop = () => {
    const stops = all("a[href], button, select, input, summary, [tabindex='0']").filter(element => shown(element) && !element.disabled);
    return stops.at(-1) === document.activeElement;
};

/** How much of the window's height shows runs and nothing over them. */
const shareOfRuns = () => {
    const heights = Array.from({ length: innerHeight }, (_, y) => y);
    return heights.filter(y => document.elementFromPoint(innerWidth / 2, y)?.closest("article")).length / innerHeight;
};

/** The texts of elements over which another lies. */
const covered = (below, above) => {
    const boxes = all(above).filter(shown).map(element => element.getBoundingClientRect());
    const meets = a => boxes.some(b => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1);
    return texts()
        .filter(({ element }) => element.closest(below))
        .filter(({ node }) => {
            const range = document.createRange();
            range.selectNodeContents(node);
            return [...range.getClientRects()].some(meets);
        })
        .map(({ text }) => text);
};

/** The pairs of controls with an edge of their own that touch each other. */
const touching = () => {
    const framed = element => parseFloat(getComputedStyle(element).borderTopWidth) > 0 && pixel(getComputedStyle(element).borderTopColor).alpha > 0;
    const boxes = controls()
        .filter(element => element.matches("button, summary, select") && framed(element))
        .map(element => ({ element, box: element.getBoundingClientRect() }));
    const near = (a, b) => Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom) < 2;
    // What is scrolled away under the deck is not beside it.
    const part = ({ element }) => element.closest("header, aside, .deck, .runs");
    const apart = (a, b) => part(a) === part(b) && !a.element.contains(b.element) && !b.element.contains(a.element);
    return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => apart(a, b) && near(a.box, b.box)).map(b => `${nameOf(a.element)} / ${nameOf(b.element)}`));
};
