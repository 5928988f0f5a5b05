-- Documents of which nobody may fill any more, and documents that an author hands on to the next role though the editor never saved them.

ALTER TABLE document_keys
    -- The presence whose people were made viewers: what users_at was then. Whoever is said to be inside after that is another presence.
    ADD COLUMN dropped_for timestamptz;
-- Fill sessions with somebody inside: few, however many sessions there are.
CREATE INDEX document_keys_occupied ON document_keys (form_id) WHERE retired_at IS NULL AND fill_session_id IS NOT NULL AND users <> '{}';

ALTER TABLE invitations
    -- The earlier role's submission whose document an author does not wait for any more. A later submission is waited for again.
    ADD COLUMN handed_on_submission_id bigint REFERENCES submissions;
