-- Fills the exception ledger: values that do not fit their column or have none, values with a problem, further values of one field.
INSERT INTO field_values (submission_id, field_id, ordinal, text, number, boolean, date, timestamp, choice, blob, problem)
SELECT *
FROM unnest(
    @submissionIds::bigint[], @fieldIds::int[], @ordinals::smallint[], @texts::text[], @numbers::numeric[], @booleans::boolean[],
    @dates::date[], @timestamps::timestamp[], @choices::text[], @blobs::bytea[], @problems::text[])
