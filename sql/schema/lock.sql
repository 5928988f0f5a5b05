-- Lets one node at a time look at and change the schema; held until the connection ends. The number is FormsHub's own.
SELECT pg_advisory_lock(7016930511);
