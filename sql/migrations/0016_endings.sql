-- Closing times that end the editing of whoever is inside, and documents that an author hands on to the next role though the editor never saved them.

ALTER TABLE forms
    -- The closing time at which those who were inside were made viewers; another one is another ending.
    ADD COLUMN ended_for timestamptz;
CREATE INDEX forms_that_end ON forms (closes_at) WHERE closes_at IS NOT NULL AND ended_for IS DISTINCT FROM closes_at;

ALTER TABLE invitations
    -- The earlier role's submission whose document an author does not wait for any more. A later submission is waited for again.
    ADD COLUMN handed_on_submission_id bigint REFERENCES submissions;
