-- Lets the reading account find the views.
GRANT USAGE ON SCHEMA reporting TO formshub_reader
