import asyncio


async def passes(source, target):
    while True:
        n = await source.get()
        if n is None:
            await target.put(None)
            return
        await target.put(n + 1)


async def ring():
    first = asyncio.Queue(1)
    source = first
    tasks = []
    for _ in range(1_000):
        target = asyncio.Queue(1)
        tasks.append(asyncio.create_task(passes(source, target)))
        source = target
    n = 0
    for _ in range(100):
        await first.put(n)
        n = await source.get()
    await first.put(None)
    await source.get()
    await asyncio.gather(*tasks)
    print(n)


def main():
    asyncio.run(ring())
