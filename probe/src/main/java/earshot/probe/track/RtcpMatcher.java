// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Of which stream RTCP speaks, and how far its sender is from here.
 *
 * <p>Round trips at a passive tap need no synchronised clocks: a sender report passes at t1, the report that answers it
 * (its LSR names the sender report, its DLSR how long the other end held it) passes at t2 the other way, so the way from
 * here to that end and back took t2 - t1 - DLSR. The same goes for RFC 3611's reference times and their answers.
 */
public final class RtcpMatcher {
    private static final int TIMES_MAX = 65_536;
    private static final double ROUND_TRIP_MAX_MS = 10_000;
    /** RTP sits one port below its RTCP (RFC 3550 11), or on the same one (RFC 5761). */
    private static final int[] PORT_STEPS = {0, 1};

    private final StreamTracker tracker;
    private final MediaHints hints;
    private final PassingTimes senderReports;
    private final PassingTimes referenceTimes;
    private final Flow media = new Flow();
    private final Flow reverse = new Flow();

    public RtcpMatcher(StreamTracker tracker, MediaHints hints, long seed) {
        this.tracker = tracker;
        this.hints = hints;
        this.senderReports = new PassingTimes(TIMES_MAX, seed);
        this.referenceTimes = new PassingTimes(TIMES_MAX, seed);
    }

    /** The stream that the sender of an RTCP packet sends under that SSRC. */
    public @Nullable TrackedStream sentBy(Flow rtcp, long ssrc) {
        return find(rtcp, ssrc);
    }

    /** The stream under that SSRC that the sender of an RTCP packet receives. */
    public @Nullable TrackedStream heardBy(Flow rtcp, long ssrc) {
        reverse.setReverseOf(rtcp);
        return find(reverse, ssrc);
    }

    /** Notes when a sender report passed; the NTP time is the report's own. */
    public void senderReport(Flow rtcp, long ntpTime, long timeNanos) {
        senderReports.passed(rtcp, middle(ntpTime), timeNanos);
    }

    /** Notes when a receiver reference time passed (RFC 3611 4.4). */
    public void referenceTime(Flow rtcp, long ntpTime, long timeNanos) {
        referenceTimes.passed(rtcp, middle(ntpTime), timeNanos);
    }

    /** Round trip in ms between here and the sender of a report that answers a sender report; NaN when not known. */
    public double roundTripMs(Flow rtcp, long lastSenderReport, long delay, long timeNanos) {
        return roundTripMs(senderReports, rtcp, lastSenderReport, delay, timeNanos);
    }

    /** As {@link #roundTripMs}, for the answer to a reference time. */
    public double roundTripOfReferenceMs(Flow rtcp, long lastReference, long delay, long timeNanos) {
        return roundTripMs(referenceTimes, rtcp, lastReference, delay, timeNanos);
    }

    private double roundTripMs(PassingTimes times, Flow rtcp, long answered, long delay, long timeNanos) {
        if (answered == 0) return Double.NaN;
        reverse.setReverseOf(rtcp);
        long passed = times.find(reverse, (int) answered);
        if (passed == PassingTimes.UNKNOWN) return Double.NaN;
        double ms = (timeNanos - passed) / 1e6 - delay * 1_000.0 / 65_536;
        return ms > 0 && ms <= ROUND_TRIP_MAX_MS ? ms : Double.NaN;
    }

    private @Nullable TrackedStream find(Flow rtcp, long ssrc) {
        TrackedStream usual = findUsual(rtcp, ssrc);
        return usual != null ? usual : findUnusual(rtcp, ssrc);
    }

    /** With odd ports RTCP has its own, next to those of RTP; else it most likely shares them. */
    private @Nullable TrackedStream findUsual(Flow rtcp, long ssrc) {
        int step = rtcp.sourcePort() & rtcp.destinationPort() & 1;
        media.set(rtcp);
        media.setPorts(rtcp.sourcePort() - step, rtcp.destinationPort() - step);
        return tracker.find(media, ssrc);
    }

    private @Nullable TrackedStream findUnusual(Flow rtcp, long ssrc) {
        int source = hints.mediaPortOfRtcp(rtcp.sourceHigh(), rtcp.sourceLow(), rtcp.sourcePort());
        int destination = hints.mediaPortOfRtcp(rtcp.destinationHigh(), rtcp.destinationLow(), rtcp.destinationPort());
        for (int sourceStep : PORT_STEPS) {
            for (int destinationStep : PORT_STEPS) {
                media.setPorts(
                        sourceStep == 1 && source != 0 ? source : rtcp.sourcePort() - sourceStep,
                        destinationStep == 1 && destination != 0
                                ? destination
                                : rtcp.destinationPort() - destinationStep);
                TrackedStream stream = tracker.find(media, ssrc);
                if (stream != null) return stream;
            }
        }
        return tracker.findByHosts(rtcp, ssrc);
    }

    private static int middle(long ntpTime) {
        return (int) (ntpTime >>> 16);
    }

    /**
     * When something named by 32 bits passed from one host to another; the oldest are forgotten.
     *
     * <p>A mirror port may show a packet twice: the first counts. But some devices have no clock and give every report
     * the same name: an answer to it could be to any of them, and tells nothing.
     */
    private static final class PassingTimes {
        static final long UNKNOWN = Long.MIN_VALUE;
        /** What comes again later than that is another report, not a copy. */
        private static final long COPY_NANOS = 500_000_000L;

        private final FlowTable table;
        private final Flow key = new Flow();
        private long[] times = new long[0];

        PassingTimes(int limit, long seed) {
            this.table = new FlowTable(limit, seed);
        }

        void passed(Flow flow, int name, long timeNanos) {
            setKey(flow);
            int known = table.find(key, name);
            if (known != FlowTable.NONE) {
                if (timeNanos - times[known] > COPY_NANOS) times[known] = UNKNOWN;
                return;
            }
            if (table.isFull()) table.remove(table.oldest());
            int slot = table.add(key, name);
            if (slot >= times.length) times = Arrays.copyOf(times, table.slots());
            times[slot] = timeNanos;
        }

        long find(Flow flow, int name) {
            setKey(flow);
            int slot = table.find(key, name);
            return slot == FlowTable.NONE ? UNKNOWN : times[slot];
        }

        private void setKey(Flow flow) {
            key.set(flow);
            key.setPorts(0, 0);
            key.setNetwork(0); // what comes back may come on another VLAN
        }
    }
}
