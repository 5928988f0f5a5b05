-- The columns of a view, in order; field 0 is none.
INSERT INTO reporting_columns (view_id, position, name, type, field_id)
SELECT @viewId::int, place, name, type, nullif(field, 0)
FROM unnest(@names::text[], @types::text[], @fields::int[]) WITH ORDINALITY AS c (name, type, field, place)
