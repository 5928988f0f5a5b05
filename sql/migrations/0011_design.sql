-- Designing in the editor: the states of a form's document, the one key under which authors edit it, and the keys that fields had before.

-- A draft is a state of the form's document: saved by the editor, dropped as a file, or an older one taken up again. The published ones are versions too.
CREATE TABLE form_drafts (
    id              int         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    form_id         int         NOT NULL REFERENCES forms ON DELETE CASCADE,
    -- Its place in the history of the form's document; null for a dropped file that nobody has published.
    number          int,
    -- editor: saved under document_key; upload: a dropped file; restored: an older state taken up again.
    origin          text        NOT NULL,
    -- The state it was changed from or is a copy of; null when there was none.
    from_id         int         REFERENCES form_drafts ON DELETE SET NULL,
    document_key    text        REFERENCES document_keys ON DELETE CASCADE,
    -- The newest save of the editor: bytes, changes and history are there and nowhere else.
    save_id         bigint      REFERENCES document_saves ON DELETE CASCADE,
    -- The bytes of what no editor saved.
    file_sha256     bytea       REFERENCES blobs,
    file_name       text        NOT NULL,
    author_id       text,
    author          text,
    made_at         timestamptz NOT NULL DEFAULT now(),
    saved_at        timestamptz NOT NULL DEFAULT now(),
    -- Saved by people who were still in the document when others had gone on from another state: kept, and not what is edited next.
    aside           boolean     NOT NULL DEFAULT false,
    -- The version it was published as. From then on it stays as it is.
    form_version_id int         REFERENCES form_versions ON DELETE CASCADE,
    published_by    text,
    CONSTRAINT a_draft_number_is_used_once_a_form UNIQUE (form_id, number),
    CONSTRAINT a_version_comes_from_one_draft UNIQUE (form_version_id),
    CONSTRAINT a_draft_has_a_known_origin CHECK (origin IN ('editor', 'upload', 'restored')),
    CONSTRAINT a_draft_has_its_bytes_in_one_place CHECK ((save_id IS NULL) <> (file_sha256 IS NULL)),
    CONSTRAINT what_the_editor_saved_has_its_key_and_its_save CHECK ((origin = 'editor') = (document_key IS NOT NULL) AND (origin = 'editor') = (save_id IS NOT NULL)),
    CONSTRAINT only_a_file_that_waits_has_no_number CHECK (number IS NOT NULL OR (origin = 'upload' AND form_version_id IS NULL))
);
CREATE UNIQUE INDEX a_design_document_has_one_open_draft ON form_drafts (document_key) WHERE form_version_id IS NULL;

-- Versions that are there already are the history so far.
INSERT INTO form_drafts (form_id, number, origin, file_sha256, file_name, made_at, saved_at, form_version_id)
SELECT form_id, number, 'upload', file_sha256, file_name, published_at, published_at, id FROM form_versions ORDER BY id;

ALTER TABLE document_keys
    -- What a design document was opened from, fixed for the life of its key: the editor keeps what it fetched under a key.
    ADD COLUMN draft_id      int         REFERENCES form_drafts ON DELETE SET NULL,
    ADD COLUMN opened_sha256 bytea       REFERENCES blobs,
    -- Set when authors went on from another state: what is still saved under the key is kept aside.
    ADD COLUMN replaced_at   timestamptz;

-- Two keys for one document would be two documents, and the last writer would win.
UPDATE document_keys k SET retired_at = now()
WHERE k.fill_session_id IS NULL AND k.retired_at IS NULL
  AND EXISTS (
      SELECT FROM document_keys newer
      WHERE newer.form_id = k.form_id AND newer.fill_session_id IS NULL AND newer.retired_at IS NULL AND (newer.created_at, newer.key) > (k.created_at, k.key));
CREATE UNIQUE INDEX a_form_has_one_living_design_key ON document_keys (form_id) WHERE retired_at IS NULL AND fill_session_id IS NULL;

-- What the next author edits: the newest state that is not aside, else the newest version's file.
CREATE VIEW design_documents AS
SELECT f.id AS form_id, d.id AS draft_id, v.id AS form_version_id, coalesce(d.file_sha256, s.document_sha256, v.file_sha256) AS sha256
FROM forms f
CROSS JOIN LATERAL (SELECT id, file_sha256 FROM form_versions WHERE form_id = f.id ORDER BY number DESC LIMIT 1) v
LEFT JOIN LATERAL (
    SELECT id, file_sha256, save_id FROM form_drafts WHERE form_id = f.id AND number IS NOT NULL AND NOT aside ORDER BY number DESC LIMIT 1) d ON true
LEFT JOIN document_saves s ON s.id = d.save_id;

-- A field keeps its column when its author confirms a new key for it; form_fields has the newest key, the older ones are here.
-- No other field of the form takes a former name, so that a filter written with it still means the same column.
CREATE TABLE field_renames (
    id              int         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    field_id        int         NOT NULL REFERENCES form_fields ON DELETE CASCADE,
    -- The version that brought the new key.
    form_version_id int         NOT NULL REFERENCES form_versions ON DELETE CASCADE,
    former_key      text        NOT NULL,
    former_name     text        NOT NULL,
    confirmed_by    text,
    confirmed_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT a_version_renames_a_field_once UNIQUE (form_version_id, field_id)
);
CREATE INDEX field_renames_of_a_field ON field_renames (field_id, id DESC);
