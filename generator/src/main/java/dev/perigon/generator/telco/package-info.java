/**
 * A phone company's sources: subscribers and call detail records as a stream of records, and the
 * files that an operator keeps or buys. Start at {@link
 * dev.perigon.generator.telco.TelcoGenerator}.
 */
package dev.perigon.generator.telco;
