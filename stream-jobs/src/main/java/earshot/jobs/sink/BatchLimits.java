// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import java.io.Serializable;

/**
 * When a batch is sent, and how patiently.
 *
 * @param rowsMax rows that make a batch full
 * @param octetsMax text octets that make a batch full, whatever its number of rows
 * @param lingerMs longest time that a row waits for company, ms of processing time
 * @param pauseMinMs pause after the first failure, doubled after each further one, ms
 * @param pauseMaxMs longest pause between two attempts, ms
 */
public record BatchLimits(int rowsMax, long octetsMax, long lingerMs, long pauseMinMs, long pauseMaxMs)
        implements Serializable {
    public static final BatchLimits DEFAULT = new BatchLimits(20_000, 32L << 20, 1_000, 100, 5_000);

    public BatchLimits {
        if (rowsMax < 1) throw new IllegalArgumentException("rowsMax is " + rowsMax + ", allowed: 1 and more");
        if (octetsMax < 1) throw new IllegalArgumentException("octetsMax is " + octetsMax + ", allowed: 1 and more");
        if (lingerMs < 1) throw new IllegalArgumentException("lingerMs is " + lingerMs + ", allowed: 1 and more");
        if (pauseMinMs < 1 || pauseMaxMs < pauseMinMs) {
            throw new IllegalArgumentException("pauseMinMs is " + pauseMinMs + " and pauseMaxMs " + pauseMaxMs
                    + ", allowed: 1 and more, ascending");
        }
    }
}
