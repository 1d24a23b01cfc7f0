package main

import (
	"context"
	"errors"
	"sync"
	"time"
)

// errTooMany is Postgres's answer, as lib/pq has it.
var errTooMany = errors.New("pq: sorry, too many clients already")

// A DB is database/sql's pool of connections, as far as it is needed here. Those who wait get a connection in the order
// in which they came; database/sql gives it to a random one. A query takes as long as its argument says.
type DB struct {
	mu      sync.Mutex
	accepts int // What the database accepts; for 0 every query finds a connection.
	maxOpen int
	inUse   int
	waiting []chan struct{}
	timeout time.Duration // In database/sql the deadline of ctx.
}

// SetMaxOpenConns sets the most connections; 0 for any number.
func (db *DB) SetMaxOpenConns(n int) {
	db.maxOpen = n
}

// BeginTx takes a connection, which the transaction keeps until its Commit or Rollback.
func (db *DB) BeginTx(ctx context.Context) (*Tx, error) {
	if err := db.conn(ctx); err != nil {
		return nil, err
	}
	return &Tx{db: db}, nil
}

// QueryContext takes a connection for a query.
func (db *DB) QueryContext(ctx context.Context, d time.Duration) error {
	if err := db.conn(ctx); err != nil {
		return err
	}
	defer db.putConn()
	time.Sleep(d)
	return nil
}

// conn takes a connection. If all are in use, it waits for one.
func (db *DB) conn(ctx context.Context) error {
	db.mu.Lock()
	if db.accepts == 0 || db.maxOpen == 0 || db.inUse < db.maxOpen {
		defer db.mu.Unlock()
		if db.accepts > 0 && db.inUse == db.accepts {
			return errTooMany
		}
		db.inUse++
		return nil
	}
	ready := make(chan struct{}, 1)
	db.waiting = append(db.waiting, ready)
	db.mu.Unlock()
	var late <-chan time.Time
	if db.timeout > 0 {
		late = time.After(db.timeout)
	}
	select {
	case <-ctx.Done(): // Here never: its context is the background.
		return ctx.Err()
	case <-late:
		db.leave(ready)
		return context.DeadlineExceeded
	case <-ready:
		return nil
	}
}

// leave takes who gave up out of the queue. If a connection came in the same instant, the next one gets it.
func (db *DB) leave(ready chan struct{}) {
	db.mu.Lock()
	for i, other := range db.waiting {
		if other == ready {
			db.waiting = append(db.waiting[:i:i], db.waiting[i+1:]...)
		}
	}
	db.mu.Unlock()
	select {
	case <-ready:
		db.putConn()
	default:
	}
}

// putConn gives a connection to who has waited longest, or back.
func (db *DB) putConn() {
	db.mu.Lock()
	defer db.mu.Unlock()
	if len(db.waiting) > 0 {
		db.waiting[0] <- struct{}{}
		db.waiting = db.waiting[1:]
		return
	}
	db.inUse--
}

// A Tx is a transaction.
type Tx struct {
	db   *DB
	done bool
}

// QueryContext is a query on the transaction's own connection.
func (tx *Tx) QueryContext(_ context.Context, d time.Duration) error {
	time.Sleep(d)
	return nil
}

// Commit ends the transaction.
func (tx *Tx) Commit() error {
	tx.Rollback()
	return nil
}

// Rollback ends the transaction, if it has not ended.
func (tx *Tx) Rollback() {
	if !tx.done {
		tx.done = true
		tx.db.putConn()
	}
}
