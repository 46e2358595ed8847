package dev.perigon.lakehouse;

import java.util.List;

/** What a commit takes away of the version that it was planned on. */
public sealed interface Removal {
  /** An append. */
  Removal NOTHING = new Nothing();

  /**
   * A replace: every file and every cursor that is not given anew; columns, partitions, comment and
   * properties are the commit's.
   */
  Removal EVERYTHING = new Everything();

  /** These files and nothing else: what stays of their rows is among the files that are added. */
  static Removal of(List<DataFile> files) {
    return new Files(files);
  }

  /**
   * These files and nothing else, all of whose rows are among the files that are added: for readers
   * of changes nothing has happened.
   */
  static Removal rewritten(List<DataFile> files) {
    return new Rewritten(files);
  }

  /**
   * Everything that has changed since {@code version}, and what was there then comes back: rows,
   * columns, comment, properties and cursors. The commit adds no files and sets no properties; the
   * cursors that it gives are set besides.
   */
  static Removal since(long version) {
    return new Since(version);
  }

  /** See {@link #NOTHING}. */
  record Nothing() implements Removal {}

  /** See {@link #EVERYTHING}. */
  record Everything() implements Removal {}

  /** See {@link #of}. */
  record Files(List<DataFile> files) implements Removal {
    public Files {
      files = List.copyOf(files);
    }
  }

  /** See {@link #since}. */
  record Since(long version) implements Removal {}

  /** See {@link #rewritten}. */
  record Rewritten(List<DataFile> files) implements Removal {
    public Rewritten {
      files = List.copyOf(files);
    }
  }
}
