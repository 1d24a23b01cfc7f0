package semaphore
