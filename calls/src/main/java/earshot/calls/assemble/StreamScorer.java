// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.ClockRateSource;
import earshot.events.MediaReport;
import earshot.quality.CodecUse;
import earshot.quality.Confidence;
import earshot.quality.Score;
import earshot.quality.ScoreSettings;
import earshot.quality.Scorer;
import earshot.quality.StreamCounters;
import org.jspecify.annotations.Nullable;

/** Scores a stream, or one of its reports, with what its call's session description says of its codec. */
final class StreamScorer {
    private final Scorer scorer;

    StreamScorer(ScoreSettings settings) {
        this.scorer = new Scorer(settings);
    }

    /**
     * The score of one report, or of all.
     *
     * @param report what the counters were made of
     * @param suspect the probe may have lost packets of it
     */
    Score score(StreamMemory memory, MediaReport report, StreamCounters counters, boolean suspect) {
        // A conversation is scored by the round trip between its ends; half of one is none.
        Double rttMs = memory.rtcp.rtt.best().samples.mean();
        boolean clockInferred = report.getClockRateSource() == ClockRateSource.INFERRED
                || report.getClockRateSource() == ClockRateSource.UNKNOWN;
        Confidence.Circumstances seen =
                new Confidence.Circumstances(suspect, clockInferred, report.getRecovered(), report.getBufferShortMs());
        return scorer.score(counters, use(memory, report), rttMs, seen);
    }

    /** The codec with its mode as all of the stream tells it: a quiet interval is no lower mode. */
    private static @Nullable CodecUse use(StreamMemory memory, MediaReport report) {
        String codec = codec(memory, report);
        if (codec == null) return null;
        MediaReport all = memory.total == null ? report : memory.total;
        double octets = Reports.counters(all).packets().mediaOctets();
        return new CodecUse(codec, format(memory, report, codec), all.getPtimeMs(), octets, all.getEncrypted());
    }

    /** As the probe knew it, else what the call's SDP says of the payload types. */
    static @Nullable String codec(StreamMemory memory, MediaReport report) {
        if (report.getCodec() != null || memory.owner == null) return report.getCodec();
        for (Integer payloadType : report.getPayloadTypes()) {
            for (String claimed : memory.owner.codecs()) {
                String[] parts = parts(claimed);
                boolean isMedia = parts.length >= 3
                        && !parts[1].equalsIgnoreCase("telephone-event")
                        && !parts[1].equalsIgnoreCase("CN");
                if (isMedia && parts[0].equals(payloadType.toString())) return parts[1];
            }
        }
        return null;
    }

    /** Format parameters of the codec; null when the call's SDP does not name it. */
    private static @Nullable String format(StreamMemory memory, MediaReport report, String codec) {
        if (memory.owner == null) return null;
        for (Integer payloadType : report.getPayloadTypes()) {
            for (String claimed : memory.owner.codecs()) {
                String[] parts = parts(claimed);
                boolean isIt = parts.length >= 3
                        && parts[0].equals(payloadType.toString())
                        && parts[1].equalsIgnoreCase(codec);
                if (isIt) return parts.length == 4 ? parts[3] : "";
            }
        }
        return null;
    }

    /** Payload type, name, clock rate, and format parameters with the blanks that they may hold. */
    private static String[] parts(String claimed) {
        return claimed.split(" ", 4);
    }
}
