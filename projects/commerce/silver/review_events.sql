create temporary view silver.review_events
comment 'One row per review as it arrived'
as
select event_id, customer_id, product_id, rating, review_text, event_ts
from stream(bronze.raw_events)
where event_type = 'review' and event_id is not null and event_ts is not null
