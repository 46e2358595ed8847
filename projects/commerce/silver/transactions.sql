create or refresh streaming table silver.transactions (
  constraint valid_transaction_id expect (transaction_id is not null) on violation drop row,
  constraint valid_customer_id expect (customer_id is not null) on violation drop row,
  constraint valid_date
    expect (transaction_date is not null and transaction_date <= current_date())
    on violation drop row,
  constraint positive_amount expect (gross_amount > 0) on violation drop row,
  constraint reasonable_amount expect (gross_amount < 100000) on violation quarantine row,
  constraint valid_discount expect (discount_pct is null or discount_pct between 0 and 1),
  constraint amount_matches_price expect (abs(amount - gross_amount) <= 0.01)
)
comment 'One row per transaction: the line that arrived last'
tblproperties ('perigon.key' = 'transaction_id', 'perigon.max-row-drop' = '0.2');

create flow transactions_latest as auto cdc into silver.transactions
from stream(silver.cleaned_transactions)
keys (transaction_id)
sequence by struct(_ingested_at, _source_file)
columns * except (_ingested_at, _source_file)
stored as scd type 1;
