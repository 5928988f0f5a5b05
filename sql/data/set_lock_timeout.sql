-- A waiting ALTER TABLE makes every later reader wait behind it: for the rest of this transaction it gives up after this long and is tried again.
SET LOCAL lock_timeout = '200ms'
