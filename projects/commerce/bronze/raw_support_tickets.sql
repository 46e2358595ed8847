create or refresh streaming table bronze.raw_support_tickets
comment 'One row per change of a ticket in the support system'
as
select
  * except (_change_type, _commit_version, _commit_timestamp),
  _change_type as cdc_operation,
  _commit_version as cdc_version,
  _commit_timestamp as cdc_timestamp,
  current_timestamp() as _ingested_at,
  'support_tickets_delta' as _source_file,
  _commit_timestamp as _file_modification_time,
  'support_system' as _datasource,
  -- A table has types, so nothing fails to fit them.
  cast(null as string) as _rescued_data
from stream read_files(
  'support_tickets_delta',
  format => 'delta',
  readChangeFeed => true,
  -- All changes there ever were; without it, the tickets of today and their changes from now on.
  startingVersion => 0
)
