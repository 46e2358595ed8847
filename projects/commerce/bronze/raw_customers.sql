create or refresh streaming table bronze.raw_customers
comment 'One row per customer record as the CRM sent it'
as
select
  *,
  current_timestamp() as _ingested_at,
  _metadata.file_path as _source_file,
  _metadata.file_modification_time as _file_modification_time,
  'crm' as _datasource
from stream read_files(
  'customers/*/*.json',
  format => 'json',
  schemaHints => '
    customer_id string, email string, first_name string, last_name string, phone string,
    created_date date, updated_date timestamp, loyalty_tier string, lifetime_value decimal(12,2),
    address struct<street: string, city: string, state: string, zip_code: string, country: string>',
  schemaEvolutionMode => 'addNewColumns',
  rescuedDataColumn => '_rescued_data'
)
