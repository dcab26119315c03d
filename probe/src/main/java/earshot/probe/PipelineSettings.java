// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.probe.publish.SipMessages;
import earshot.probe.track.StreamTracker;
import earshot.quality.BufferDepths;
import java.util.List;

/**
 * What the pipeline needs to know, checked where it was read.
 *
 * @param probeId name of this probe in every event
 * @param bootMicros start of this probe, microseconds since 1970: with the sequence number it names an event for ever
 * @param streamsMax RTP streams followed at once; the one silent for longest makes room
 * @param endpointsMax endpoints remembered from session descriptions
 * @param streamIdleMillis a stream silent for that long, in packet time, has ended
 * @param reportMillis length of a media report's interval
 * @param healthMillis length of a health report's interval
 * @param errorsMax decode errors kept with their packet numbers; all are counted
 * @param copyWindowMicros a packet that comes again within that time is dropped as the mirror port's copy; 0 keeps all
 * @param tableSeed makes hash collisions unpredictable; the events do not depend on it
 * @param sipHeaders headers of no standard that SIP events hold, lower case
 * @param keepsLogs whether what agents log of calls becomes events
 * @param buffers playout buffers that are emulated on each stream
 */
public record PipelineSettings(
        String probeId,
        long bootMicros,
        int streamsMax,
        int endpointsMax,
        long streamIdleMillis,
        long reportMillis,
        long healthMillis,
        int errorsMax,
        long copyWindowMicros,
        long tableSeed,
        List<String> sipHeaders,
        boolean keepsLogs,
        BufferDepths buffers) {
    private static final int CANDIDATES_MAX = 32_768;

    /** The defaults for a probe of that name. */
    public static PipelineSettings of(String probeId, long bootMicros) {
        return new Builder(probeId, bootMicros).build();
    }

    StreamTracker.Limits streamLimits() {
        return new StreamTracker.Limits(
                streamsMax, CANDIDATES_MAX, streamIdleMillis * 1_000, reportMillis * 1_000, buffers);
    }

    /** The defaults, but for what is said. */
    public static final class Builder {
        private static final long HEALTH_MILLIS = 10_000;

        private final String probeId;
        private final long bootMicros;
        private int streamsMax = 100_000;
        private int endpointsMax = 50_000;
        private long streamIdleMillis = 60_000;
        private long reportMillis = 5_000;
        private int errorsMax = 1_000;
        private long copyWindowMicros;
        private long tableSeed;
        private List<String> sipHeaders = SipMessages.CUSTOM_DEFAULT;
        private boolean keepsLogs;
        private BufferDepths buffers = BufferDepths.DEFAULT;

        public Builder(String probeId, long bootMicros) {
            this.probeId = probeId;
            this.bootMicros = bootMicros;
            this.tableSeed = bootMicros;
        }

        public Builder streamsMax(int streamsMax) {
            this.streamsMax = streamsMax;
            return this;
        }

        public Builder endpointsMax(int endpointsMax) {
            this.endpointsMax = endpointsMax;
            return this;
        }

        public Builder streamIdleMillis(long streamIdleMillis) {
            this.streamIdleMillis = streamIdleMillis;
            return this;
        }

        public Builder reportMillis(long reportMillis) {
            this.reportMillis = reportMillis;
            return this;
        }

        public Builder errorsMax(int errorsMax) {
            this.errorsMax = errorsMax;
            return this;
        }

        public Builder copyWindowMicros(long copyWindowMicros) {
            this.copyWindowMicros = copyWindowMicros;
            return this;
        }

        public Builder tableSeed(long tableSeed) {
            this.tableSeed = tableSeed;
            return this;
        }

        public Builder sipHeaders(List<String> sipHeaders) {
            this.sipHeaders = sipHeaders;
            return this;
        }

        public Builder keepsLogs(boolean keepsLogs) {
            this.keepsLogs = keepsLogs;
            return this;
        }

        public Builder buffers(BufferDepths buffers) {
            this.buffers = buffers;
            return this;
        }

        public PipelineSettings build() {
            return new PipelineSettings(
                    probeId,
                    bootMicros,
                    streamsMax,
                    endpointsMax,
                    streamIdleMillis,
                    reportMillis,
                    HEALTH_MILLIS,
                    errorsMax,
                    copyWindowMicros,
                    tableSeed,
                    sipHeaders,
                    keepsLogs,
                    buffers);
        }
    }
}
