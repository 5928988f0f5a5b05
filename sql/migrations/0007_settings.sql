-- What an author says about a form besides its file: who asks and why, whom it lets in, and the author's own words where it does not.

ALTER TABLE forms
    -- IANA name; opening and closing times are shown in it.
    ADD COLUMN time_zone            text    NOT NULL DEFAULT 'UTC',
    -- Who asks and what happens with the answers, for respondents; null: nothing is said.
    ADD COLUMN asked_by             text,
    ADD COLUMN purpose              text,
    -- Whether respondents may download the document they submitted.
    ADD COLUMN allow_copy           boolean NOT NULL DEFAULT false,
    -- The author's words to whoever comes too early, too late or as one too many; null: FormsHub's own.
    ADD COLUMN not_yet_open_message text,
    ADD COLUMN closed_message       text,
    ADD COLUMN full_message         text,
    -- Whether the public link lets people in; personal links always do.
    ADD COLUMN public_link          boolean NOT NULL DEFAULT true,
    ADD COLUMN one_per_person       boolean NOT NULL DEFAULT false,
    -- Of the password that the public link asks for; null: none.
    ADD COLUMN password_hash        text,
    -- Origins of pages that may show the form in a frame.
    ADD COLUMN embed_origins        text[]  NOT NULL DEFAULT '{}',
    ADD CONSTRAINT a_form_is_shown_in_few_pages CHECK (cardinality(embed_origins) <= 50);
