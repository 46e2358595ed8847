-- What streams from tables: their rows, and the changes of theirs and of a foreign table.
create streaming table copied
as select id, note from stream(from_csv);

create streaming table csv_feed
as select id, _change_type from stream(from_csv) with (readChangeFeed = true);

create materialized view csv_changes
as select id, _change_type from table_changes('from_csv', 0);

create streaming table foreign_feed
as select id, v, _change_type, _commit_version
from stream read_files(
  'foreign', format => 'delta', readChangeFeed => true, startingVersion => 1
);
