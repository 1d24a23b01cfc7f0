// The benchmark's workloads as JavaScript's async functions on a virtual clock.
//
// Nothing here waits for the event loop: every primitive counts how many functions can run, and when none can, the clock
// jumps to the next timer at once. Latencies and names are those of benches/runtime/workloads.rs.

const GROUP = 10;

const distinctMillis = (i, n) => ((i * 7919) % n) + 1;
const shortMillis = i => distinctMillis(i, 100);

const SPAWN = 0;
const START = 1;
const END = 2;

/** The timers as a binary heap, the earliest first, equal ones in the order in which they were set. */
class Timers {
    #heap = [];
    #set = 0;

    get isEmpty() {
        return this.#heap.length === 0;
    }

    add(at, wake) {
        const timer = { at, order: this.#set++, wake };
        const heap = this.#heap;
        let i = heap.length;
        heap.push(timer);
        while (i > 0) {
            const parent = (i - 1) >> 1;
            if (!before(timer, heap[parent])) break;
            heap[i] = heap[parent];
            i = parent;
        }
        heap[i] = timer;
    }

    takeFirst() {
        const heap = this.#heap;
        const first = heap[0];
        const last = heap.pop();
        if (heap.length === 0) return first;
        let i = 0;
        for (;;) {
            let child = 2 * i + 1;
            if (child >= heap.length) break;
            if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
            if (!before(heap[child], last)) break;
            heap[i] = heap[child];
            i = child;
        }
        heap[i] = last;
        return first;
    }
}

const before = (one, other) => one.at < other.at || (one.at === other.at && one.order < other.order);

/** First in, first out. */
class Queue {
    #items = [];
    #head = 0;

    get isEmpty() {
        return this.#head === this.#items.length;
    }

    add(item) {
        this.#items.push(item);
    }

    take() {
        const item = this.#items[this.#head];
        this.#items[this.#head++] = undefined;
        if (this.#head > 1000 && 2 * this.#head > this.#items.length) {
            this.#items = this.#items.slice(this.#head);
            this.#head = 0;
        }
        return item;
    }
}

/** One run: a clock, what can run, and a trace. */
class World {
    now = 0;
    trace = [];
    #timers = new Timers();
    /** How many functions can run. */
    #runnable = 1;

    record(task, kind) {
        this.trace.push({ at: this.now, task, kind });
    }

    spawn(body) {
        this.#runnable++;
        body().then(() => this.#stops());
    }

    sleep(millis) {
        const woken = new Promise(wake => this.#timers.add(this.now + millis, wake));
        this.#stops();
        return woken;
    }

    /** Waits until `wake`, with which `register` is called, is woken. */
    park(register) {
        const woken = new Promise(register);
        this.#stops();
        return woken;
    }

    wake(waiting, value) {
        this.#runnable++;
        waiting(value);
    }

    /** A function ends or begins to wait; if none can run any more, the clock jumps. */
    #stops() {
        if (--this.#runnable > 0 || this.#timers.isEmpty) return;
        const { at, wake } = this.#timers.takeFirst();
        this.now = at;
        this.wake(wake);
    }
}

class WaitGroup {
    #world;
    #count = 0;
    #waiting = null;

    constructor(world) {
        this.#world = world;
    }

    add(count) {
        this.#count += count;
    }

    done() {
        if (--this.#count > 0 || this.#waiting === null) return;
        this.#world.wake(this.#waiting);
        this.#waiting = null;
    }

    async wait() {
        if (this.#count > 0) await this.#world.park(wake => (this.#waiting = wake));
    }
}

/** An unbuffered channel. `undefined` is received once it is closed. */
class Channel {
    #world;
    #senders = new Queue();
    #receivers = new Queue();
    #closed = false;

    constructor(world) {
        this.#world = world;
    }

    /** Returns a promise only if it has to wait. */
    send(value) {
        if (this.#receivers.isEmpty) return this.#world.park(wake => this.#senders.add({ value, wake }));
        this.#world.wake(this.#receivers.take(), value);
    }

    /** Returns a promise only if it has to wait. */
    receive() {
        if (!this.#senders.isEmpty) {
            const { value, wake } = this.#senders.take();
            this.#world.wake(wake);
            return value;
        }
        if (!this.#closed) return this.#world.park(wake => this.#receivers.add(wake));
    }

    close() {
        this.#closed = true;
        while (!this.#receivers.isEmpty) this.#world.wake(this.#receivers.take());
    }
}

const group = async (world, first, size, millis) => {
    const wg = new WaitGroup(world);
    for (let i = first; i < first + size; i++) {
        wg.add(1);
        world.record(i, SPAWN);
        world.spawn(async () => {
            world.record(i, START);
            await world.sleep(millis(i));
            world.record(i, END);
            wg.done();
        });
    }
    await wg.wait();
};

const WORKLOADS = {
    waitgroup: (world, n) => group(world, 0, n, i => distinctMillis(i, n)),

    batches: async (world, n) => {
        for (let first = 0; first < n; first += GROUP) await group(world, first, GROUP, shortMillis);
    },

    workers: async (world, n) => {
        const jobs = new Channel(world);
        const wg = new WaitGroup(world);
        for (let worker = 0; worker < GROUP; worker++) {
            wg.add(1);
            world.spawn(async () => {
                for (let job; (job = await jobs.receive()) !== undefined; ) {
                    world.record(job, START);
                    await world.sleep(shortMillis(job));
                    world.record(job, END);
                }
                wg.done();
            });
        }
        for (let job = 0; job < n; job++) {
            world.record(job, SPAWN);
            await jobs.send(job);
        }
        jobs.close();
        await wg.wait();
    },

    "ping-pong": async (world, n) => {
        const there = new Channel(world);
        const back = new Channel(world);
        world.spawn(async () => {
            for (let ball; (ball = await there.receive()) !== undefined; ) await back.send(ball);
        });
        for (let ball = 0; ball < n / 2; ball++) {
            await there.send(ball);
            await back.receive();
        }
        there.close();
    },
};

/** Runs a workload and resolves to its world, whose clock and trace say what happened. */
export const run = async (workload, n) => {
    const world = new World();
    await WORKLOADS[workload](world, n);
    return world;
};
