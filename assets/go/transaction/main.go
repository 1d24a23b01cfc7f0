// A query inside a transaction: on the transaction it uses its connection; on the database it takes another one from the
// same pool. Once all connections belong to transactions, each of them waits for another one for ever.
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

var (
	variant = flag.String("variant", "", "empty for the query on the database, or: fixed")
	maxOpen = flag.Int("max-open", 5, "connections that the pool opens at most; 0 for any number")
	most    = flag.Int("max-connections", 100, "connections that the database accepts; 0 for no database")
	timeout = flag.Duration("pool-timeout", 0, "how long a transaction or a query waits for one at most; 0 for ever")
)

// Wrong on purpose: the transaction has a connection, and the second query takes another one.
func transferOnDB(ctx context.Context, db *DB, t lab.Task) error {
	tx, err := db.BeginTx(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.QueryContext(ctx, t.Latency/2); err != nil {
		return err
	}
	if err := db.QueryContext(ctx, t.Latency-t.Latency/2); err != nil { // Meant is tx.
		return err
	}
	if err := t.Err(); err != nil {
		return err
	}
	return tx.Commit()
}

func transferOnTx(ctx context.Context, db *DB, t lab.Task) error {
	tx, err := db.BeginTx(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.QueryContext(ctx, t.Latency/2); err != nil {
		return err
	}
	if err := tx.QueryContext(ctx, t.Latency-t.Latency/2); err != nil {
		return err
	}
	if err := t.Err(); err != nil {
		return err
	}
	return tx.Commit()
}

func main() {
	tasks := lab.Setup("tasks=8")
	defer lab.Report()
	transfer := transferOnDB
	if *variant == "fixed" {
		transfer = transferOnTx
	}
	ctx := context.Background()
	db := &DB{accepts: *most, timeout: *timeout}
	db.SetMaxOpenConns(*maxOpen)
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1)
		go func(t lab.Task) {
			defer wg.Done()
			lab.Begin(t)
			lab.Hold()
			err := transfer(ctx, db, t)
			lab.Release()
			lab.End(t, err)
		}(task)
	}
	wg.Wait()
	fmt.Println(lab.Summary())
}
