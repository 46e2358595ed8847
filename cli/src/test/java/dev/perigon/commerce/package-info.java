/**
 * Holds the commerce project to its specification: an oracle in plain Java that shares nothing with
 * the project's SQL, over deliveries with every fault that real feeds have.
 */
package dev.perigon.commerce;
