def main():
    counts = {}
    x = 1
    for _ in range(1_000_000):
        x = (x * 1103515245 + 12345) % 2147483648
        key = x % 5000
        counts[key] = counts.get(key, 0) + 1
    print(len(counts), counts.get(77, 0))
