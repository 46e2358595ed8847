/**
 * The sources of an online shop: customers, transactions, clicks, support tickets and behaviour
 * events, delivered in batches, with the faults that real feeds have. Start at {@link
 * dev.perigon.generator.commerce.CommerceGenerator}.
 */
package dev.perigon.generator.commerce;
