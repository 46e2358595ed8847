create or refresh streaming table lines
comment 'One row per line of an invoice, as the shop wrote it'
as select *, _metadata.file_name as source_file
from stream read_files(
  'by-day',
  format => 'csv',
  header => true,
  maxFilesPerTrigger => 50,
  schema => '
    InvoiceNo string, StockCode string, Description string, Quantity int, InvoiceDate timestamp,
    UnitPrice decimal(12,3), CustomerID string, Country string'
)
