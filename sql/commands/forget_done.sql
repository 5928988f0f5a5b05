-- Removes what was done long ago; what failed stays until a person has seen to it.
DELETE FROM document_commands WHERE state IN ('done', 'replaced') AND created_at < @before
