-- What the editor said about who is in the documents of some fill sessions, as it was signed: when, and who. Forged and foreign callbacks say nothing.
SELECT k.fill_session_id AS session_id, e.id, e.document_key, e.status, e.received_at,
       CASE WHEN jsonb_typeof(e.claims -> 'iat') = 'number' THEN (e.claims ->> 'iat')::numeric END AS signed_at,
       CASE WHEN e.status = 1 AND jsonb_typeof(e.claims -> 'users') = 'array' THEN jsonb_array_length(e.claims -> 'users') ELSE 0 END AS people
FROM document_keys k
JOIN callback_events e ON e.document_key = k.key
WHERE k.fill_session_id = ANY (@ids::uuid[])
  AND e.status IN (1, 2, 3, 4) AND e.claims IS NOT NULL AND e.outcome NOT IN ('refusedBody', 'refusedKey', 'unknownKey')
ORDER BY e.id
