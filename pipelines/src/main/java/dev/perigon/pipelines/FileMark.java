package dev.perigon.pipelines;

/** What a file was like when it was read. */
record FileMark(long size, long modified) {}
