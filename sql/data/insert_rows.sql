-- Rows of form {formId}'s typed table, one a submission; normalizing again replaces them. Names are made of integer ids alone.
INSERT INTO data.f{formId} (submission_id, number, version, submitted_at, trashed, search{columns})
SELECT * FROM unnest($1::bigint[], $2::int[], $3::int[], $4::timestamptz[], $5::boolean[], $6::text[]{parameters})
ON CONFLICT (submission_id) DO UPDATE SET trashed = excluded.trashed, search = excluded.search{updates}
