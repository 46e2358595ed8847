package dev.perigon.engine.kinesis;

import dev.perigon.engine.KinesisRecords.Range;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.util.Collection;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/**
 * What can be wrong with a source of Kinesis. No message has a value of an option that may be
 * secret, nor what the service says, which may quote the request.
 */
final class KinesisErrors {
  private KinesisErrors() {}

  static PerigonException unknownOption(String key, Collection<String> known) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot read Kinesis with option '%s': there is no such option".formatted(key),
        "Options are " + String.join(", ", known));
  }

  static PerigonException badOption(String key, String expected) {
    return new PerigonException(
        ErrorCode.ANALYSIS,
        "Cannot read Kinesis with option '%s': its value is not right".formatted(key),
        "Give it " + expected);
  }

  static PerigonException plainSecret(String key) {
    return new PerigonException(
        ErrorCode.ANALYSIS,
        "Cannot read Kinesis with option '%s': a key must not be written out".formatted(key),
        "Write '${secret:NAME}', which stands for an environment variable or a file; or leave both keys out for AWS's own ways to find them");
  }

  static PerigonException halfKeys() {
    return new PerigonException(
        ErrorCode.ANALYSIS,
        "Cannot read Kinesis: it takes 'awsAccessKey' and 'awsSecretKey', or neither",
        "Give both, or leave both out for AWS's own ways to find them");
  }

  static PerigonException noRegion() {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot read Kinesis: no region is known",
        "Give it as region => 'eu-west-1', or set the environment variable AWS_REGION");
  }

  /** What a call about {@code stream} failed of. */
  static PerigonException of(String stream, SdkException cause) {
    if (cause instanceof ResourceNotFoundException) {
      return noStream(stream);
    }
    if (cause instanceof AwsServiceException service) {
      return refused(stream, service);
    }
    if (String.valueOf(cause.getMessage()).startsWith("Unable to load credentials")) {
      return noCredentials();
    }
    return unreachable(cause);
  }

  private static PerigonException noStream(String stream) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read stream '%s': this account has none of that name in this region, or not that shard any more"
            .formatted(stream),
        "Correct streamName or region, create it, or use the keys of the account that has it");
  }

  private static PerigonException refused(String stream, AwsServiceException cause) {
    String code = cause.awsErrorDetails() == null ? "" : cause.awsErrorDetails().errorCode();
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot read stream '%s': Kinesis refuses it (%s, status %d)"
            .formatted(stream, code, cause.statusCode()),
        "Check the keys, that they may ListShards, DescribeStreamSummary, GetShardIterator and GetRecords, and the stream's limits; nothing was read or lost");
  }

  private static PerigonException noCredentials() {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot read Kinesis: no credentials of AWS are to be found",
        "Give awsAccessKey and awsSecretKey as '${secret:NAME}', or set up AWS's own: environment, profile or role");
  }

  private static PerigonException unreachable(SdkException cause) {
    Throwable last = cause;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot reach Kinesis: " + last.getClass().getSimpleName(),
        "Check region and endpoint, and the way there; nothing was read or lost",
        Optional.empty(),
        last == cause ? null : last);
  }

  static PerigonException removed(Range range) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot read shard '%s' of stream '%s' from sequence number %s to %s: its retention removed records meanwhile"
            .formatted(range.shard(), range.stream(), range.first(), range.last()),
        "Run again: what is lost will be told, and failOnDataLoss => false goes on without it");
  }

  static PerigonException cancelled() {
    return new PerigonException(
        ErrorCode.RESOURCES, "Cannot read Kinesis: it was cancelled", "Run again");
  }
}
