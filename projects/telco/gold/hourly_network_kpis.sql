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
with calls as (
  select
    event_date, event_hour, 'node' as network_kind, msc_id as network,
    call_duration_seconds > 0 as answered,
    call_duration_seconds > 0 as established,
    cause_for_termination as cause,
    cause_for_termination = '31' as cut,
    call_duration_seconds as seconds
  from silver.voice_cdrs
  where call_type = 'MOC' and not is_duplicate
),
sessions as (
  select
    event_date, event_hour, 'generation' as network_kind, network_generation as network,
    cast(null as boolean) as answered,
    total_bytes > 0 as established,
    cast(null as string) as cause,
    cause_for_record_closing = 'abnormalRelease' as cut,
    cast(null as int) as seconds
  from silver.data_cdrs
  where not is_duplicate
),
counted as (
  -- Causes are those of ITU-T Q.850; ratios as in ITU-T E.411 and E.425.
  select
    event_date, event_hour, network_kind, network,
    count(*) as attempts,
    count_if(answered or cause is null or cause not in ('34', '44'))
      filter (where answered is not null) as seizures,
    count_if(answered) filter (where answered is not null) as answered,
    count_if(established) as established,
    count_if(established and cut) as dropped,
    count_if(answered or cause in ('17', '18', '19', '21')) as reached,
    sum(seconds) filter (where answered) as answered_seconds
  from (select * from calls union all select * from sessions)
  group by event_date, event_hour, network_kind, network
)
select
  event_date, event_hour, network_kind, network, attempts, seizures, answered, established, dropped,
  answered / nullif(seizures, 0) as asr,
  reached / nullif(seizures, 0) as ner,
  answered_seconds / nullif(answered, 0) as acd_seconds,
  dropped / nullif(established, 0) as dropped_rate,
  established / nullif(attempts, 0) as cssr
from counted
