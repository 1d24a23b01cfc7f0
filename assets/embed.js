// @ts-check
// Puts Goroutine Lab into a page of yours:
//
//     <script src="https://the.lab.example/embed.js"></script>
//     <goroutine-lab link="?scenario=ci-auto-trigger&batch=8"></goroutine-lab>
//
// docs/embedding.md explains it. A plain script, so that it may come from another host, which need not allow that by CORS.
(() => {
    "use strict";

    /**
     * What a Lab shows. Moments are nanoseconds of virtual time.
     * @typedef {object} State
     * @property {string} link What is run: a query with its `?`, or a long one with `#`.
     * @property {string} [kept] The link of the runs that are kept behind these.
     * @property {string} chosen The id of the pattern whose source is shown.
     * @property {number} at The moment shown.
     * @property {boolean} playing Whether the moment moves, or will as soon as somebody sees it.
     * @property {number} speed Virtual seconds in a thousand seconds of the viewer's.
     * @property {boolean} revealed Whether results are shown that the playhead has not come to.
     * @property {string} title The title.
     * @property {number} end The end of the longest run.
     * @property {boolean} busy Whether newer runs are on their way.
     * @property {Run[]} runs The runs, from the top.
     */

    /**
     * @typedef {object} Run
     * @property {string} pattern The pattern's id.
     * @property {string} name The pattern's name.
     * @property {string} headline The number or the word that matters most: `2 s`, `killed`.
     * @property {number} end When it ended.
     */

    /**
     * Something that can be done to a Lab: see docs/commands.md.
     * @typedef {{command: string, [member: string]: unknown}} Command
     */

    /** @typedef {{resolve: (state: State) => void, reject: (reason: Error) => void}} Waiting */

    const NAME = "goroutine-lab";
    const VERSION = 1;
    /** How often a page looks whether its style hides a frame, in milliseconds. Nothing tells of that. */
    const LOOK = 200;

    /** Where this file is. The Lab is there, too. */
    const HOME = new URL(".", document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : document.baseURI).href;

    /**
     * A Lab in a frame: `<goroutine-lab>`.
     *
     * - `link`: what is shown, with its options; `embed` is added.
     * - `lab`: the address of the Lab; where this file is, if absent.
     * - `label`: the frame's title for screen readers.
     * - `loading`: `lazy` loads it when it comes near the screen.
     *
     * Events, each a `CustomEvent` with the newest {@link State} as its `detail`: `ready`, `changed`, `ended`; and `error`, whose `detail` is the
     * reason as a text.
     */
    class GoroutineLab extends HTMLElement {
        static observedAttributes = ["link", "lab"];

        #frame = document.createElement("iframe");
        #next = 1;
        /** @type {Map<number, Waiting>} */
        #waiting = new Map();
        /** @type {State | undefined} */
        #newest;
        /** What the host may do: `playback` or `all`. */
        #rights = "playback";
        /** @type {(() => void) | undefined} */
        #isReady;
        /** @type {((reason: Error) => void) | undefined} */
        #isGone;
        /** @type {Promise<void>} */
        #ready = this.#unready();
        #listen = (/** @type {MessageEvent} */ event) => this.#heard(event);

        /** Resolves when the first runs are there. */
        get ready() {
            return this.#ready;
        }

        /** What is shown, as of the newest message; `undefined` before it is ready. */
        get state() {
            return this.#newest;
        }

        /** What this page may do: `"playback"` or `"all"`. */
        get rights() {
            return this.#rights;
        }

        /**
         * Gives a command, such as `{ command: "seek", at: 1_200_000_000 }`. Resolves to what is shown then, and rejects with the reason if it
         * is refused.
         * @param {Command} command
         * @returns {Promise<State>}
         */
        async do(command) {
            await this.#ready;
            return this.#ask(command);
        }

        /**
         * Shows again what a state says. A host that may only play is refused everything but the moment.
         * @param {State} state
         * @returns {Promise<State>}
         */
        async show(state) {
            await this.#ready;
            if (this.#rights === "all") return this.#ask({ show: state });
            await this.seek(state.at);
            return state.playing ? this.play() : this.pause();
        }

        /** Asks what is shown at this moment. */
        async read() {
            await this.#ready;
            return this.#ask("state");
        }

        play() {
            return this.do({ command: "play" });
        }

        pause() {
            return this.do({ command: "pause" });
        }

        /** @param {number} at The moment in nanoseconds of virtual time. */
        seek(at) {
            return this.do({ command: "seek", at: Math.round(at) });
        }

        /** @param {boolean} forward Whether to the next event, or to the previous one. */
        step(forward = true) {
            return this.do({ command: "step", forward });
        }

        connectedCallback() {
            addEventListener("message", this.#listen);
            this.#load();
        }

        disconnectedCallback() {
            removeEventListener("message", this.#listen);
            this.#frame.remove();
            this.#gone("the Lab was taken out of the page");
        }

        attributeChangedCallback() {
            if (!this.isConnected || this.#frame.parentNode !== this) return;
            this.#gone("another link was opened");
            this.#load();
        }

        // A frame for each link: another address in the same frame would be a step of the page's history, and Chromium may show a frame white
        // that is sent on to another address while it is still loading.
        #load() {
            const before = this.#frame;
            const frame = document.createElement("iframe");
            frame.title = this.getAttribute("label") ?? "Goroutine Lab";
            frame.allow = "clipboard-write; fullscreen";
            // One that was loaded once is loaded again wherever it is.
            if (this.getAttribute("loading") === "lazy" && !before.isConnected) frame.loading = "lazy";
            frame.src = this.#address();
            this.#frame = frame;
            const hadFocus = document.activeElement === before;
            before.remove();
            this.append(frame);
            if (hadFocus) frame.focus();
        }

        #address() {
            const address = new URL(this.getAttribute("link") ?? "", new URL(this.getAttribute("lab") ?? HOME, document.baseURI));
            if (!address.searchParams.has("embed")) address.search += address.search ? "&embed" : "?embed";
            return address.href;
        }

        /** @returns {Promise<void>} */
        #unready() {
            const ready = new Promise((resolve, reject) => {
                this.#isReady = () => resolve(undefined);
                this.#isGone = reject;
            });
            // Whoever waits for it hears the reason; nobody has to.
            ready.catch(() => {});
            return ready;
        }

        /** @param {string} why */
        #gone(why) {
            for (const { reject } of this.#waiting.values()) reject(new Error(why));
            this.#waiting.clear();
            this.#isGone?.(new Error(why));
            this.#newest = undefined;
            this.#ready = this.#unready();
        }

        /** @param {"hello" | "state" | {show: State} | Command} request @returns {Promise<State>} */
        #ask(request) {
            const id = this.#next++;
            return new Promise((resolve, reject) => {
                this.#waiting.set(id, { resolve, reject });
                this.#post({ target: NAME, version: VERSION, id, request });
            });
        }

        /** @param {unknown} message */
        #post(message) {
            const { origin } = new URL(this.#frame.src);
            // No message can be sent to a file's origin by its name.
            this.#frame.contentWindow?.postMessage(message, origin === "null" ? "*" : origin);
        }

        /** @param {MessageEvent} message */
        #heard({ source, data }) {
            if (source !== this.#frame.contentWindow || data?.source !== NAME || data.version !== VERSION) return;
            const { event, id, state, reason } = data;
            if (state) this.#newest = state;
            if (event === "key") return;
            if (event === "ready" && !state) return void this.#ask("hello").catch(() => {});
            if (event === "ready") {
                this.#rights = data.may;
                this.#isReady?.();
            }
            const waiting = this.#waiting.get(id);
            this.#waiting.delete(id);
            if (event === "error") waiting?.reject(new Error(reason));
            else waiting?.resolve(state);
            if (event !== "state") this.dispatchEvent(new CustomEvent(event, { detail: event === "error" ? reason : state }));
        }
    }

    // For every frame of the Lab, in an element or alone: what it cannot do from within in a page of another origin.

    /** @type {WeakMap<HTMLIFrameElement, number>} */
    const looks = new WeakMap();

    addEventListener("message", ({ source, origin, data }) => {
        if (data?.source !== NAME || data.version !== VERSION) return;
        const frame = [...document.querySelectorAll("iframe")].find(frame => frame.contentWindow === source);
        if (!frame || (origin !== new URL(HOME).origin && !(frame.parentElement instanceof GoroutineLab))) return;
        if (data.event === "key") press(frame, data);
        if (data.event === "ready" && !data.state) watch(frame);
    });

    /**
     * A key that the Lab has no use for: the page gets it as if it had been pressed here.
     * @param {HTMLIFrameElement} frame
     * @param {{key: string, code: string, keyCode: number, shift: boolean, repeat: boolean}} press
     */
    function press(frame, { key, code, keyCode, shift, repeat }) {
        const press = { key, code, keyCode, which: keyCode, shiftKey: shift, repeat, bubbles: true, cancelable: true };
        for (const kind of ["keydown", "keyup"]) frame.dispatchEvent(new KeyboardEvent(kind, press));
    }

    /**
     * Tells a frame whether the style of its slide hides it, which it cannot see from within.
     * @param {HTMLIFrameElement} frame
     */
    function watch(frame) {
        let isShown = true;
        const look = () => {
            if (!frame.isConnected) clearInterval(looks.get(frame));
            if (isShown === isSeen(frame)) return;
            isShown = !isShown;
            frame.contentWindow?.postMessage(isShown ? "frame:shown" : "frame:hidden", "*");
        };
        clearInterval(looks.get(frame));
        looks.set(frame, setInterval(look, LOOK));
        look();
    }

    /** @param {Element} element */
    function isSeen(element) {
        return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    }

    // Fragments of reveal.js: one with `data-lab` gives its command to the Labs of its slide, and takes it back when it is hidden again.

    /**
     * What the Labs showed before a fragment.
     * @type {WeakMap<Element, Map<GoroutineLab, State>>}
     */
    const before = new WeakMap();

    /**
     * What fragments do with a Lab, one after the other: each begins when the last has been answered.
     * @type {WeakMap<GoroutineLab, Promise<void>>}
     */
    const queues = new WeakMap();

    /** @param {GoroutineLab} lab @param {() => Promise<unknown>} act */
    function inTurn(lab, act) {
        const last = queues.get(lab) ?? Promise.resolve();
        queues.set(lab, last.then(act).then(() => {}, report));
    }

    /** @param {Event} event @returns {HTMLElement[]} */
    function fragmentsOf(event) {
        const { fragments = [] } = /** @type {Event & {fragments?: HTMLElement[]}} */ (event);
        return fragments.filter(fragment => fragment.dataset?.lab);
    }

    /** @param {Element} fragment @returns {GoroutineLab[]} */
    function labsBeside(fragment) {
        const all = fragment.closest("section")?.querySelectorAll(NAME) ?? [];
        return [...all].filter(lab => lab instanceof GoroutineLab);
    }

    /** @param {string} text @returns {Command} A command as JSON, or the name of one without members. */
    function commandOf(text) {
        return text.trim().startsWith("{") ? JSON.parse(text) : { command: text.trim() };
    }

    /** @param {unknown} error */
    function report(error) {
        console.error(`${NAME}: ${error instanceof Error ? error.message : error}`);
    }

    addEventListener("fragmentshown", event => {
        for (const fragment of fragmentsOf(event)) {
            /** @type {Map<GoroutineLab, State>} */
            const states = new Map();
            before.set(fragment, states);
            for (const lab of labsBeside(fragment)) {
                inTurn(lab, async () => {
                    states.set(lab, await lab.read());
                    await lab.do(commandOf(fragment.dataset.lab ?? ""));
                });
            }
        }
    });

    addEventListener("fragmenthidden", event => {
        for (const fragment of fragmentsOf(event)) {
            const states = before.get(fragment);
            for (const lab of labsBeside(fragment)) {
                inTurn(lab, async () => {
                    const state = states?.get(lab);
                    if (state) await lab.show(state);
                });
            }
        }
    });

    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        :where(${NAME}) { display: block; aspect-ratio: 16 / 9; }
        :where(${NAME} > iframe) { display: block; width: 100%; height: 100%; border: 0; }
    `);
    if (!customElements.get(NAME)) {
        document.adoptedStyleSheets.push(sheet);
        customElements.define(NAME, GoroutineLab);
        Object.assign(globalThis, { GoroutineLab });
    }
})();
