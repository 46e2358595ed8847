package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Home and data on {@code s3a://}, by a file system whose class and settings are given as a user
 * gives them: on the class path and as properties of the JVM.
 */
final class TestBucketHome {
  @TempDir private Path temp;
  private Cli cli;
  private String bucket;

  @BeforeEach
  void makeBucket() throws IOException {
    System.setProperty("fs.s3a.impl", "dev.perigon.lakehouse.BucketFileSystem");
    System.setProperty("fs.bucket.folder", temp.resolve("objects").toString());
    bucket = "s3a://b" + UUID.randomUUID();
    cli = Cli.in(temp).with("XDG_CACHE_HOME", temp.resolve("local").toString());
    Shop.in(temp.resolve("shop"));
    Files.createDirectories(temp.resolve("objects"));
    Files.move(temp.resolve("shop/data"), temp.resolve("objects/in"));
  }

  @AfterEach
  void forgetBucket() {
    System.clearProperty("fs.s3a.impl");
    System.clearProperty("fs.bucket.folder");
  }

  private Cli.Result run() {
    return cli.run("run", "shop", "--home", bucket + "/lake", "--data", bucket + "/in");
  }

  @Test
  void runsAndAnswersThere() throws IOException {
    assertThat(run().out()).endsWith("2 customers spent 15.00\n");
    Files.writeString(
        temp.resolve("objects/in/orders.csv"), "order_id,customer_id,amount\n1,anna,20\n");
    Cli.Result second = run();
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).endsWith("1 customers spent 20.00\n");

    Cli there = cli.with("PERIGON_HOME", bucket + "/lake");
    assertThat(there.run("query", "select * from shop.main.totals", "--format", "csv").out())
        .isEqualTo("customer_id,total\nanna,20.00\n");
    assertThat(there.run("query", "select count(*) as n from system.pipelines.updates").out())
        .isEqualTo("n\n-\n2\n");
    assertThat(there.run("tables").out().lines())
        .contains("shop.main.orders", "shop.main.totals", "system.pipelines.updates");
    assertThat(there.run("history", "totals").out().lines()).hasSize(4);
    assertThat(temp.resolve("objects/lake/shop/main/totals/_delta_log")).isDirectory();
    assertThat(temp.resolve(".perigon")).doesNotExist();
  }

  @Test
  void theRootOfABucketIsAHomeToo() {
    Cli there = cli.with("PERIGON_HOME", bucket);
    assertThat(there.run("run", "shop", "--data", bucket + "/in").out())
        .endsWith("2 customers spent 15.00\n");
    assertThat(there.run("export", "totals", "--format", "csv", "--output", "t.csv").code())
        .isZero();
    assertThat(temp.resolve("t.csv"))
        .content()
        .startsWith("customer_id,total\n")
        .contains("anna,10.75\n");
  }

  @Test
  void aSchemeWithoutItsJarsSaysWhatIsMissing() {
    assertThat(cli.run("run", "shop", "--home", "abfs://c@a/lake", "--data", bucket + "/in"))
        .isEqualTo(
            new Cli.Result(
                3,
                "",
                """
                error: Cannot reach abfs://c@a/lake: no file system for 'abfs'
                  try: Put its Hadoop jars (e.g. hadoop-aws for s3a) on the class path: PERIGON_CLASSPATH
                """));
  }

  @Test
  void whatIsNoUriIsAUsageError() {
    assertThat(cli.run("run", "shop", "--home", "s3a://b/my lake"))
        .isEqualTo(
            new Cli.Result(
                2,
                "",
                """
                error: Cannot read --home 's3a://b/my lake': it is not a URI
                  try: Write it as scheme://name/folder, with %20 for a blank
                """));
  }

  @Test
  void aFileUriIsAFolder() {
    String home = temp.resolve("lake").toUri().toString();
    assertThat(cli.run("run", "shop", "--home", home, "--data", bucket + "/in").code()).isZero();
    assertThat(temp.resolve("lake/shop/main/totals/_delta_log")).isDirectory();
    assertThat(temp.resolve("lake/locks")).isDirectory();
  }
}
