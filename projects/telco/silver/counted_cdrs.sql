create view silver.counted_cdrs
comment 'One row per record, with times 1, and one with times -1 for each that was sent before'
as
-- Sums of times, and of times * x, count every record once, and only ever need the rows that are
-- new: nothing that was added before has to be looked up or changed.
select *, 1L as times from silver.received_cdrs
union all
select *, -1L as times from silver.repeated_records
