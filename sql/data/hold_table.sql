-- Keeps the columns of form {formId} as they are until the transaction ends: whoever adds some waits, or has added them before they are read.
LOCK TABLE data.f{formId} IN ROW EXCLUSIVE MODE
