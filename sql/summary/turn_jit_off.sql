-- For this transaction: compiling dozens of small counts takes longer than counting.
SET LOCAL jit = off
