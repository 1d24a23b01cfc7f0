// Package ordered has a list in the order of arrival whose elements leave in any order, each in a time that does not depend on
// how many there are. Go uses maps here, whose order is random; the Lab keeps one order, so that runs can be repeated.
package ordered

type Element[T any] struct {
	Value T
	place int
}

// A List is ready for use when it is zero. An element that left is nil in all; before more than half of them are nil, all is packed.
type List[T any] struct {
	all   []*Element[T]
	first int // What stands before it has left.
	gone  int
}

func (l *List[T]) Len() int { return len(l.all) - l.gone }

func (l *List[T]) Add(value T) *Element[T] {
	e := &Element[T]{value, len(l.all)}
	l.all = append(l.all, e)
	return e
}

// Remove takes out e, which is in the list.
func (l *List[T]) Remove(e *Element[T]) {
	l.all[e.place] = nil
	l.gone++
	if l.gone > len(l.all)/2 {
		l.all = l.Elements()
		for place, e := range l.all {
			e.place = place
		}
		l.first, l.gone = 0, 0
	}
}

// Front is the element that came first, or nil.
func (l *List[T]) Front() *Element[T] {
	for l.first < len(l.all) {
		if e := l.all[l.first]; e != nil {
			return e
		}
		l.first++
	}
	return nil
}

// Elements are those of this moment, in a slice of their own.
func (l *List[T]) Elements() []*Element[T] {
	kept := make([]*Element[T], 0, l.Len())
	for _, e := range l.all {
		if e != nil {
			kept = append(kept, e)
		}
	}
	return kept
}
