create or refresh streaming table silver.customers_current (
  constraint valid_customer_id expect (customer_id is not null) on violation drop row,
  constraint not_test_account
    expect (email is null or email not like '%test%') on violation drop row,
  constraint valid_email
    expect (email like '%@%.%') on violation quarantine row,
  constraint has_name expect (first_name is not null and last_name is not null),
  constraint valid_loyalty_tier expect (loyalty_tier <> 'unknown'),
  constraint positive_lifetime_value expect (lifetime_value is null or lifetime_value >= 0)
)
comment 'One row per customer: the record with the latest updated_date, however late it came'
tblproperties ('perigon.key' = 'customer_id');

create flow customers_latest as auto cdc into silver.customers_current
from stream(silver.cleaned_customers)
keys (customer_id)
sequence by updated_date
stored as scd type 1;
