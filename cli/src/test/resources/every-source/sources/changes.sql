-- Change data: what holds now, histories, and dumps.
create temporary view changes
as select * from stream read_files('changes', format => 'csv', header => true,
  schema => 'id int, name string, city string, at int, op string');

create streaming table newest (
  constraint good expect (name <> 'n0') on violation quarantine row
);
create flow newest_feed as auto cdc into newest from stream(changes) keys (id)
  apply as delete when op = 'D' sequence by at columns * except (op);

create streaming table history;
create flow history_feed as auto cdc into history from stream(changes) keys (id)
  apply as delete when op = 'D' sequence by at columns id, name, city
  stored as scd type 2 track history on city;

create streaming table dumped;
create flow dumps as auto cdc from snapshot into dumped
  from read_files('dump.csv', format => 'csv', header => true, schema => 'id int, v int')
  keys (id);

create streaming table dump_history;
create flow dump_states as auto cdc from snapshot into dump_history
  from read_files('dump.csv', format => 'csv', header => true, schema => 'id int, v int')
  keys (id) stored as scd type 2;
