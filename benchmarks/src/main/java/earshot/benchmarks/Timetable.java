// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks;

import earshot.testkit.PcapWriter;
import java.util.PriorityQueue;

/** Packets to be written in the order of their times, by senders that each know only their own next one. */
final class Timetable {
    /** Something that sends at a time, and may send again later. */
    interface Sender {
        /** Sends what is due at that time; returns when it wants to be asked again, or {@link #NEVER}. */
        long send(long timeNanos, PcapWriter capture);
    }

    static final long NEVER = Long.MAX_VALUE;

    private record Entry(long timeNanos, long order, Sender sender) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(timeNanos, other.timeNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long order;

    void at(long timeNanos, Sender sender) {
        entries.add(new Entry(timeNanos, order++, sender));
    }

    /** Writes one frame at a time. */
    void frame(long timeNanos, byte[] frame) {
        at(timeNanos, (now, capture) -> {
            capture.packet(now, frame);
            return NEVER;
        });
    }

    void write(PcapWriter capture) {
        while (true) {
            Entry entry = entries.poll();
            if (entry == null) return;
            long next = entry.sender.send(entry.timeNanos, capture);
            if (next != NEVER) at(next, entry.sender);
        }
    }
}
