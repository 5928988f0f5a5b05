-- What normalization made of submissions: their state and, for a person, the reason. Part of the transaction that stores their values.
UPDATE submissions s
SET state = done.state, reason = done.reason, normalized_at = @now, last_error = NULL
FROM unnest(@ids::bigint[], @states::smallint[], @reasons::text[]) AS done (id, state, reason)
WHERE s.id = done.id
