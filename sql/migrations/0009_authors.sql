-- What authors and administrators see before and after: a dropped form that waits to be looked at, how much is in the trash, and when an API key was used.

CREATE TABLE form_uploads (
    token       text        PRIMARY KEY,
    -- Only whoever dropped the file sees it and can publish it.
    account_id  int         NOT NULL REFERENCES accounts ON DELETE CASCADE,
    file_sha256 bytea       NOT NULL REFERENCES blobs,
    file_name   text        NOT NULL,
    title       text        NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    -- The form it was published as; null while it waits. An upload becomes one form, however often the button is pressed.
    form_id     int         REFERENCES forms ON DELETE CASCADE,
    CONSTRAINT an_upload_has_a_title CHECK (length(title) BETWEEN 1 AND 300),
    CONSTRAINT an_upload_waits_for_a_while CHECK (expires_at > created_at)
);
CREATE INDEX form_uploads_by_end ON form_uploads (expires_at);

-- How many of a form's submissions are in the trash is asked on every page of the form.
CREATE INDEX submissions_in_trash ON submissions (form_id) WHERE trashed;

ALTER TABLE api_keys
    -- The name of whoever made it; null for a key older than this column whose maker the audit log does not know.
    ADD COLUMN created_by   text,
    -- Within some minutes; null: never, or not since this column is there.
    ADD COLUMN last_used_at timestamptz;
UPDATE api_keys k
SET created_by = (SELECT a.actor FROM audit_log a WHERE a.action = 'made an API key' AND a.subject = 'API key ' || k.id ORDER BY a.id LIMIT 1);

-- Keys are told apart by their names from now on.
UPDATE api_keys k SET name = k.name || ' (' || k.id || ')'
WHERE k.revoked_at IS NULL AND EXISTS (SELECT FROM api_keys o WHERE o.name = k.name AND o.revoked_at IS NULL AND o.id < k.id);
CREATE UNIQUE INDEX a_living_api_key_has_a_name_of_its_own ON api_keys (name) WHERE revoked_at IS NULL;
