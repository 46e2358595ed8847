create or refresh streaming table raw_events
as select *, _metadata.file_name as source_file
from stream read_files('log_data', format => 'json', schemaHints => 'userId string, ts bigint')
