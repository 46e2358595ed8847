-- In place of bronze/raw_support_tickets.sql, when the support system keeps a Delta table with change data feed.
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
  cast(null as string) as _rescued_data
from stream read_files('support_tickets_delta', format => 'delta', readChangeFeed => true)
