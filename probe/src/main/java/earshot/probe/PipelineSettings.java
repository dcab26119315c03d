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
        BufferDepths buffers) {
    private static final int CANDIDATES_MAX = 32_768;

    /** The defaults for a probe of that name. */
    public static PipelineSettings of(String probeId, long bootMicros) {
        return new PipelineSettings(
                probeId,
                bootMicros,
                100_000,
                50_000,
                60_000,
                5_000,
                10_000,
                1_000,
                0,
                bootMicros,
                SipMessages.CUSTOM_DEFAULT,
                BufferDepths.DEFAULT);
    }

    /** The same, for that many streams at once. */
    public PipelineSettings withStreamsMax(int streams) {
        return new PipelineSettings(
                probeId,
                bootMicros,
                streams,
                endpointsMax,
                streamIdleMillis,
                reportMillis,
                healthMillis,
                errorsMax,
                copyWindowMicros,
                tableSeed,
                sipHeaders,
                buffers);
    }

    /** The same, but for copies within that time. */
    public PipelineSettings droppingCopies(long windowMicros) {
        return new PipelineSettings(
                probeId,
                bootMicros,
                streamsMax,
                endpointsMax,
                streamIdleMillis,
                reportMillis,
                healthMillis,
                errorsMax,
                windowMicros,
                tableSeed,
                sipHeaders,
                buffers);
    }

    /** The same with so many errors kept. */
    public PipelineSettings keepingErrors(int max) {
        return new PipelineSettings(
                probeId,
                bootMicros,
                streamsMax,
                endpointsMax,
                streamIdleMillis,
                reportMillis,
                healthMillis,
                max,
                copyWindowMicros,
                tableSeed,
                sipHeaders,
                buffers);
    }

    /** The same with other playout buffers. */
    public PipelineSettings emulating(BufferDepths depths) {
        return new PipelineSettings(
                probeId,
                bootMicros,
                streamsMax,
                endpointsMax,
                streamIdleMillis,
                reportMillis,
                healthMillis,
                errorsMax,
                copyWindowMicros,
                tableSeed,
                sipHeaders,
                depths);
    }

    /** The same with events that hold these headers of no standard, lower case. */
    public PipelineSettings keepingHeaders(List<String> headers) {
        return new PipelineSettings(
                probeId,
                bootMicros,
                streamsMax,
                endpointsMax,
                streamIdleMillis,
                reportMillis,
                healthMillis,
                errorsMax,
                copyWindowMicros,
                tableSeed,
                headers,
                buffers);
    }

    StreamTracker.Limits streamLimits() {
        return new StreamTracker.Limits(
                streamsMax, CANDIDATES_MAX, streamIdleMillis * 1_000, reportMillis * 1_000, buffers);
    }
}
