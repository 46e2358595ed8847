/** The rules of the house, held by the build: who may import whom, and how large things may get. */
package dev.perigon.house;
