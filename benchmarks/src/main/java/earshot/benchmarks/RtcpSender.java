// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks;

import earshot.testkit.PcapWriter;
import earshot.testkit.RtcpPackets;

/** The control packets beside one direction of a call: a sender report, a receiver report and a name, every 5 seconds. */
final class RtcpSender implements Timetable.Sender {
    private static final long INTERVAL_NANOS = 5_000_000_000L;
    private static final long NTP_EPOCH_SECONDS = 2_208_988_800L; // 1900 to 1970
    private static final int JITTER_TICKS = 12;

    private final RtpSender.Endpoints ends;
    private final RtpSender media;
    private final long ssrc;
    private final long peerSsrc;
    private final long startNanos;
    private final long endNanos;

    RtcpSender(RtpSender.Endpoints ends, RtpSender media, long ssrc, long peerSsrc, long startNanos, long endNanos) {
        this.ends = ends;
        this.media = media;
        this.ssrc = ssrc;
        this.peerSsrc = peerSsrc;
        this.startNanos = startNanos;
        this.endNanos = endNanos;
    }

    @Override
    public long send(long timeNanos, PcapWriter capture) {
        int packets = (int) ((timeNanos - startNanos) / RtpSender.PACKET_NANOS);
        long timestamp = media.timestampAfter(packets) & 0xFFFF_FFFFL;
        long peerHighest = packets & 0xFFFF_FFFFL;
        byte[] compound = RtcpPackets.compound(
                RtcpPackets.senderReport(ssrc, ntp(timeNanos), timestamp, packets, 160L * packets),
                RtcpPackets.receiverReport(
                        ssrc, RtcpPackets.report(peerSsrc, 2, packets / 133, peerHighest, JITTER_TICKS, 0, 0)),
                RtcpPackets.sourceDescription(ssrc, "phone-" + Long.toHexString(ssrc)));
        capture.packet(timeNanos, ends.rtcp().frame(compound));
        long next = timeNanos + INTERVAL_NANOS;
        return next < endNanos ? next : Timetable.NEVER;
    }

    private static long ntp(long timeNanos) {
        long seconds = timeNanos / 1_000_000_000L + NTP_EPOCH_SECONDS;
        long fraction = (timeNanos % 1_000_000_000L << 32) / 1_000_000_000L;
        return seconds << 32 | fraction;
    }
}
