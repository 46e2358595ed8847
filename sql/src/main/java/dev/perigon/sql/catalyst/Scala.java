package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.Optional;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** Crossing between Java's and Scala's collections. */
final class Scala {
  private Scala() {}

  static <T> List<T> list(scala.collection.Seq<T> seq) {
    return CollectionConverters.asJava(seq);
  }

  static <T> Seq<T> seq(List<? extends T> list) {
    return CollectionConverters.<T>asScala(List.<T>copyOf(list)).toSeq();
  }

  static <T> Optional<T> optional(Option<T> option) {
    return OptionConverters.toJava(option);
  }
}
