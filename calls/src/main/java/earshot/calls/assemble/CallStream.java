// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.match.Claimant;
import earshot.calls.time.Patience;
import earshot.events.MediaGap;
import earshot.events.ScoreReceipt;
import earshot.events.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a call knows of one of its streams. */
public class CallStream {
    public String streamId = "";
    public long version;
    /** The caller sent it; the callee when false. */
    public boolean fromCaller;
    /** audio, video, ... as in the SDP. */
    public String kind = "";

    public @Nullable String codec;
    public long startMicros;
    public long endMicros = Patience.NEVER;
    public boolean ended;
    public long packets;
    /** Network loss as far as it can be believed; null when the probe itself may have lost packets all the time. */
    public @Nullable Double lossPercent;

    public double jitterMeanMs;
    public @Nullable Double mosLq;
    /** Scale of the MOS; empty when there is none. */
    public String scale = "";
    /** high, medium, low or none. */
    public String confidence = "none";

    public @Nullable Double rttMs;
    public String probe = "";
    /** Report blocks about it: its receiver was heard. */
    public long receiverReports;
    /** Where it runs: IP addresses. */
    public String sourceAddress = "";

    public String destinationAddress = "";
    /** Codecs in the order in which they were used. */
    public List<String> codecs = new ArrayList<>();
    /** Ends of its long gaps, microseconds, and their lengths, ms. */
    public List<Long> gapEnds = new ArrayList<>();

    public List<Double> gapLengths = new ArrayList<>();

    public long ssrc;

    public CallStream() {}

    /** The stream as its row says, and as the call claims it. */
    static CallStream of(Stream row, Claimant call) {
        CallStream stream = new CallStream();
        stream.streamId = row.getStreamId();
        stream.version = row.getVersion();
        stream.fromCaller = call.fromCaller;
        stream.kind = call.kind;
        stream.codec = row.getCodec();
        stream.startMicros = row.getStartMicros();
        stream.endMicros = row.getEndMicros();
        stream.ended = row.getEnded();
        stream.packets = row.getPackets();
        stream.lossPercent = row.getLossPercentTrusted();
        stream.jitterMeanMs = row.getJitterMeanMs();
        stream.mosLq = row.getMosLq();
        stream.scale = row.getScale();
        ScoreReceipt receipt = row.getReceipt();
        if (receipt != null) stream.confidence = receipt.getConfidence().name().toLowerCase(Locale.ROOT);
        stream.rttMs = row.getRttMs();
        stream.probe = row.getProbe();
        stream.receiverReports = row.getReceiverReports();
        stream.sourceAddress = row.getSourceAddress();
        stream.destinationAddress = row.getDestinationAddress();
        stream.ssrc = row.getSsrc();
        stream.codecs = new ArrayList<>(row.getCodecs());
        for (MediaGap gap : row.getGaps()) {
            stream.gapEnds.add(gap.getEndMicros());
            stream.gapLengths.add(gap.getLengthMs());
        }
        return stream;
    }

    /** What it began with; empty when unknown. */
    String codecAtStart() {
        return codecs.isEmpty() ? orEmpty(codec) : codecs.get(0);
    }

    /** What it ended with; empty when unknown. */
    String codecAtEnd() {
        return codecs.isEmpty() ? orEmpty(codec) : codecs.get(codecs.size() - 1);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Audio as the SDP says, or nothing known to the contrary. */
    boolean isAudio() {
        return kind.isEmpty() || kind.equals("audio");
    }
}
