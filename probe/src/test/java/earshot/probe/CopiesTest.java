// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.MediaReport;
import earshot.probe.capture.CapturedPacket;
import earshot.probe.dissect.Copies;
import earshot.probe.dissect.Fate;
import earshot.testkit.AllocationMeter;
import earshot.testkit.Frames;
import earshot.testkit.RtpPackets;
import earshot.testkit.SipText;
import org.junit.jupiter.api.Test;

/** What is dropped as the mirror port's copy, and what is not. */
class CopiesTest {
    private static final String ALICE = "192.0.2.1";
    private static final String BOB = "192.0.2.2";

    private final Tap tap = new Tap(new PipelineSettings.Builder("tap", 0)
            .copyWindowMicros(Copies.WINDOW_MICROS)
            .build());

    private static byte[] options(int ipId) {
        byte[] sip = SipText.request("OPTIONS", "call-1", 1, "z9hG4bK1").bytes();
        byte[] datagram = Frames.udp(5_060, 5_060, sip);
        return Frames.ipv4Fragment(ALICE, BOB, Frames.UDP, ipId, 0, false, datagram);
    }

    private long dropped() {
        return tap.pipeline.fates().of(Fate.DUPLICATE_COPY);
    }

    @Test
    void theSamePacketWithinTenMsIsACopy() {
        tap.frame(0, Frames.ethernet(options(7)));
        tap.frame(0.02, Frames.ethernet(options(7)));
        tap.frame(9.99, Frames.ethernet(options(7)));

        assertThat(tap.events.sip).hasSize(1);
        assertThat(dropped()).isEqualTo(2);
        assertThat(tap.pipeline.totals()).isEqualTo(new PacketTotals(3, 1, 2, 0, 0));
    }

    /** RFC 3261 17.1.1.2: T1 is 500 ms. Senders that leave the identification at 0 are told by time alone. */
    @Test
    void aRetransmissionIsNoCopy() {
        tap.frame(0, Frames.ethernet(options(7)));
        tap.frame(1, Frames.ethernet(options(8)));
        tap.frame(500, Frames.ethernet(options(0)));
        tap.frame(1_000, Frames.ethernet(options(0)));

        assertThat(tap.events.sip).hasSize(4);
        assertThat(dropped()).isZero();
    }

    @Test
    void aCopyBehindARouterHasAShorterTimeToLive() {
        byte[] behind = options(7);
        behind[8]--;

        tap.frame(0, Frames.ethernet(options(7)));
        tap.frame(0.1, Frames.ethernet(behind));

        assertThat(dropped()).isEqualTo(1);
    }

    /** Another VLAN is another stream, so what is seen there is no copy. */
    @Test
    void aPacketOnAnotherVlanIsNoCopy() {
        tap.frame(0, Frames.vlan(10, options(7)));
        tap.frame(0.1, Frames.vlan(20, options(7)));

        assertThat(dropped()).isZero();
    }

    @Test
    void oneOctetMakesADifference() {
        byte[] other = options(7);
        other[other.length - 1] ^= 1;

        tap.frame(0, Frames.ethernet(options(7)));
        tap.frame(0.1, Frames.ethernet(other));

        assertThat(dropped()).isZero();
    }

    @Test
    void broadcastsAndBrokenFramesAreCopiesToo() {
        byte[] arp = Frames.ethernet(0x0806, new byte[28]);
        byte[] broken =
                Frames.ethernet(0x0800, new byte[] {0x41, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        for (byte[] frame : new byte[][] {arp, broken}) {
            tap.frame(0, frame);
            tap.frame(0.1, frame);
        }

        assertThat(tap.pipeline.totals()).isEqualTo(new PacketTotals(4, 0, 3, 1, 0));
    }

    /** More packets than the table holds pass between none of the pairs: 4,000 streams in step, copies 1 ms later. */
    @Test
    void manyStreamsAtOnceAreToldApart() {
        for (int i = 0; i < 12; i++) {
            for (int copy = 0; copy < 2; copy++) {
                for (int stream = 0; stream < 4_000; stream++) {
                    byte[] rtp = RtpPackets.packet(false, 0, 1 + i, 160L * i, stream, new byte[20]);
                    tap.udp(20 * i + copy, ALICE, 10_000 + stream, BOB, 20_000 + stream, rtp);
                }
            }
        }
        tap.pipeline.finish();

        assertThat(dropped()).isEqualTo(12 * 4_000);
        assertThat(tap.events.media).extracting(MediaReport::getDuplicate).containsOnly(0L);
        assertThat(tap.received()).isEqualTo(12 * 4_000);
    }

    @Test
    void keptCopiesAreEstimated() {
        Tap plain = new Tap();
        RtpPackets rtp = new RtpPackets(0, 1, 1, 0, 160, 160);
        for (int i = 0; i < 800; i++) {
            byte[] packet = rtp.next();
            plain.udp(20 * i, ALICE, 4_000, BOB, 5_000, packet);
            if (i % 3 == 0) plain.udp(20 * i + 0.02, ALICE, 4_000, BOB, 5_000, packet);
        }

        assertThat(plain.pipeline.isProbablyDoubled()).isTrue();
        assertThat(plain.pipeline.copiesPercent()).isBetween(24.0, 26.0); // one packet in three has a copy
        assertThat(plain.pipeline.fates().of(Fate.DUPLICATE_COPY)).isZero();
    }

    @Test
    void lookingForCopiesAllocatesNothing() {
        CapturedPacket packet = new CapturedPacket();
        byte[] rtp = RtpPackets.packet(false, 0, 1, 160, 1, new byte[160]);
        packet.set(1, 1_000_000_000L, Frames.udpFrame(ALICE, 4_000, BOB, 5_000, rtp), 214);
        tap.pipeline.accept(packet);

        long allocated = AllocationMeter.allocatedBytes(100_000, () -> tap.pipeline.accept(packet));

        assertThat(allocated).isLessThan(100_000);
        assertThat(dropped()).isGreaterThan(100_000);
    }
}
