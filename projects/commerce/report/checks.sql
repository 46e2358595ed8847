-- Table checks that did not pass; no row is good news.
select table_name, check_name, measured, allowed
from quality.table_checks
where not passed
order by table_name, check_name
