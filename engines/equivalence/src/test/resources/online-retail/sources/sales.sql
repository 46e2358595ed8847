create or refresh streaming table sales (
  constraint has_customer expect (customer_id is not null) on violation drop row,
  constraint bought expect (quantity > 0) on violation drop row,
  constraint has_price expect (unit_price > 0) on violation drop row
)
comment 'One row per line that a known customer bought'
as
select
  -- This copy writes a customer 17850 as 17850.0.
  split_part(CustomerID, '.', 1) as customer_id,
  InvoiceNo as invoice,
  StockCode as stock_code,
  Quantity as quantity,
  UnitPrice as unit_price,
  InvoiceDate as sold_at,
  cast(Quantity * UnitPrice as decimal(18, 3)) as revenue
from stream(lines)
