CREATE OR REFRESH STREAMING TABLE clicks
AS SELECT user.id AS customer, tags, properties, at
FROM STREAM read_files('clicks', format => 'json',
  schema => 'user STRUCT<id: STRING>, tags ARRAY<STRING>, properties MAP<STRING, STRING>, at TIMESTAMP');
