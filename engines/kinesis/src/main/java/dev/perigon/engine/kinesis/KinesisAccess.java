package dev.perigon.engine.kinesis;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * How to reach Kinesis. It travels to Spark's executors and has the secrets, which its text does
 * not show.
 *
 * @param region empty for that of AWS's own settings
 * @param endpoint empty for the region's
 * @param accessKey empty for AWS's own ways to find credentials
 */
public record KinesisAccess(String region, String endpoint, String accessKey, String secretKey)
    implements Serializable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  /** How long a service that does not answer is asked again. */
  enum Patience {
    /** About a quarter of a minute: for the first call of a run. */
    SHORT(8),
    /** About two minutes: for the calls in its middle. */
    LONG(14);

    private final int attempts;

    Patience(int attempts) {
      this.attempts = attempts;
    }
  }

  @Override
  public String toString() {
    return "Kinesis in %s at %s".formatted(region, endpoint);
  }

  /** A client for several threads; also waits where a shard's limits of reading are reached. */
  KinesisClient client(Patience patience) {
    var builder =
        KinesisClient.builder()
            .region(knownRegion())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(
                all ->
                    all.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(patience.attempts)
                            .circuitBreakerEnabled(false)
                            .backoffStrategy(pauses())
                            .throttlingBackoffStrategy(pauses())
                            .build()));
    if (!endpoint.isEmpty()) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder
        .credentialsProvider(
            accessKey.isEmpty()
                ? DefaultCredentialsProvider.create()
                : StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(accessKey, secretKey)))
        .build();
  }

  private static BackoffStrategy pauses() {
    return BackoffStrategy.exponentialDelayHalfJitter(FIRST_PAUSE, LONGEST_PAUSE);
  }

  private Region knownRegion() {
    try {
      return region.isEmpty() ? new DefaultAwsRegionProviderChain().getRegion() : Region.of(region);
    } catch (SdkClientException e) {
      throw KinesisErrors.noRegion();
    }
  }

  /** Does a {@code call} about {@code stream}; its failures are Perigon's. */
  static <T> T ask(String stream, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw KinesisErrors.of(stream, e);
    }
  }
}
