// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

import static earshot.testkit.RtcpPackets.block;
import static earshot.testkit.RtcpPackets.compound;
import static earshot.testkit.RtcpPackets.extendedReport;
import static earshot.testkit.RtcpPackets.receiverReport;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class XrBlocksTest { // RFC 3611 §4
    private static final byte[] REFERENCE_TIME =
            block(4, 0, new Octets().u64(0x1122334455667788L).bytes());
    private static final byte[] DLRR =
            block(5, 0, new Octets().u32(0xCAFE).u32(0x33445566).u32(0x8000).bytes());
    private static final byte[] SUMMARY = block(
            6,
            0xE8,
            new Octets()
                    .hex("0000beef 0001 0065") // source, first sequence number, last plus one
                    .u32(5)
                    .u32(2)
                    .u32(1)
                    .u32(400)
                    .u32(33)
                    .u32(12)
                    .hex("40404000")
                    .bytes());
    private static final byte[] VOIP = block(
            7,
            0,
            new Octets()
                    .hex("0000beef")
                    .hex("05 02 54 0a") // loss, discard, burst density, gap density
                    .hex("0078 0208") // burst and gap duration
                    .hex("0040 0055") // round trip, end system
                    .hex("ed c2 37 10") // signal -19, noise -62, echo 55, Gmin 16
                    .hex("57 7f 2a 29") // R 87, external R unavailable, MOS 4.2 and 4.1
                    .hex("b2 00 0028 0050 00c8") // configuration, reserved, 40, 80, 200 ms
                    .bytes());
    private static final byte[] ALL = compound(
            receiverReport(7), extendedReport(7, REFERENCE_TIME, DLRR, block(20, 0, new byte[20]), SUMMARY, VOIP));

    private final RtcpCompound rtcp = new RtcpCompound();
    private final XrBlocks blocks = new XrBlocks();

    private void standAtExtendedReport(byte[] bytes) {
        rtcp.wrap(bytes, 0, bytes.length);
        while (rtcp.next() && rtcp.type() != RtcpCompound.EXTENDED_REPORT) {}
    }

    private void standAtBlock(int type) {
        standAtExtendedReport(ALL);
        assertThat(blocks.wrap(rtcp)).isTrue();
        while (blocks.next() && blocks.type() != type) {}
        assertThat(blocks.is(type)).isTrue();
    }

    @Test
    void blocksComeInTheirOrderAndUnknownOnesAreSteppedOver() {
        standAtExtendedReport(ALL);
        assertThat(blocks.wrap(rtcp)).isTrue();
        List<Integer> types = new ArrayList<>();
        while (blocks.next()) types.add(blocks.type());

        assertThat(types).containsExactly(4, 5, 20, 6, 7);
        assertThat(blocks.isMalformed()).isFalse();
    }

    @Test
    void referenceTimeAndItsAnswer() {
        standAtBlock(XrBlocks.RECEIVER_REFERENCE_TIME);
        assertThat(blocks.referenceTime()).isEqualTo(0x1122334455667788L);

        standAtBlock(XrBlocks.DLRR);
        assertThat(blocks.dlrrCount()).isEqualTo(1);
        assertThat(blocks.dlrrSsrc(0)).isEqualTo(0xCAFE);
        assertThat(blocks.lastReceiverReport(0)).isEqualTo(0x33445566L);
        assertThat(blocks.delaySinceLastReceiverReport(0)).isEqualTo(0x8000);
    }

    @Test
    void voipMetrics() {
        standAtBlock(XrBlocks.VOIP_METRICS);

        assertThat(blocks.sourceSsrc()).isEqualTo(0xBEEF);
        assertThat(blocks.lossRate()).isEqualTo(5);
        assertThat(blocks.discardRate()).isEqualTo(2);
        assertThat(blocks.burstDensity()).isEqualTo(84);
        assertThat(blocks.gapDensity()).isEqualTo(10);
        assertThat(blocks.burstDurationMs()).isEqualTo(120);
        assertThat(blocks.gapDurationMs()).isEqualTo(520);
        assertThat(blocks.roundTripDelayMs()).isEqualTo(64);
        assertThat(blocks.endSystemDelayMs()).isEqualTo(85);
        assertThat(blocks.rFactor()).isEqualTo(87);
        assertThat(blocks.mosLqTenths()).isEqualTo(42); // listening stands before conversational; some tools swap them
        assertThat(blocks.mosCqTenths()).isEqualTo(41);
        assertThat(blocks.jitterBufferNominalMs()).isEqualTo(40);
        assertThat(blocks.jitterBufferMaximumMs()).isEqualTo(80);
    }

    @Test
    void aBlockPastThePacketEndsTheWalk() {
        byte[] bytes = extendedReport(7, REFERENCE_TIME, DLRR);
        bytes[bytes.length - 13] = 9; // length of the last block, in words

        standAtExtendedReport(bytes);
        assertThat(blocks.wrap(rtcp)).isTrue();
        assertThat(blocks.next()).isTrue();
        assertThat(blocks.next()).isFalse();
        assertThat(blocks.isMalformed()).isTrue();
    }

    @Test
    void aBlockTooShortForItsFieldsIsNotThatBlock() {
        standAtExtendedReport(extendedReport(7, block(7, 0, new byte[8])));

        assertThat(blocks.wrap(rtcp)).isTrue();
        assertThat(blocks.next()).isTrue();
        assertThat(blocks.is(XrBlocks.VOIP_METRICS)).isFalse();
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        HostileBytes.attack(ALL, 5, (bytes, offset, length) -> {
            List<Object> answers = new ArrayList<>();
            rtcp.wrap(bytes, offset, length);
            while (rtcp.next()) {
                if (!blocks.wrap(rtcp)) continue;
                while (blocks.next()) answers.add(contents());
                answers.add(blocks.isMalformed());
            }
            return answers;
        });
    }

    private Object contents() {
        if (blocks.is(XrBlocks.RECEIVER_REFERENCE_TIME)) return blocks.referenceTime();
        if (blocks.is(XrBlocks.VOIP_METRICS)) return blocks.jitterBufferMaximumMs();
        if (!blocks.is(XrBlocks.DLRR)) return blocks.type();
        long sum = 0;
        for (int i = 0; i < blocks.dlrrCount(); i++) sum += blocks.delaySinceLastReceiverReport(i);
        return sum;
    }
}
