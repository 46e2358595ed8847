package dev.perigon.generator.telco;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The records of all topics in the order in which they are sent: every subscriber once, then call
 * detail records with changes of subscribers and planted cases in between. The same options give
 * the same bytes. For one thread.
 */
public final class TelcoRecords implements Iterator<TelcoRecord> {
  /** Planted cases are spread over so many records at most. */
  private static final long PLANTED_WITHIN = 20_000;

  /** Numbers of planted calls, apart from those of random records. */
  private static final long PLANTED = 1L << 40;

  private static final int LONGEST_DELAY = 200;

  private final TelcoOptions options;
  private final Subscribers subscribers;
  private final SubscriberChanges changes;
  private final RandomCdrs cdrs;
  private final JsonBytes json = new JsonBytes();
  private final Dice dice;
  private final Map<Service, String> topics = new EnumMap<>(Service.class);
  private final String usersTopic;
  private final List<Call> planted;
  private final Queue<Again> again = new PriorityQueue<>(Again.ORDER);
  private int registered;
  private int plantedCalls;
  private long records;
  private long repeated;

  /** A record that is sent once more, when {@code due} records have been. */
  private record Again(long due, long number, TelcoRecord record) {
    static final Comparator<Again> ORDER =
        Comparator.comparingLong(Again::due).thenComparingLong(Again::number);
  }

  public TelcoRecords(TelcoOptions options) {
    this.options = options;
    this.subscribers = new Subscribers(options);
    this.changes = new SubscriberChanges(subscribers);
    FraudCases cases = new FraudCases(options, subscribers);
    this.cdrs = new RandomCdrs(options, subscribers, cases);
    this.planted = shuffled(options.seed(), cases);
    this.dice = Dice.of(options.seed(), "records");
    for (Service service : Service.values()) {
      topics.put(service, options.topicPrefix() + service.topic());
    }
    this.usersTopic = options.topicPrefix() + SubscriberChanges.TOPIC;
  }

  /** The names of all topics. */
  public static List<String> topics(TelcoOptions options) {
    List<String> topics = new ArrayList<>();
    topics.add(options.topicPrefix() + SubscriberChanges.TOPIC);
    for (Service service : Service.values()) {
      topics.add(options.topicPrefix() + service.topic());
    }
    return topics;
  }

  private static List<Call> shuffled(long seed, FraudCases cases) {
    Dice dice = Dice.of(seed, "fraud.order");
    record Placed(double place, Call call) {}
    List<Placed> placed = new ArrayList<>();
    for (FraudCase fraud : cases.all()) {
      for (Call call : fraud.calls()) {
        placed.add(new Placed(dice.on(placed.size()).unit(), call));
      }
    }
    placed.sort(Comparator.comparingDouble(Placed::place));
    return placed.stream().map(Placed::call).toList();
  }

  @Override
  public boolean hasNext() {
    return registered < subscribers.count()
        || records < options.records()
        || plantedCalls < planted.size()
        || !again.isEmpty();
  }

  @Override
  public TelcoRecord next() {
    if (registered < subscribers.count()) {
      return user(registered++);
    }
    boolean ended = records >= options.records();
    if (!again.isEmpty() && (ended || again.peek().due <= records)) {
      return again.remove().record;
    }
    if (plantedCalls < planted.size() && (ended || plantedDue() <= records)) {
      return planted(plantedCalls++);
    }
    if (ended) {
      throw new NoSuchElementException();
    }
    return random(records++);
  }

  private long plantedDue() {
    long within = Math.min(options.records(), PLANTED_WITHIN);
    return within * (plantedCalls + 1) / (planted.size() + 1);
  }

  private TelcoRecord user(int user) {
    byte[] value = json.object(out -> changes.write(out, user));
    return new TelcoRecord(usersTopic, subscribers.at(user).userId(), value, true);
  }

  private TelcoRecord planted(int index) {
    Call call = planted.get(index);
    dice.on(PLANTED + index);
    byte[] value = json.object(out -> cdrs.write(out, call, PLANTED + index));
    return sent(new TelcoRecord(topics.get(Service.VOICE), call.user().userId(), value, true));
  }

  private TelcoRecord random(long index) {
    dice.on(index);
    if (dice.chance(options.rates().updates())) {
      int user = dice.between(0, subscribers.count() - 1);
      changes.change(user, dice);
      return perhapsMalformed(user(user));
    }
    RandomCdrs.Drawn drawn = cdrs.draw(index);
    byte[] value = json.object(out -> cdrs.write(out, drawn));
    String key = drawn.event().user().userId();
    return sent(perhapsMalformed(new TelcoRecord(topics.get(drawn.service()), key, value, true)));
  }

  private TelcoRecord perhapsMalformed(TelcoRecord record) {
    if (!dice.chance(options.rates().malformed())) {
      return record;
    }
    byte[] value = Malformed.of(record.value(), dice);
    return new TelcoRecord(record.topic(), record.key(), value, false);
  }

  /** Perhaps the network sends it again, a little later. */
  private TelcoRecord sent(TelcoRecord record) {
    if (record.wellFormed() && dice.chance(options.rates().duplicates())) {
      again.add(new Again(records + dice.between(1, LONGEST_DELAY), ++repeated, record));
    }
    return record;
  }
}
