create temporary view silver.cleaned_customers
comment 'One row per customer record, cleaned; what customers and customers_history are made from'
as
with records as (
  select * from stream(bronze.raw_customers)
),
cleaned as (
  select
    customer_id,
    lower(trim(email)) as email,
    initcap(trim(first_name)) as first_name,
    initcap(trim(last_name)) as last_name,
    regexp_replace(phone, '[^0-9+]', '') as phone,
    lower(trim(loyalty_tier)) as loyalty_tier,
    lifetime_value,
    address.city as city,
    address.state as state,
    coalesce(address.country, 'US') as country,
    created_date,
    -- A record without a date is older than any that has one.
    coalesce(updated_date, cast(created_date as timestamp), timestamp '1970-01-01 00:00:00')
      as updated_date
  from records
)
select
  customer_id, email, first_name, last_name,
  concat_ws(' ', first_name, last_name) as full_name,
  phone,
  case
    when loyalty_tier in ('bronze', 'silver', 'gold', 'platinum') then loyalty_tier
    else 'unknown'
  end as loyalty_tier,
  lifetime_value, city, state, country, created_date, updated_date
from cleaned
