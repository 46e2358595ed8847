/**
 * Holds the retail project to its specification: an oracle in plain Java that shares nothing with
 * the project's SQL, and a shop in which every customer stands on a threshold.
 */
package dev.perigon.retail;
