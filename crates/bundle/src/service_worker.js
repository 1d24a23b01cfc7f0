// Keeps the page's files in the browser, so that the page opens without a network.
// `cargo xtask build` fills in the two constants; `crates/bundle` holds this text.
//
// A version of the page is kept whole or not at all: every file must have the digest that this script names. An open page
// stays with its version. A newer one waits until no page of the older one is open, or until a page sends "activate".

const VERSION = "";
const FILES = [];

// Several Labs may lie below one origin, each in a folder of its own.
const KIND = `goroutine-lab ${registration.scope} `;
const CACHE = KIND + VERSION;
const ADDRESSES = new Set(FILES.map(([name]) => new URL(name, registration.scope).href));

async function fill() {
    const requests = FILES.map(([name, integrity]) => new Request(name, { cache: "no-cache", integrity }));
    const cache = await caches.open(CACHE);
    try {
        await cache.addAll(requests);
    } catch (error) {
        // The host is being filled with another version right now. The browser tries again later.
        await caches.delete(CACHE);
        throw error;
    }
}

/** Removes old versions, but the one before: pages of it may still be open. */
async function tidy() {
    const names = (await caches.keys()).filter((name) => name.startsWith(KIND));
    await Promise.all(names.slice(0, -2).map((name) => caches.delete(name)));
}

async function answer(request, address) {
    const own = ADDRESSES.has(address) ? await (await caches.open(CACHE)).match(address) : undefined;
    // The name of a file of another version, or of its folder, holds a hash of its content, so that it cannot be taken for this
    // version's.
    return own ?? (await caches.match(address)) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(tidy()));
addEventListener("message", (event) => event.data === "activate" && skipWaiting());
addEventListener("fetch", (event) => {
    const { request } = event;
    const address = new URL(request.url);
    // A link is read by the page, not by the host.
    address.search = address.hash = "";
    const isPage = address.href === `${registration.scope}index.html`;
    const isOurs = address.href.startsWith(registration.scope);
    if (request.method === "GET" && isOurs) event.respondWith(answer(request, isPage ? registration.scope : address.href));
});
