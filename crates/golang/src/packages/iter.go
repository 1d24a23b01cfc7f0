package iter
