create or refresh streaming table silver.customers_history (
  constraint valid_customer_id expect (customer_id is not null) on violation drop row,
  constraint not_test_account
    expect (email is null or email not like '%test%') on violation drop row,
  constraint valid_email
    expect (email like '%@%.%') on violation drop row
)
comment 'One row per customer and time in which nothing tracked changed'
tblproperties ('perigon.key' = 'customer_id');

-- Validity is the CRM's time of the change, not the time at which it arrived here.
create flow customers_versions as auto cdc into silver.customers_history
from stream(silver.cleaned_customers)
keys (customer_id)
sequence by updated_date
columns
  customer_id, email, phone, first_name, last_name, loyalty_tier, lifetime_value, city, state
stored as scd type 2
track history on
  email, phone, first_name, last_name, loyalty_tier, lifetime_value, city, state;
