-- Fields that form data has and no version of the form defines: they get no column, their values stay in the exception ledger.
-- In the order of their keys, so that two workers never wait for each other crosswise.
INSERT INTO form_fields (form_id, key, type, name, label, position)
SELECT @formId::int, seen.key, seen.type, seen.name, coalesce(nullif(seen.key, ''), seen.name), @position::int + seen.ordinality
FROM unnest(@keys::text[], @types::text[], @names::text[]) WITH ORDINALITY AS seen (key, type, name, ordinality)
ORDER BY seen.key, seen.type
ON CONFLICT DO NOTHING
