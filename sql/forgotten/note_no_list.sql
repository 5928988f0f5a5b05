-- Takes note of why the list of forgotten files could not be read.
INSERT INTO forgotten_looks (looked_at, ours, others, error) VALUES (@now, 0, 0, @error)
ON CONFLICT (only_one) DO UPDATE SET looked_at = EXCLUDED.looked_at, error = EXCLUDED.error
