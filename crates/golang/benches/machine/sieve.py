def main():
    n = 2_000_000
    composite = [False] * n
    count = 0
    i = 2
    while i < n:
        if not composite[i]:
            count += 1
            j = i * 2
            while j < n:
                composite[j] = True
                j += i
        i += 1
    print(count)
