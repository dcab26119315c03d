// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.SipMessage;

/**
 * How many different messages were exchanged. The same message on a further hop is no other message, and the same on
 * the same hop is a retransmission (RFC 3261 17): a message is told by method, status, CSeq and tags, which proxies
 * leave alone, and a hop by its two ends and the branch of the top Via.
 *
 * <p>What is remembered is bounded: beyond that messages are counted without being told apart.
 */
public class MessageCount {
    /** What a message is to those before. */
    public enum Kind {
        NEW,
        FURTHER_HOP,
        RETRANSMISSION
    }

    /** Slots of the largest table; three quarters of them are used. 20 bytes each. */
    static final int SLOTS_MAX = 2_048;

    private static final int SLOTS_FIRST = 32;
    /** The same packet twice within this is mirrored twice: the first retransmission comes after T1, 500 ms. */
    private static final long MIRRORED_MICROS = 20_000;

    public int messages;
    public int retransmissions;
    /** Open addressing: fingerprints of messages and of messages on a hop; 0 is a free slot. */
    public long[] prints = new long[SLOTS_FIRST];
    /** When each was seen last, microseconds. */
    public long[] times = new long[SLOTS_FIRST];
    /** How often each was sent again: on a hop by one probe, and the most that any probe saw on that hop. */
    public int[] repeats = new int[SLOTS_FIRST];

    public int used;

    public MessageCount() {}

    /** Full: from here on messages are only counted. */
    public boolean isCapped() {
        return used >= SLOTS_MAX * 3 / 4;
    }

    Kind add(SipMessage message) {
        long print = print(message);
        long onHop = hop(message, print);
        long byProbe = mix(onHop, message.getProbe().hashCode()) | 1;
        long time = message.getTimeMicros();
        int slot = find(byProbe);
        if (prints[slot] == byProbe) {
            boolean mirrored = Math.abs(time - times[slot]) < MIRRORED_MICROS;
            times[slot] = Math.max(times[slot], time);
            if (mirrored) return Kind.FURTHER_HOP;
            return again(++repeats[slot], find(onHop));
        }
        boolean known = prints[find(print)] == print;
        remember(byProbe, time);
        remember(onHop, time);
        if (known) return Kind.FURTHER_HOP;
        remember(print, time);
        messages++;
        return Kind.NEW;
    }

    /** What two probes see on one hop was sent once. */
    private Kind again(int repeatsSeen, int hopSlot) {
        if (prints[hopSlot] != 0 && repeatsSeen <= repeats[hopSlot]) return Kind.FURTHER_HOP;
        if (prints[hopSlot] != 0) repeats[hopSlot] = repeatsSeen;
        retransmissions++;
        return Kind.RETRANSMISSION;
    }

    /** Tells one message from others, the same on every hop. */
    static long print(SipMessage message) {
        // Answers that each hop gives by itself: their To-tag is the hop's own.
        boolean hopByHop = message.getStatusCode() == 100 || message.getMethod().equals("CANCEL");
        long hash = message.getMethod().hashCode();
        hash = mix(hash, message.getStatusCode());
        hash = mix(hash, message.getCseq());
        hash = mix(hash, message.getFromTag().hashCode());
        if (!hopByHop) hash = mix(hash, message.getToTag().hashCode());
        // A provisional response may come again with a body.
        if (message.getStatusCode() < 200) hash = mix(hash, message.getSdp() == null ? 0 : 1);
        return hash == 0 ? 1 : hash;
    }

    private static long hop(SipMessage message, long print) {
        long hash = mix(print, message.getSourceAddress().hashCode());
        hash = mix(hash, message.getSourcePort());
        hash = mix(hash, message.getDestinationAddress().hashCode());
        hash = mix(hash, message.getDestinationPort());
        hash = mix(hash, message.getViaBranch().hashCode());
        return hash == 0 ? 1 : hash;
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }

    private int find(long print) {
        int mask = prints.length - 1;
        int slot = (int) (print >>> 17) & mask;
        while (prints[slot] != 0 && prints[slot] != print) slot = (slot + 1) & mask;
        return slot;
    }

    private void remember(long print, long time) {
        if (isCapped() || prints[find(print)] == print) return;
        if (used >= prints.length * 3 / 4) grow();
        int slot = find(print);
        prints[slot] = print;
        times[slot] = time;
        used++;
    }

    private void grow() {
        long[] oldPrints = prints;
        long[] oldTimes = times;
        int[] oldRepeats = repeats;
        prints = new long[oldPrints.length * 2];
        times = new long[prints.length];
        repeats = new int[prints.length];
        for (int i = 0; i < oldPrints.length; i++) {
            if (oldPrints[i] == 0) continue;
            int slot = find(oldPrints[i]);
            prints[slot] = oldPrints[i];
            times[slot] = oldTimes[i];
            repeats[slot] = oldRepeats[i];
        }
    }
}
