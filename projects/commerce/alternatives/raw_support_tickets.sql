-- In place of bronze/raw_support_tickets.sql, when the support system sends files.
create or refresh streaming table bronze.raw_support_tickets
comment 'One row per change of a ticket as the support system sent it'
as
select
  * except (operation, updated_at),
  operation as cdc_operation,
  -- Files have no versions; their changes are ordered by time alone.
  cast(0 as bigint) as cdc_version,
  updated_at as cdc_timestamp,
  current_timestamp() as _ingested_at,
  _metadata.file_path as _source_file,
  _metadata.file_modification_time as _file_modification_time,
  'support_system' as _datasource
from stream read_files(
  'support_tickets/*.json',
  format => 'json',
  schemaHints => '
    ticket_id string, customer_id string, subject string, body string, category string,
    priority string, status string, created_at timestamp, resolved_at timestamp, agent_id string,
    satisfaction_score int, operation string, updated_at timestamp',
  schemaEvolutionMode => 'addNewColumns',
  rescuedDataColumn => '_rescued_data'
)
