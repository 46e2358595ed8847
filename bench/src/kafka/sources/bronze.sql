create streaming table bronze as
select cast(key as string) as key, topic, partition, offset, timestamp, cast(value as string) as raw_data
from stream read_kafka(bootstrapServers => :servers, subscribe => 'records', startingOffsets => 'earliest')
