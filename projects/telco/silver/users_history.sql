create or refresh streaming table silver.users_history (
  constraint readable expect (parse_error is null) on violation drop row,
  constraint known_fields expect (unknown_fields is null) on violation drop row,
  constraint has_user expect (user_id is not null) on violation drop row,
  constraint valid_msisdn expect (msisdn rlike '^[0-9]{10,}$') on violation drop row
)
comment 'One row per subscriber and time in which plan, place and state stayed'
tblproperties ('perigon.key' = 'user_id', 'pipelines.trigger.interval' = '1 minute');

create flow users_versions as auto cdc into silver.users_history
from stream(silver.user_changes)
keys (user_id)
sequence by struct(kafka_timestamp, offset)
stored as scd type 2
track history on plan, city, state, active;
