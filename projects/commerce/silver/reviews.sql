create or refresh streaming table silver.reviews
comment 'One row per review'
tblproperties ('perigon.key' = 'event_id', 'perigon.max-row-drop' = '0.2');

create flow reviews_latest as auto cdc into silver.reviews
from stream(silver.review_events)
keys (event_id)
sequence by event_ts
stored as scd type 1;
