create or refresh streaming table silver.users (
  constraint readable expect (parse_error is null) on violation quarantine row,
  constraint known_fields expect (unknown_fields is null) on violation quarantine row,
  constraint has_user expect (user_id is not null) on violation drop row,
  constraint valid_msisdn expect (msisdn rlike '^[0-9]{10,}$') on violation drop row,
  constraint imsi_has_15_digits expect (imsi rlike '^[0-9]{15}$')
)
comment 'One row per subscriber: what the last record about them says'
tblproperties ('perigon.key' = 'user_id');

create flow users_latest as auto cdc into silver.users
from stream(silver.user_changes)
keys (user_id)
sequence by struct(kafka_timestamp, offset)
stored as scd type 1;
