// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * The identity of a set of labels, computed as Alertmanager does (FNV-1a, 64 bits, over each name, 0xFF, value, 0xFF in
 * the order of names), so that our alerts and Prometheus' meet under one key.
 */
final class Fingerprint {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final byte SEPARATOR = (byte) 0xFF;

    private Fingerprint() {}

    /** Sixteen hex digits. */
    static String of(SortedMap<String, String> labels) {
        long hash = OFFSET_BASIS;
        for (var label : labels.entrySet()) {
            hash = mix(hash, label.getKey());
            hash = mix(hash, label.getValue());
        }
        return HexFormat.of().toHexDigits(hash);
    }

    private static long mix(long start, String text) {
        long hash = start;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ (octet & 0xFF)) * PRIME;
        return (hash ^ (SEPARATOR & 0xFF)) * PRIME;
    }
}
