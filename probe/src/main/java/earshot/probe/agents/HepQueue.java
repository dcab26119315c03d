// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Packets between the threads that receive them and the one that reads them, bounded by their octets. */
final class HepQueue {
    private static final int OCTETS_MAX = 32 << 20;
    /** What a packet costs besides its octets. */
    private static final int OVERHEAD = 128;

    private static final int WAIT_MILLIS = 100;

    /** One packet of an agent. */
    record Arrival(String agent, ByteBuffer packet, long nanos) {}

    private final Semaphore room = new Semaphore(OCTETS_MAX);
    private final Queue<Arrival> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** Takes a copy; false when there is no room. */
    boolean offer(String agent, byte[] bytes, int length, long nanos) {
        return room.tryAcquire(length + OVERHEAD) && add(agent, bytes, length, nanos);
    }

    /** Takes a copy as soon as there is room; false when the queue was closed before. */
    boolean put(String agent, byte[] bytes, int length, long nanos) throws InterruptedException {
        while (!closed) {
            if (room.tryAcquire(length + OVERHEAD, WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                return add(agent, bytes, length, nanos);
            }
        }
        return false;
    }

    /** Nothing is added once it is closed: what waits then can be counted. */
    private synchronized boolean add(String agent, byte[] bytes, int length, long nanos) {
        if (closed) return false;
        waiting.add(new Arrival(agent, ByteBuffer.wrap(Arrays.copyOf(bytes, length)), nanos));
        return true;
    }

    @Nullable
    Arrival poll() {
        Arrival next = waiting.poll();
        if (next != null) room.release(next.packet.capacity() + OVERHEAD);
        return next;
    }

    /** Takes nothing more; what waits stays. */
    synchronized void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
