-- What the operations page asks on every page view must not read a million rows.

CREATE INDEX submissions_failed ON submissions (id DESC) WHERE state = 3 AND NOT trashed;
