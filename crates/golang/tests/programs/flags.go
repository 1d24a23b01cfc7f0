package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"time"
)

type level int

func (l *level) Set(s string) error {
	if s != "low" && s != "high" {
		return fmt.Errorf("unknown level %q", s)
	}
	*l = level(len(s))
	return nil
}

func (l *level) String() string { return fmt.Sprint(int(*l)) }

func main() {
	fs := flag.NewFlagSet("tool", flag.ContinueOnError)
	fs.SetOutput(os.Stdout)
	n := fs.Int("n", 5, "how many `items`")
	verbose := fs.Bool("v", false, "say more")
	name := fs.String("name", "x", "a name")
	d := fs.Duration("d", time.Second, "how long")
	var l level
	fs.Var(&l, "level", "low or high")
	fmt.Println(fs.Parse([]string{"-n=7", "--v", "-name", "joe", "-d", "1m30s", "-level=high", "rest", "-n"}))
	fmt.Println(*n, *verbose, *name, *d, l, fs.Args(), fs.NArg(), fs.NFlag())
	fmt.Println(fs.Parse([]string{"-n=abc"}))
	fmt.Println(fs.Parse([]string{"-zzz"}))
	fmt.Println(fs.Parse([]string{"-level", "mid"}))
	fs.Visit(func(f *flag.Flag) { fmt.Print(f.Name, "=", f.Value, " ") })
	fmt.Println()
	logger := log.New(os.Stdout, "app: ", log.Lmsgprefix)
	logger.Println("hello", 1)
	logger.Printf("%d items", 3)
	logger.SetPrefix("b ")
	logger.Print("x")
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		logger.Panicf("bad %v", true)
	}()
	log.SetFlags(0)
	log.Fatal("the end")
}
