create or refresh streaming table silver.support_tickets (
  constraint valid_ticket
    expect (ticket_id is not null and customer_id is not null) on violation drop row,
  constraint valid_priority expect (priority in ('low', 'medium', 'high', 'critical'))
)
comment 'One row per ticket as its latest change left it; deleted ones have status deleted'
tblproperties ('perigon.key' = 'ticket_id', 'perigon.max-row-drop' = '0.2');

create flow tickets_latest as auto cdc into silver.support_tickets
from stream(silver.cleaned_tickets)
keys (ticket_id)
sequence by struct(cdc_timestamp, cdc_version)
stored as scd type 1;
