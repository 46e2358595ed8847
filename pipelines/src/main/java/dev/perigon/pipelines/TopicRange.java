package dev.perigon.pipelines;

/**
 * What an update read of a partition of a topic.
 *
 * @param from the first offset
 * @param until the offset after the last
 * @param latest the offset after the last that there was when the update looked
 */
public record TopicRange(String topic, int partition, long from, long until, long latest) {
  /** How many offsets were left for later; some of them may hold no record. */
  public long lag() {
    return Math.max(0, latest - until);
  }

  /** This and what the same update read next. */
  TopicRange and(TopicRange next) {
    return new TopicRange(topic, partition, from, next.until, next.latest);
  }

  public long records() {
    return until - from;
  }
}
