-- Just before a form changes: tells those who have its documents open. Closing it makes viewers of those who fill it, and its authors go on designing; another
-- title is shown to all.
WITH inside AS (
    SELECT k.key, f.title <> @title::text AS renames, k.fill_session_id IS NOT NULL AND f.state <> 'closed' AND coalesce(@state::text, '') = 'closed' AS closes
    FROM forms f
    JOIN document_keys k ON k.form_id = f.id AND k.retired_at IS NULL AND k.users <> '{}'
    WHERE f.id = @formId AND (f.title <> @title::text OR (f.state <> 'closed' AND @state::text = 'closed'))
), renamed AS (
    INSERT INTO document_commands (document_key, command, argument)
    SELECT key, 'meta', jsonb_build_object('title', @documentTitle::text) FROM inside WHERE renames ORDER BY key
    ON CONFLICT (document_key, command) WHERE state = 'waiting' AND command <> 'drop'
    DO UPDATE SET argument = EXCLUDED.argument, attempts = 0, next_attempt_at = '-infinity'
    RETURNING id
), dropped AS (
    INSERT INTO document_commands (document_key, command)
    SELECT key, 'drop' FROM inside WHERE closes
    RETURNING id
), seen_to AS (
    UPDATE document_keys k SET dropped_for = k.users_at FROM inside WHERE inside.closes AND k.key = inside.key
)
SELECT ((SELECT count(*) FROM renamed) + (SELECT count(*) FROM dropped))::int
