create or refresh materialized view quality.table_facts
comment 'One row per watched table: what its checks are about'
as
select
  'silver.customers' as table_name,
  count(*) as row_count,
  count(distinct customer_id) as keys,
  -- Nulls in the column that has most.
  greatest(
    count_if(email is null), count_if(full_name is null), count_if(phone is null),
    count_if(created_date is null)
  ) as nulls,
  cast(null as timestamp) as newest
from silver.customers
union all
select
  'silver.transactions',
  count(*),
  count(distinct transaction_id),
  greatest(
    count_if(product_id is null), count_if(product_category is null), count_if(net_amount is null)
  ),
  max(transaction_ts)
from silver.transactions
union all
select
  'silver.clickstream_events',
  count(*),
  -- As one value: count(distinct a, b) passes over rows with a null in either.
  count(distinct struct(
    customer_id, event_timestamp, event_type, page_url, device_type, browser, referrer
  )),
  greatest(count_if(event_type is null), count_if(page_url is null), count_if(device_type is null)),
  max(event_timestamp)
from silver.clickstream_events
union all
select
  'silver.support_tickets',
  count(*),
  count(distinct ticket_id),
  greatest(count_if(category is null), count_if(created_at is null)),
  max(cdc_timestamp)
from silver.support_tickets
union all
select
  'silver.reviews',
  count(*),
  count(distinct event_id),
  greatest(count_if(customer_id is null), count_if(product_id is null), count_if(rating is null)),
  max(event_ts)
from silver.reviews
union all
select
  'gold.customer_360', count(*), count(distinct customer_id), count_if(email is null), null
from gold.customer_360
