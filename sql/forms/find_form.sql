-- One form with its newest version, by id, slug or link token.
SELECT f.id, f.slug, f.title, f.link_token, f.state, f.opens_at, f.closes_at, f.max_submissions, f.result_message, f.last_number, f.created_at,
       f.time_zone, f.asked_by, f.purpose, f.allow_copy, f.not_yet_open_message, f.closed_message, f.full_message, f.public_link, f.one_per_person,
       f.password_hash, f.embed_origins,
       (SELECT count(*) FROM submissions s WHERE s.form_id = f.id AND s.trashed)::int AS in_trash,
       v.id AS version_id, v.number AS version_number, v.published_at, v.file_sha256, v.file_name, v.columns_pending
FROM forms f
CROSS JOIN LATERAL (SELECT * FROM form_versions v WHERE v.form_id = f.id ORDER BY v.number DESC LIMIT 1) v
WHERE f.id = @id OR f.slug = @slug OR f.link_token = @linkToken
LIMIT 1
