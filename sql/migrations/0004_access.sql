-- Who may do what: people, one-time sign-in codes, API keys, and what they did.

CREATE TABLE accounts (
    id            int         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text        NOT NULL,
    role          text        NOT NULL,
    password_hash text        NOT NULL,
    -- Changes with the password: cookies signed in before are refused.
    stamp         uuid        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT an_account_name_is_used_once UNIQUE (name),
    CONSTRAINT an_account_has_a_known_role CHECK (role IN ('administrator', 'author', 'analyst'))
);

CREATE TABLE sign_in_codes (
    code_sha256 bytea       PRIMARY KEY,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz
);

CREATE TABLE api_keys (
    id           int         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name         text        NOT NULL,
    key_sha256   bytea       NOT NULL,
    role         text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    revoked_at   timestamptz,
    CONSTRAINT an_api_key_is_known_once UNIQUE (key_sha256),
    CONSTRAINT an_api_key_has_a_known_role CHECK (role IN ('administrator', 'author', 'analyst'))
);

CREATE TABLE audit_log (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL DEFAULT now(),
    actor   text        NOT NULL,
    action  text        NOT NULL,
    subject text        NOT NULL,
    details jsonb
);

-- Keys that all nodes share: links are signed with them. Made by the first node that needs one.
CREATE TABLE secrets (
    name  text  PRIMARY KEY,
    value bytea NOT NULL
);
