package bufio
