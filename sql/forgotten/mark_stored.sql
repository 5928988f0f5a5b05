-- The file is here too; the Document Server may forget it.
UPDATE forgotten_files SET state = 'stored', document_sha256 = @document_sha256 WHERE document_key = @document_key
