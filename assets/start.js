// Says in one sentence why Goroutine Lab cannot start, or that it has stopped. What starts it is load.js.
//
// This file is written for browsers that are too old for modules and WebAssembly, so that they get their sentence, too. Errors of
// other scripts, such as those of extensions, are not its business: an error counts only if it names the program's own files.
(function () {
    "use strict";

    var hasStarted = false;

    /** The files of the program: its script, its WebAssembly, and what loads them. */
    function files() {
        var program = document.querySelector("meta[name=program]");
        var loader = document.querySelector("script[type=module]");
        var addresses = [];
        if (program) addresses.push(program.getAttribute("data-script"), program.getAttribute("data-wasm"));
        if (loader) addresses.push(loader.getAttribute("src"));
        return addresses.map(nameOf);
    }

    /** The last part of an address. The files of a page that is one file have no names, only types. */
    function nameOf(address) {
        var data = /^data:[^;,]*/.exec(address);
        return data ? data[0] : String(address).split(/[?#]/)[0].split("/").pop();
    }

    function isOwn(text) {
        return files().some(function (name) { return String(text).indexOf(name) >= 0; });
    }

    /** Whether the whole page is one file, which runs from a disk. */
    function isOneFile() {
        return files().every(function (name) { return name.indexOf("data:") === 0; });
    }

    /** Lets a newer version of the page begin, if one is waiting: it may be the one that starts. */
    function letNewerBegin() {
        try {
            navigator.serviceWorker.getRegistration().then(function (kept) {
                if (kept && kept.waiting) kept.waiting.postMessage("activate");
            });
        } catch (_) {
            // There are no service workers here.
        }
    }

    /** Whether the page may compile WebAssembly at all: here its smallest module, which is empty. */
    function mayCompile() {
        try {
            return Boolean(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));
        } catch (_) {
            return false;
        }
    }

    /** Why the program did not start. `failure` has the file's address, and the HTTP status, the content type or the error. */
    function reason(failure) {
        var file = nameOf(failure.file);
        var error = failure.error || {};
        if (location.protocol === "file:" && !isOneFile()) {
            return "A browser runs it only from a web server, not from a file: serve this folder, for example with “python3 -m http.server”.";
        }
        if (self.origin === "null") {
            return "The frame that shows it needs allow-same-origin besides allow-scripts in its sandbox attribute.";
        }
        if (typeof WebAssembly !== "object") {
            return "It needs WebAssembly, which this browser does not have or has turned off (a lockdown mode does that).";
        }
        if (!mayCompile()) {
            return "The site’s content security policy forbids WebAssembly: its script-src needs 'wasm-unsafe-eval'.";
        }
        if (failure.status) return "The server answered " + failure.status + " for " + file + ".";
        if (/^text\/html/.test(failure.type)) return "The server sent a web page in place of " + file + ".";
        if (error.name === "SyntaxError") return "This browser is too old for it: a current Firefox, Chrome, Edge or Safari runs it.";
        if (error.name === "CompileError") {
            return "The file " + file + " arrived incomplete or damaged, or this browser is too old for it (" + error.message + ").";
        }
        if (error.name === "LinkError") return "The server sent files of two versions. Reload the page in a moment.";
        if (error.name === "RangeError") return "There is not enough memory for it (" + error.message + ").";
        return "The file " + file + " could not be loaded: the network is gone, or the server does not have it or sends it with a wrong type.";
    }

    /** Shows a screen with a heading, a sentence, what was said if anything, and ways on. */
    function show(heading, sentence, said, ways) {
        if (document.querySelector("#end")) return;
        var end = document.createElement("main");
        end.id = "end";
        end.setAttribute("role", "alert");
        function add(tag, text) {
            var element = document.createElement(tag);
            element.textContent = text;
            end.appendChild(element);
            return element;
        }
        add("h1", heading);
        add("p", sentence);
        if (said) add("pre", said);
        ways.forEach(function (way) { add("a", way[0]).setAttribute("href", way[1]); });
        document.body.textContent = "";
        document.body.appendChild(end);
    }

    /** What is behind the path. */
    function link() {
        return location.search + location.hash || "?";
    }

    function cannotStart(failure) {
        show("Goroutine Lab cannot start", reason(failure), "", [["Try again", link()]]);
        letNewerBegin();
    }

    function notStarted(failure) {
        if (!hasStarted) cannotStart(failure);
    }

    /** What ends the program is a panic, which has left its words at the root, or an end of memory or stack. */
    function stopped(error) {
        var panic = document.documentElement.getAttribute("data-panic");
        var said = panic || error.message + " (perhaps the memory is used up)";
        show("Goroutine Lab has stopped", "This is a fault of the Lab, not of your link. What it said:", said, [
            ["Run this link again", link()],
            ["Start from the beginning", "?"],
        ]);
    }

    function ends(error) {
        return Boolean(error) && /^(RuntimeError|RangeError|InternalError)$/.test(error.name) && isOwn(error.stack);
    }

    addEventListener("TrunkApplicationStarted", function () { hasStarted = true; });
    addEventListener("start-failed", function (event) {
        if (ends(event.detail.error)) stopped(event.detail.error);
        else notStarted(event.detail);
    });
    addEventListener("unhandledrejection", function (event) {
        if (ends(event.reason)) stopped(event.reason);
    });
    // A script that does not arrive is told of to its element alone; such events are seen on their way down.
    addEventListener("error", function (event) {
        var address = event.target && event.target !== window && event.target.src;
        if (address && isOwn(address)) notStarted({ file: address });
        else if (ends(event.error)) stopped(event.error);
        else if (event.error && isOwn(event.filename)) notStarted({ file: event.filename, error: event.error });
    }, true);

    /** Whether a style sheet has no rules. From a disk they may not be read. */
    function isEmpty(sheet) {
        try {
            return !sheet || sheet.cssRules.length === 0;
        } catch (_) {
            return false;
        }
    }

    // Without its main style sheet, which is the first, nobody could read the page. If it did not arrive, it has no rules when all is
    // loaded.
    addEventListener("load", function () {
        var main = document.querySelector("link[rel=stylesheet]");
        if (main && /^lab\b.*\.css$/.test(nameOf(main.href)) && isEmpty(main.sheet)) cannotStart({ file: main.href });
    });

    // Otherwise the browser cuts a stack before it has come to the program's own script.
    Error.stackTraceLimit = 100;
    if (!("noModule" in document.createElement("script"))) notStarted({ error: { name: "SyntaxError" } });
})();
