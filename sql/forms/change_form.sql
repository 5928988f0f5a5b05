-- Changes the named members of a form and no others, in one statement: two changes of different members at once both hold.
UPDATE forms f
SET (title, state, opens_at, closes_at, max_submissions, result_message, time_zone, asked_by, purpose, allow_copy,
     not_yet_open_message, closed_message, full_message, public_link, one_per_person, password_hash, embed_origins) = (
    SELECT n.title, n.state, n.opens_at, n.closes_at, n.max_submissions, n.result_message, n.time_zone, n.asked_by, n.purpose, n.allow_copy,
           n.not_yet_open_message, n.closed_message, n.full_message, n.public_link, n.one_per_person, n.password_hash, n.embed_origins
    FROM jsonb_populate_record(f, @changes::jsonb) n)
WHERE f.id = @id
