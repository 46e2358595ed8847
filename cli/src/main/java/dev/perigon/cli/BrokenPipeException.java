package dev.perigon.cli;

/** The reader of our output went away: nothing is wrong, and nobody is left to tell. */
final class BrokenPipeException extends RuntimeException {}
