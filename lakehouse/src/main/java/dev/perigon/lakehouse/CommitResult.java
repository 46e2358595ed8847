package dev.perigon.lakehouse;

/** What a commit did. */
public record CommitResult(long version, long filesAdded, long filesRemoved) {}
