-- Sees the database as the transaction saw it that exported this snapshot.
SET TRANSACTION SNAPSHOT '{snapshot}'
