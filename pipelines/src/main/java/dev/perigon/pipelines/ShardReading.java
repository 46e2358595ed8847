package dev.perigon.pipelines;

import dev.perigon.engine.KinesisRecords;
import dev.perigon.engine.KinesisRecords.Range;
import dev.perigon.engine.kinesis.KinesisOptions;
import dev.perigon.engine.kinesis.KinesisStreams;
import dev.perigon.engine.kinesis.KinesisStreams.OfStream;
import dev.perigon.engine.kinesis.ShardPosition;
import dev.perigon.engine.kinesis.ShardWalks;
import dev.perigon.engine.kinesis.ShardWalks.Walk;
import dev.perigon.engine.kinesis.ShardWalks.Wanted;
import dev.perigon.pipelines.ShardMark.Place;
import dev.perigon.pipelines.ShardPlan.Turn;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides which records one run of a flow reads of a source of Kinesis. */
final class ShardReading {
  private final Relation.Shards relation;
  private final KinesisOptions options;
  private final KinesisStreams now;

  ShardReading(Relation.Shards relation, KinesisOptions options, KinesisStreams now) {
    this.relation = relation;
    this.options = options;
    this.now = now;
  }

  /**
   * What a run reads next.
   *
   * @param mark how far the flow is then
   * @param news whether the mark is to be written
   * @param more whether limits, or the order of shards, left something
   * @param gaps what is said of records that were lost
   */
  record Step(
      KinesisRecords slice, ShardMark mark, boolean news, boolean more, List<String> gaps) {}

  /** All that the streams hold. */
  KinesisRecords whole() {
    ShardPosition from =
        options.initial().equals(ShardPosition.LATEST)
            ? ShardPosition.since(now.askedAt())
            : options.initial();
    List<Wanted> wanted = new ArrayList<>();
    for (OfStream stream : now.streams()) {
      stream
          .shards()
          .forEach(shard -> wanted.add(new Wanted(stream.name(), shard, from, Long.MAX_VALUE)));
    }
    try (ShardWalks walks = new ShardWalks(options, now.askedAt())) {
      return slice(walks.all(wanted));
    } catch (PerigonException e) {
      throw ShardErrors.placed(e, relation);
    }
  }

  /**
   * @param before how far the flow was
   * @param limited whether the source's limit holds
   * @throws PerigonException DATA for records that are gone, and for streams that were made anew;
   *     CONFLICT for a stream of another account or region
   */
  Step unread(Optional<ShardMark> before, boolean limited) {
    List<ShardPlan> plans = new ArrayList<>();
    List<String> gaps = new ArrayList<>();
    for (OfStream stream : now.streams()) {
      ShardPlan plan = new ShardPlan(stream, now.askedAt(), before, options.initial());
      before.ifPresent(mark -> checkSame(stream, plan, mark, gaps));
      plans.add(plan);
    }
    try (ShardWalks walks = new ShardWalks(options, now.askedAt())) {
      return step(plans, before, walked(plans, walks, limited, gaps), gaps);
    } catch (PerigonException e) {
      throw e.origin().isPresent() ? e : ShardErrors.placed(e, relation);
    }
  }

  private void checkSame(OfStream stream, ShardPlan plan, ShardMark mark, List<String> gaps) {
    if (!plan.isAnew()) {
      return;
    }
    if (!place(mark.ids().get(stream.name())).equals(place(stream.id()))) {
      throw ShardErrors.otherStream(relation, stream);
    }
    if (options.failOnDataLoss()) {
      throw ShardErrors.madeAnew(relation, stream);
    }
    gaps.add(ShardErrors.gapBeforeNewStream(stream));
  }

  /** Account and region. */
  private static String place(String id) {
    return id.split(" ", 2)[0];
  }

  private Map<Turn, Walk> walked(
      List<ShardPlan> plans, ShardWalks walks, boolean limited, List<String> gaps) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      turns.addAll(checked(now.streams().get(i), plans.get(i), walks, gaps));
    }
    long share =
        limited && options.maxRecords().isPresent()
            ? Math.max(1, options.maxRecords().getAsLong() / Math.max(1, turns.size()))
            : Long.MAX_VALUE;
    List<Walk> done =
        walks.all(
            turns.stream()
                .map(t -> new Wanted(t.stream().name(), t.shard(), t.place().position(), share))
                .toList());
    Map<Turn, Walk> walked = new LinkedHashMap<>();
    for (int i = 0; i < turns.size(); i++) {
      walked.put(turns.get(i), done.get(i));
    }
    return walked;
  }

  /** The turns of one stream, where nothing is lost or that is accepted. */
  private List<Turn> checked(OfStream stream, ShardPlan plan, ShardWalks walks, List<String> gaps) {
    List<Turn> turns = new ArrayList<>();
    List<String> lost = new ArrayList<>(plan.gone());
    for (Turn turn : plan.turns()) {
      boolean gap = turn.isDoubtful(now.askedAt()) && !isThere(turn, walks);
      if (gap) {
        lost.add(turn.shard().id());
      }
      turns.add(gap ? turn.fromOldest() : turn);
    }
    if (!lost.isEmpty()) {
      if (options.failOnDataLoss()) {
        throw ShardErrors.lost(relation, stream, lost);
      }
      gaps.add(ShardErrors.gap(stream, lost));
    }
    return turns;
  }

  /** While the record that was read last is kept, those after it are. */
  private static boolean isThere(Turn turn, ShardWalks walks) {
    ShardPosition position = turn.place().position();
    return position.kind() == ShardPosition.Kind.AFTER
        && walks.has(turn.stream().name(), turn.shard().id(), position.value());
  }

  private Step step(
      List<ShardPlan> plans,
      Optional<ShardMark> before,
      Map<Turn, Walk> walked,
      List<String> gaps) {
    Map<String, String> ids = new TreeMap<>();
    Map<String, Map<String, Place>> places = new TreeMap<>();
    before.ifPresent(mark -> ids.putAll(mark.ids()));
    before.ifPresent(mark -> places.putAll(mark.places()));
    boolean more = walked.values().stream().anyMatch(Walk::more);
    boolean aged = false;
    for (int i = 0; i < plans.size(); i++) {
      OfStream stream = now.streams().get(i);
      Map<String, Place> after = plans.get(i).after(walked);
      ids.put(stream.name(), stream.id());
      places.put(stream.name(), after);
      more |= plans.get(i).goesOn(after);
      aged |=
          before.isPresent() && before.get().ages(stream.name(), now.askedAt(), stream.retention());
    }
    ShardMark mark = new ShardMark(ids, places);
    boolean news = before.isEmpty() || mark.moved(before.get()) || aged || !gaps.isEmpty();
    return new Step(slice(walked.values()), mark, news, more, gaps);
  }

  private KinesisRecords slice(Collection<Walk> walks) {
    List<Range> ranges = walks.stream().map(Walk::range).flatMap(Optional::stream).toList();
    return new KinesisRecords(relation.options(), ranges);
  }
}
