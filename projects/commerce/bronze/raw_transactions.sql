create or refresh streaming table bronze.raw_transactions
comment 'One row per line of the transaction exports'
as
select
  *,
  current_timestamp() as _ingested_at,
  _metadata.file_path as _source_file,
  _metadata.file_modification_time as _file_modification_time,
  'ecommerce' as _datasource
from stream read_files(
  'transactions/*.csv',
  format => 'csv',
  header => true,
  multiLine => true,
  escape => '"',
  schemaHints => '
    transaction_id string, customer_id string, transaction_date timestamp, amount decimal(12,2),
    quantity int, unit_price decimal(12,2), discount_pct decimal(5,4), product_id string,
    product_name string, product_category string, store_id string, payment_method string,
    currency string',
  schemaEvolutionMode => 'addNewColumns',
  rescuedDataColumn => '_rescued_data'
)
