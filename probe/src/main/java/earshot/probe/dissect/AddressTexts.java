// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import org.jspecify.annotations.Nullable;

/**
 * The texts of the addresses met last. Signalling passes between few hosts, and each message names two. Its memory is
 * fixed: an address makes room for another whose place is the same.
 */
public final class AddressTexts {
    private static final int PLACES = 1 << 8;

    private final long[] highs = new long[PLACES];
    private final long[] lows = new long[PLACES];
    private final @Nullable String[] texts = new String[PLACES];

    /** As {@link Flow#sourceAddress}. */
    public String source(Flow flow) {
        return of(flow.sourceHigh(), flow.sourceLow());
    }

    /** As {@link Flow#destinationAddress}. */
    public String destination(Flow flow) {
        return of(flow.destinationHigh(), flow.destinationLow());
    }

    private String of(long high, long low) {
        int place = (int) (((high * 31 + low) * 0x9E3779B97F4A7C15L) >>> 56);
        String known = texts[place];
        if (known != null && highs[place] == high && lows[place] == low) return known;
        String text = Flow.address(high, low);
        highs[place] = high;
        lows[place] = low;
        texts[place] = text;
        return text;
    }
}
