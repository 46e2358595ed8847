package dev.perigon.application;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A standalone master and its workers, on ports that are free. */
final class Cluster implements AutoCloseable {
  private final SparkHome spark;
  private final Path folder;
  private final Program master;
  private final String url;
  private final List<Program> workers = new ArrayList<>();

  private Cluster(SparkHome spark, Path folder, Program master, String url) {
    this.spark = spark;
    this.folder = folder;
    this.master = master;
    this.url = url;
  }

  static Cluster start(SparkHome spark, Path folder) throws IOException, InterruptedException {
    Program master =
        spark.start(
            List.of(),
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--webui-port",
            "0");
    return new Cluster(
        spark, folder, master, master.await("Starting Spark master at (spark://\\S+)"));
  }

  String url() {
    return url;
  }

  Program addWorker() throws IOException, InterruptedException {
    return addWorker(spark, List.of());
  }

  /**
   * @param other the worker's Spark
   */
  Program addWorker(SparkHome other) throws IOException, InterruptedException {
    return addWorker(other, List.of());
  }

  /**
   * Starts a worker with one core, and waits until the master knows it.
   *
   * @param wrapper a program that starts it
   */
  Program addWorker(List<String> wrapper) throws IOException, InterruptedException {
    return addWorker(spark, wrapper);
  }

  private Program addWorker(SparkHome own, List<String> wrapper)
      throws IOException, InterruptedException {
    Path work = folder.resolve("worker" + workers.size());
    Program worker =
        own.start(
            wrapper,
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            "127.0.0.1",
            "--webui-port",
            "0",
            "--cores",
            "1",
            "--memory",
            "1g",
            "--work-dir",
            work.toString(),
            url);
    workers.add(worker);
    worker.await("Successfully registered with master");
    return worker;
  }

  @Override
  public void close() {
    workers.forEach(Program::close);
    master.close();
  }
}
