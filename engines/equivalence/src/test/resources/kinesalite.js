// Kinesalite, with two things that Kinesis does and it does not.
// node kinesalite.js FOLDER_WITH_NODE_MODULES FOLDER_OF_DATA PORT
'use strict'

const [modules, data, port] = process.argv.slice(2)
const part = name => require.resolve(`${modules}/node_modules/kinesalite/${name}`)

function replace(name, replacement) {
  const original = require(part(name))
  require.cache[part(name)].exports = (store, request, done) => replacement(store, request, done, original)
}

// It never answers AT_TIMESTAMP when no record is that new.
const db = require(part('db'))
replace('actions/getShardIterator', (store, request, done, original) => {
  if (request.ShardIteratorType != 'AT_TIMESTAMP') return original(store, request, done)
  const shard = parseInt(request.ShardId.split('-')[1])
  let any = false
  store.getStreamDb(request.StreamName)
    .createReadStream({gt: db.shardIxToHex(shard), lt: db.shardIxToHex(shard + 1)})
    .on('data', item => { any = any || item.value.ApproximateArrivalTimestamp >= request.Timestamp })
    .on('end', () => original(store, any ? request : Object.assign({}, request, {ShardIteratorType: 'LATEST'}), done))
})

// A retention of no hours at all removes whatever there is: nobody waits a day for a test.
require(part('validations/decreaseStreamRetentionPeriod')).types.RetentionPeriodHours.greaterThanOrEqual = 0
replace('actions/decreaseStreamRetentionPeriod', (store, request, done) => {
  store.getStream(request.StreamName, (error, stream) => {
    if (error) return done(error)
    stream.RetentionPeriodHours = request.RetentionPeriodHours
    store.metaDb.put(request.StreamName, stream, done)
  })
})

const options = {path: data, createStreamMs: 5, deleteStreamMs: 5, updateStreamMs: 5, shardLimit: 1000}
const server = require(part('index.js'))(options)
server.listen(Number(port), '127.0.0.1', () => console.log(server.address().port))
