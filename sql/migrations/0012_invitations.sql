-- Personal links, each for one person; and cases: one document that goes from role to role, with a personal link for each.

CREATE TABLE cases (
    id         uuid        PRIMARY KEY,
    form_id    int         NOT NULL REFERENCES forms ON DELETE CASCADE,
    -- Counts up within the form; names a case that has no reference.
    number     int         NOT NULL,
    reference  text,
    created_at timestamptz NOT NULL,
    CONSTRAINT a_case_number_is_used_once_a_form UNIQUE (form_id, number),
    CONSTRAINT a_case_reference_names_one_case_of_a_form UNIQUE (form_id, reference)
);

CREATE TABLE invitations (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    form_id         int         NOT NULL REFERENCES forms ON DELETE CASCADE,
    -- The unguessable part of the personal link.
    link_token      text        NOT NULL,
    name            text,
    email           text,
    reference       text,
    -- false: whoever has it may answer again and again, each time with a new session.
    single_use      boolean     NOT NULL DEFAULT true,
    -- Which role's fields its holder fills, and the role's place in the form's order; null where the form has one role or none.
    role            text,
    turn            int,
    case_id         uuid        REFERENCES cases ON DELETE CASCADE,
    -- The request and the line of it that asked for this link: a request that comes twice makes its links once.
    batch           uuid        NOT NULL,
    line            int         NOT NULL,
    created_at      timestamptz NOT NULL,
    opened_at       timestamptz,
    submitted_at    timestamptz,
    revoked_at      timestamptz,
    -- The session that it leads to now; null before it is first opened.
    fill_session_id uuid        REFERENCES fill_sessions ON DELETE SET NULL,
    CONSTRAINT a_personal_link_is_one_persons UNIQUE (link_token),
    CONSTRAINT a_line_of_a_request_makes_one_link UNIQUE (form_id, batch, line),
    CONSTRAINT a_role_is_filled_in_a_case CHECK ((case_id IS NULL) = (role IS NULL) AND (role IS NULL) = (turn IS NULL)),
    CONSTRAINT a_role_is_filled_once_a_case CHECK (case_id IS NULL OR single_use)
);
CREATE INDEX invitations_of_a_form ON invitations (form_id, created_at DESC, batch, line);
CREATE INDEX invitations_of_a_case ON invitations (case_id, turn) WHERE case_id IS NOT NULL;
-- Somebody else may be asked when a link was revoked before it was used.
CREATE UNIQUE INDEX a_case_has_one_link_a_role ON invitations (case_id, role) WHERE revoked_at IS NULL OR submitted_at IS NOT NULL;

ALTER TABLE fill_sessions
    -- public: by the form's public link; personal: by a personal link; program: made through the API.
    ADD COLUMN entrance      text   NOT NULL DEFAULT 'public',
    ADD COLUMN invitation_id bigint REFERENCES invitations ON DELETE SET NULL,
    ADD COLUMN role          text,
    ADD COLUMN case_id       uuid   REFERENCES cases ON DELETE SET NULL,
    -- The document it starts from: as an earlier role of the case left it; null for the form version's own file.
    ADD COLUMN start_sha256  bytea  REFERENCES blobs,
    ADD CONSTRAINT a_session_has_a_known_entrance CHECK (entrance IN ('public', 'personal', 'program'));
-- Only programs said who the respondent is until now.
UPDATE fill_sessions SET entrance = 'program' WHERE name IS NOT NULL OR email IS NOT NULL OR reference IS NOT NULL;
CREATE INDEX fill_sessions_of_a_link ON fill_sessions (invitation_id) WHERE invitation_id IS NOT NULL;

ALTER TABLE submissions
    ADD COLUMN role    text,
    ADD COLUMN case_id uuid REFERENCES cases ON DELETE SET NULL;
CREATE INDEX submissions_of_a_case ON submissions (case_id) WHERE case_id IS NOT NULL;

ALTER TABLE forms ADD CONSTRAINT a_time_zone_has_a_name CHECK (length(time_zone) BETWEEN 1 AND 64);
