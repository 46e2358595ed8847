create or refresh materialized view gold.hourly_network_kpis (
  event_date date comment 'Day on which the attempts began, UTC',
  event_hour int comment 'Hour of that day, 0 to 23',
  network_kind string comment 'node: a switching centre, for calls; generation: for data sessions',
  network string comment 'Which centre (MSC7) or generation (4G)',
  attempts bigint comment 'Calls from this side (MOC) or data sessions, those sent twice once',
  seizures bigint comment 'Attempts that got a circuit: not ended by cause 34 or 44 unanswered',
  answered bigint comment 'Calls that lasted longer than 0 seconds',
  established bigint comment 'Answered calls, or sessions that carried at least a byte',
  dropped bigint comment 'Established, then ended by the network (cause 31, abnormalRelease)',
  asr double comment 'Answer-seizure ratio: answered / seizures; null without seizures and for data',
  ner double comment 'Effectiveness: (answered + busy + no answer + terminal reject) / seizures',
  acd_seconds double comment 'Average call duration: seconds / answered',
  dropped_rate double comment 'dropped / established',
  cssr double comment 'Call setup success rate: established / attempts'
)
comment 'One row per day, hour and network element with attempts'
as
-- Ratios as in ITU-T E.411 and E.425.
select
  event_date, event_hour, network_kind, network, attempts, seizures, answered, established, dropped,
  answered / nullif(seizures, 0) as asr,
  reached / nullif(seizures, 0) as ner,
  answered_seconds / nullif(answered, 0) as acd_seconds,
  dropped / nullif(established, 0) as dropped_rate,
  established / nullif(attempts, 0) as cssr
from gold.network_hours
where attempts > 0
