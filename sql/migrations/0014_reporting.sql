-- Reporting views: the schema they stand in, what each form's views show and show not yet, and the account that may read them.

CREATE SCHEMA reporting;

-- The ledger: whatever changes what a form's views should show counts up; the job notes how far it has come.
CREATE TABLE reporting_forms (
    -- No reference: the views of a form that is gone have to go too.
    form_id         int         PRIMARY KEY,
    changes         bigint      NOT NULL DEFAULT 1,
    -- The change that the views show; 0 before there are any.
    shown           bigint      NOT NULL DEFAULT 0,
    -- sha256 of the statement the views were made by: a newer program makes them anew.
    template        text,
    attempts        int         NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    last_error      text,
    refreshed_at    timestamptz,
    CONSTRAINT views_show_no_change_before_it_is_made CHECK (shown <= changes)
);

CREATE TABLE reporting_views (
    id           int         GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    form_id      int         NOT NULL,
    -- null: the form's own view, over all its versions.
    version      int,
    name         text        NOT NULL,
    -- sha256 of the statement that made it.
    fingerprint  text,
    refreshed_at timestamptz,
    CONSTRAINT a_form_has_one_view_a_version UNIQUE NULLS NOT DISTINCT (form_id, version),
    CONSTRAINT a_view_name_is_used_once UNIQUE (name),
    CONSTRAINT a_view_name_is_a_name_for_postgresql CHECK (octet_length(name) BETWEEN 1 AND 63)
);

CREATE TABLE reporting_columns (
    view_id  int      NOT NULL REFERENCES reporting_views ON DELETE CASCADE,
    position smallint NOT NULL,
    name     text     NOT NULL,
    type     text     NOT NULL,
    -- null: a column that every form has.
    field_id int,
    PRIMARY KEY (view_id, position),
    CONSTRAINT a_column_name_is_used_once_a_view UNIQUE (view_id, name),
    CONSTRAINT a_field_has_one_column_a_view UNIQUE (view_id, field_id),
    CONSTRAINT a_column_name_is_a_name_for_postgresql CHECK (octet_length(name) BETWEEN 1 AND 63)
);

-- One row: who last gave the account formshub_reader a password or took it away. Whether it may sign in, the server knows.
CREATE TABLE reporting_access (
    singleton  boolean     PRIMARY KEY DEFAULT true,
    -- Counts up: a page that was sent twice, or by two people at once, changes the password once.
    changes    int         NOT NULL DEFAULT 0,
    changed_at timestamptz,
    changed_by text,
    CONSTRAINT there_is_one_account_for_reading CHECK (singleton)
);
INSERT INTO reporting_access DEFAULT VALUES;

-- By triggers, so that it holds for whatever publishes, widens, renames or deletes, now and later, in the same transaction.
CREATE FUNCTION mark_reporting_views(form int) RETURNS void LANGUAGE sql AS $$
    INSERT INTO reporting_forms AS r (form_id) VALUES (form)
    ON CONFLICT (form_id) DO UPDATE SET changes = r.changes + 1, attempts = 0, next_attempt_at = now();
    SELECT pg_notify('formshub_jobs', 'RefreshViews');
$$;

CREATE FUNCTION mark_reporting_views_of_a_form() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM mark_reporting_views(OLD.id);
    RETURN NULL;
END
$$;

CREATE FUNCTION mark_reporting_views_of_a_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM mark_reporting_views(NEW.form_id);
    RETURN NULL;
END
$$;

CREATE TRIGGER a_form_that_is_renamed_or_gone_changes_its_views
    AFTER UPDATE OF slug OR DELETE ON forms FOR EACH ROW EXECUTE FUNCTION mark_reporting_views_of_a_form();
CREATE TRIGGER a_version_has_a_view
    AFTER INSERT ON form_versions FOR EACH ROW EXECUTE FUNCTION mark_reporting_views_of_a_part();
CREATE TRIGGER a_field_with_a_column_is_in_the_views
    AFTER INSERT ON form_fields FOR EACH ROW WHEN (NEW.column_ready) EXECUTE FUNCTION mark_reporting_views_of_a_part();
CREATE TRIGGER a_field_that_changes_is_followed_by_the_views
    AFTER UPDATE OF key, name, label, column_ready ON form_fields FOR EACH ROW
    WHEN ((OLD.key, OLD.name, OLD.label, OLD.column_ready) IS DISTINCT FROM (NEW.key, NEW.name, NEW.label, NEW.column_ready) AND NEW.column_ready)
    EXECUTE FUNCTION mark_reporting_views_of_a_part();

INSERT INTO reporting_forms (form_id) SELECT id FROM forms;
