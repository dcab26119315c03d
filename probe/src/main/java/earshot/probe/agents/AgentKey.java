// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** What every packet must carry. It is compared in constant time, and never shown. */
public final class AgentKey {
    /** Asks for nothing. */
    public static final AgentKey NONE = new AgentKey("");

    private final byte[] key;

    public AgentKey(String key) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    boolean isAskedFor() {
        return key.length > 0;
    }

    /** How long the answer takes says nothing of how much of a key was right. */
    boolean isIn(byte[] bytes, int offset, int length) {
        return MessageDigest.isEqual(key, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    public String toString() {
        return "***";
    }
}
