// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

/**
 * What the pipeline needs to know, checked where it was read.
 *
 * @param probeId name of this probe in every event
 * @param bootMicros start of this probe, microseconds since 1970: with the sequence number it names an event for ever
 * @param streamsMax RTP streams followed at once; the one silent for longest makes room
 * @param streamIdleMillis a stream silent for that long, in packet time, has ended
 * @param reportMillis length of a media report's interval
 * @param healthMillis length of a health report's interval
 * @param errorsMax decode errors kept with their packet numbers; all are counted
 */
public record PipelineSettings(
        String probeId,
        long bootMicros,
        int streamsMax,
        long streamIdleMillis,
        long reportMillis,
        long healthMillis,
        int errorsMax) {
    /** The defaults for a probe of that name. */
    public static PipelineSettings of(String probeId, long bootMicros) {
        return new PipelineSettings(probeId, bootMicros, 100_000, 30_000, 5_000, 10_000, 1_000);
    }
}
