-- Forms, their published versions and their fields, and the register of stored bytes.
-- A field belongs to a form and is identified by key and type together; versions only refer to it,
-- so a column that was made for a field never changes its meaning.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE blobs (
    sha256     bytea       PRIMARY KEY,
    size       bigint      NOT NULL,
    media_type text        NOT NULL,
    stored_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT a_blob_is_named_by_its_sha256 CHECK (octet_length(sha256) = 32),
    CONSTRAINT a_blob_has_a_size CHECK (size >= 0)
);

CREATE TABLE forms (
    id              int         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug            text        NOT NULL,
    title           text        NOT NULL,
    link_token      text        NOT NULL,
    state           text        NOT NULL DEFAULT 'open',
    opens_at        timestamptz,
    closes_at       timestamptz,
    max_submissions int,
    result_message  text,
    last_number     int         NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT a_slug_names_one_form UNIQUE (slug),
    CONSTRAINT a_link_token_opens_one_form UNIQUE (link_token),
    CONSTRAINT a_form_is_open_or_closed CHECK (state IN ('open', 'closed')),
    CONSTRAINT a_form_has_a_title CHECK (length(title) BETWEEN 1 AND 300),
    CONSTRAINT a_form_closes_after_it_opens CHECK (closes_at > opens_at),
    CONSTRAINT a_submission_limit_is_positive CHECK (max_submissions > 0)
);

CREATE TABLE form_versions (
    id              int         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    form_id         int         NOT NULL REFERENCES forms ON DELETE CASCADE,
    number          int         NOT NULL,
    file_sha256     bytea       NOT NULL REFERENCES blobs,
    file_name       text        NOT NULL,
    -- sha256 of the embedded package: equal packages define equal fields.
    package_sha256  bytea       NOT NULL,
    warnings        jsonb       NOT NULL DEFAULT '[]',
    roles           jsonb       NOT NULL DEFAULT '[]',
    columns_pending boolean     NOT NULL DEFAULT false,
    published_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT a_version_number_is_used_once_a_form UNIQUE (form_id, number)
);

CREATE TABLE form_fields (
    id            int         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    form_id       int         NOT NULL REFERENCES forms ON DELETE CASCADE,
    key           text        NOT NULL,
    -- The wire name of the type: text, checkBox, radio, picture, comboBox, dropDownList, dateTime, complex, signature or what a newer editor sends.
    type          text        NOT NULL,
    -- The name programs use: the key, or key#type where an earlier field of the form has the key already.
    name          text        NOT NULL,
    label         text        NOT NULL,
    -- What its column in data.f<form id> holds; null while the field is observed only.
    column_kind   text,
    -- false until the column exists: until then its values wait in field_values.
    column_ready  boolean     NOT NULL DEFAULT false,
    position      int         NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT a_field_is_a_key_and_a_type UNIQUE (form_id, key, type),
    CONSTRAINT a_field_name_is_used_once_a_form UNIQUE (form_id, name),
    CONSTRAINT a_column_kind_is_known CHECK (column_kind IN ('text', 'number', 'boolean', 'date', 'timestamp', 'choice', 'blob')),
    CONSTRAINT an_observed_field_has_no_column CHECK (column_kind IS NOT NULL OR NOT column_ready)
);

CREATE TABLE form_version_fields (
    form_version_id int     NOT NULL REFERENCES form_versions ON DELETE CASCADE,
    field_id        int     NOT NULL REFERENCES form_fields ON DELETE CASCADE,
    position        int     NOT NULL,
    required        boolean NOT NULL,
    -- The whole field definition as it was read from the form (labels, role, tag, format, language, options, limits).
    definition      jsonb   NOT NULL,
    PRIMARY KEY (form_version_id, field_id)
);

-- Typed values: one table a form, data.f<form id>, one column a field, f<field id>; made on publish, never here.
CREATE SCHEMA data;
