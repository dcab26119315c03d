// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packets of a network interface, from the Linux kernel's own ring: copied out in bulk, walked where they lie in the copy,
 * and handed over in groups. Nothing is allocated for a packet, and the kernel has its block back before the packets of
 * it are worked on. libpcap is needed to translate a filter only.
 *
 * <p>Nothing comes in before it is asked for packets for the first time: whoever opens it may have more to make ready.
 */
public final class RingSource implements PacketSource {
    private static final Logger LOG = LoggerFactory.getLogger(RingSource.class);
    /** While nothing comes, the interface is looked at so often. */
    private static final long LOOK_NANOS = 100_000_000L;

    private static final int FAULTS_MAX = 100;

    private final String device;
    private final PacketRing ring;
    private final RingSlice slice;
    private final LongSupplier clockNanos;
    private final List<CaptureFault> faults = new ArrayList<>(1);
    private final PacketGroup single = new PacketGroup(); // from which packets are handed out one by one
    private final byte[] digits = new byte[24];
    private final long interfaceDroppedBefore;
    private int next; // of those
    private boolean hasBegun;
    private long lastLookNanos;
    private boolean isDown;
    private long damaged;
    private volatile boolean closed;

    private RingSource(LiveOptions options, PacketRing ring, LongSupplier clockNanos) {
        this.device = options.device();
        this.ring = ring;
        this.slice = new RingSlice(options.snapLength(), ring.isLoopback());
        this.clockNanos = clockNanos;
        this.lastLookNanos = clockNanos.getAsLong();
        this.interfaceDroppedBefore = cardDropped();
    }

    /**
     * Starts capturing, or says in one sentence what is missing.
     *
     * @param clockNanos wall clock, nanoseconds since 1970
     */
    static RingSource open(LiveOptions options, LongSupplier clockNanos) throws CaptureException, RingRefused {
        try {
            return new RingSource(options, PacketRing.open(options), clockNanos);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
            throw new RingRefused("Java cannot call the C library here: " + e, e);
        }
    }

    @Override
    public Step advance(PacketGroup group) {
        if (next + 1 < single.size()) return PacketSource.super.advance(group);
        next = single.size();
        return fill(group);
    }

    @Override
    public Step advance() {
        if (++next < single.size()) return Step.PACKET;
        Step step = fill(single);
        next = step == Step.PACKET ? 0 : single.size();
        return step;
    }

    @Override
    public CapturedPacket packet() {
        if (next >= single.size()) throw new IllegalStateException("no packet before advance() returned PACKET");
        return single.packet(next);
    }

    private Step fill(PacketGroup group) {
        while (!closed) {
            if (slice.walk(group)) return Step.PACKET;
            if (!ring.copyNext(slice)) return hasBegun ? rest() : begin();
        }
        return Step.END;
    }

    private Step begin() {
        hasBegun = true;
        try {
            ring.begin();
            return Step.IDLE;
        } catch (RingRefused e) {
            tell(String.valueOf(e.getMessage()));
            close();
            return Step.END;
        }
    }

    /** Nothing came, so that there is time to look at the interface. */
    private Step rest() {
        if (closed) return Step.END;
        long now = clockNanos.getAsLong();
        if (now - lastLookNanos < LOOK_NANOS) return Step.IDLE;
        lastLookNanos = now;
        if (slice.damaged() > damaged) tell("a block of the kernel's ring makes no sense");
        damaged = slice.damaged();
        PacketRing.State state = ring.state(device);
        if (state == PacketRing.State.GONE) {
            if (!closed) tell("the interface is gone");
            close();
            return Step.END;
        }
        boolean wasDown = isDown;
        isDown = state == PacketRing.State.DOWN;
        if (isDown && !wasDown) tell("the interface is down; capture goes on when it is up again");
        if (wasDown && !isDown) LOG.info("{} is up again", device);
        return Step.IDLE;
    }

    private void tell(String detail) {
        CaptureFault fault = CaptureFault.ofInterface(device, detail);
        LOG.warn("{}", fault);
        if (faults.size() < FAULTS_MAX) faults.add(fault);
    }

    @Override
    public List<CaptureFault> faults() {
        return faults;
    }

    @Override
    public long silentUntilNanos() {
        return clockNanos.getAsLong() - LiveCapture.DELIVERY_NANOS_MAX;
    }

    @Override
    public long kernelDropped() {
        return ring.dropped();
    }

    @Override
    public long interfaceDropped() {
        return Math.max(0, cardDropped() - interfaceDroppedBefore);
    }

    @Override
    public Map<String, Long> metrics() {
        return LiveCapture.metrics(device, this);
    }

    @Override
    public void close() {
        closed = true;
        ring.close();
    }

    /** Packets that the card had no room for, since its driver was loaded. */
    private long cardDropped() {
        return statistic("rx_missed_errors") + statistic("rx_fifo_errors");
    }

    private long statistic(String name) {
        try (FileInputStream file = new FileInputStream("/sys/class/net/" + device + "/statistics/" + name)) {
            int length = file.read(digits);
            return length <= 0 ? 0 : Long.parseLong(new String(digits, 0, length, StandardCharsets.US_ASCII).trim());
        } catch (IOException | NumberFormatException e) {
            return 0; // not kept for this interface, or not shown in this namespace
        }
    }
}
