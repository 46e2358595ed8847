/**
 * Delta tables: names, snapshots, data files and atomic commits, on any file system that Hadoop
 * knows. Start at {@link dev.perigon.lakehouse.Warehouse}. The only room that imports Delta Kernel
 * and Hadoop.
 */
package dev.perigon.lakehouse;
