create temporary view level_changes as
select userId as user_id, level, struct(ts, sessionId, itemInSession) as place
from stream(raw_events)
where userId <> '';

-- What a listener paid for, and when.
create or refresh streaming table levels;
create flow levels_feed as auto cdc into levels
from stream(level_changes)
keys (user_id)
sequence by place
columns user_id, level
stored as scd type 2;
