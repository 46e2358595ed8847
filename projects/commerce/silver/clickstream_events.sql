create or refresh materialized view silver.clickstream_events (
  constraint valid_event
    expect (customer_id is not null and event_timestamp is not null) on violation drop row,
  constraint valid_event_type
    expect (event_type in ('page_view', 'click', 'add_to_cart', 'purchase', 'search'))
)
comment 'One row per click of a known visitor; copies count once'
tblproperties ('perigon.max-row-drop' = '0.2')
cluster by (customer_id)
as
with clicks as (
  select * from bronze.raw_clickstream
)
select distinct
  trim(customer_id) as customer_id,
  event_timestamp,
  lower(trim(event_type)) as event_type,
  trim(page_url) as page_url,
  lower(trim(device_type)) as device_type,
  trim(browser) as browser,
  lower(trim(referrer)) as referrer
from clicks
