-- Files of every format, plain and packed, that keep arriving.
create streaming table from_csv (
  constraint wanted expect (id % 10 <> 3) on violation quarantine row,
  constraint known expect (note <> 'none') on violation drop row
)
as select *, _metadata.file_name as file
from stream read_files('csv', format => 'csv', header => true, schema => 'id int, note string');

-- Later files bring more columns.
create streaming table from_json
as select * from stream read_files('json', format => 'json', schemaHints => 'id int');

create streaming table from_parquet
as select * from stream read_files('parquet', format => 'parquet', maxFilesPerTrigger => 1);

create streaming table from_text
as select cast(value as int) as id from stream read_files('text', format => 'text');
