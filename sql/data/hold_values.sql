-- Lets no value be written into form {formId}'s table until the transaction ends: what is being normalized knows the fields by their keys so far.
LOCK TABLE data.f{formId} IN SHARE MODE
