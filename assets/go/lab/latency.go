package lab

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"time"
)

// parseLatencies reads a duration, which may have a jitter, uniform:50..150ms, or list:120,80,95 in milliseconds.
func parseLatencies(text string, n int) ([]time.Duration, error) {
	if strings.HasPrefix(text, "list:") {
		return parseList(strings.Split(strings.TrimPrefix(text, "list:"), ","), n)
	}
	low, high, err := parseRange(text)
	latencies := make([]time.Duration, n)
	for i := range latencies {
		// Each task has a stream of its own: what it takes does not depend on how many others there are.
		latencies[i] = low + time.Duration(newStream(*seedFlag, uint64(i)+1).below(uint64(high-low)+1))
	}
	return latencies, err
}

func parseList(items []string, n int) ([]time.Duration, error) {
	if len(items) < n {
		return nil, fmt.Errorf("%d latencies for %d tasks", len(items), n)
	}
	latencies := make([]time.Duration, n)
	for i := range latencies {
		ms, err := strconv.ParseFloat(items[i], 64)
		if err != nil {
			return nil, err
		}
		latencies[i] = time.Duration(ms*1e6 + 0.5)
	}
	return latencies, nil
}

// parseRange reads uniform:50..150ms, or a mean around which latencies stray by the jitter.
func parseRange(text string) (low, high time.Duration, err error) {
	ends := strings.TrimPrefix(text, "uniform:")
	if ends == text {
		mean, err := time.ParseDuration(text)
		spread := mean / 100 * time.Duration(*jitterFlag)
		return mean - spread, mean + spread, err
	}
	first, last, _ := strings.Cut(ends, "..")
	if high, err = time.ParseDuration(last); err != nil {
		return 0, 0, err
	}
	if low, err = time.ParseDuration(first); err != nil {
		low, err = time.ParseDuration(first + strings.TrimLeft(last, "0123456789."))
	}
	return low, high, err
}

// A stream draws the numbers that the Lab draws: xoshiro256++ (Blackman and Vigna), seeded by SplitMix64.
type stream [4]uint64

func newStream(seed, number uint64) *stream {
	const golden = 0x9e3779b97f4a7c15
	seed ^= (number + 1) * golden
	var s stream
	for i := range s {
		seed += golden
		z := seed
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		s[i] = z ^ z>>31
	}
	return &s
}

func (s *stream) next() uint64 {
	drawn := bits.RotateLeft64(s[0]+s[3], 23) + s[0]
	t := s[1] << 17
	s[2] ^= s[0]
	s[3] ^= s[1]
	s[1] ^= s[2]
	s[0] ^= s[3]
	s[2] ^= t
	s[3] = bits.RotateLeft64(s[3], 45)
	return drawn
}

// below draws a number in 0..n.
func (s *stream) below(n uint64) uint64 {
	high, _ := bits.Mul64(s.next(), n)
	return high
}
