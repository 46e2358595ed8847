package dev.perigon.lakehouse;

/**
 * What changes when an old version of a table comes back.
 *
 * @param from the newest version
 * @param to the version that comes back
 * @param filesAdded how many files that version has and the newest has not
 * @param filesRemoved how many files the newest version has and that one has not
 */
public record Restoration(
    long from, long to, long filesAdded, long bytesAdded, long filesRemoved, long bytesRemoved) {}
