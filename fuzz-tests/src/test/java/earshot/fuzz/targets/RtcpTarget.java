// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.rtcp.ApplicationPacket;
import earshot.protocols.rtcp.Feedback;
import earshot.protocols.rtcp.Goodbye;
import earshot.protocols.rtcp.RtcpCompound;
import earshot.protocols.rtcp.SourceDescription;
import earshot.protocols.rtcp.XrBlocks;
import earshot.protocols.rtcp.XrMetrics;
import earshot.testkit.Octets;
import earshot.testkit.RtcpPackets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An RTCP compound with its reports and extended reports: the first octet says how much the capture cut off. */
public final class RtcpTarget implements FuzzTarget {
    @Override
    public void run(byte[] input) {
        if (input.length == 0) return;
        int cut = Math.max(0, (input[0] & 0xFF) - 200);
        Amid.same(Arrays.copyOfRange(input, 1, input.length), (bytes, offset, length) -> {
            List<Object> answers = new ArrayList<>();
            RtcpCompound compound = new RtcpCompound();
            answers.add(compound.wrap(bytes, offset, length, length + cut));
            if (answers.get(0) == RtcpCompound.Verdict.NOT_RTCP) return answers;
            XrBlocks blocks = new XrBlocks();
            while (compound.next()) {
                int end = compound.packetOffset() + compound.length();
                Amid.check(compound.packetOffset() >= offset && end <= offset + length, "packet outside its compound");
                packet(compound, answers);
                if (blocks.wrap(compound)) extended(blocks, answers);
                answers.add(SourceDescription.tool(compound));
                answers.add(String.valueOf(Goodbye.reason(compound)));
                answers.add(ApplicationPacket.name(compound));
                Feedback feedback = new Feedback();
                if (feedback.wrap(compound)) {
                    answers.add(List.of(feedback.kind(), feedback.mediaSsrc()));
                    if (feedback.kind() == Feedback.Kind.NACK) answers.add(feedback.nackedPackets());
                    if (feedback.kind() == Feedback.Kind.BIT_RATE) answers.add(feedback.bitRateMaxBps());
                }
            }
            return answers;
        });
    }

    private static void packet(RtcpCompound compound, List<Object> answers) {
        answers.add(List.of(compound.type(), compound.count(), compound.length(), compound.senderSsrc()));
        if (compound.isSenderReport() && !compound.isEncrypted()) {
            answers.add(List.of(
                    compound.ntpTimestamp(), compound.rtpTimestamp(), compound.packetCount(), compound.octetCount()));
        }
        for (int i = 0; i < compound.reportCount(); i++) {
            answers.add(List.of(
                    compound.reportSsrc(i),
                    compound.fractionLost(i),
                    compound.cumulativeLost(i),
                    compound.highestSequence(i),
                    compound.jitterTicks(i),
                    compound.lastSenderReport(i),
                    compound.delaySinceLastSenderReport(i)));
        }
    }

    private static void extended(XrBlocks blocks, List<Object> answers) {
        while (blocks.next()) {
            answers.add(List.of(blocks.type(), blocks.length()));
            if (blocks.is(XrBlocks.RECEIVER_REFERENCE_TIME)) answers.add(blocks.referenceTime());
            if (blocks.is(XrBlocks.DLRR)) {
                for (int i = 0; i < blocks.dlrrCount(); i++) {
                    answers.add(List.of(
                            blocks.dlrrSsrc(i), blocks.lastReceiverReport(i), blocks.delaySinceLastReceiverReport(i)));
                }
            }
            if (blocks.namesSource()) answers.add(blocks.sourceSsrc());
            XrMetrics.read(blocks, (name, value) -> answers.add(name + value));
        }
        answers.add(blocks.isMalformed());
    }

    /** Every packet of four octets is a list of answers, asked twice. */
    @Override
    public int allocationPerOctet() {
        return 160;
    }

    @Override
    public List<byte[]> seeds() {
        byte[] report = RtcpPackets.report(8, 10, 3, 70_000, 160, 1, 2);
        byte[] sender = RtcpPackets.senderReport(7, 0xb44d_b705_2000_0000L, 160, 50, 8_000, report);
        byte[] cname = RtcpPackets.sourceDescription(7, "phone@example.com");
        byte[] blocks = RtcpPackets.extendedReport(
                7,
                RtcpPackets.block(4, 0, new byte[8]),
                RtcpPackets.block(5, 0, new byte[24]),
                RtcpPackets.block(6, 0xE8, new byte[36]),
                RtcpPackets.block(7, 0, new byte[32]));
        byte[] more = RtcpPackets.extendedReport(
                7,
                RtcpPackets.block(
                        1, 0, new Octets().hex("00000008 0001 0009 c00f 8005").bytes()),
                RtcpPackets.block(14, 0, new byte[28]),
                RtcpPackets.block(16, 0xC0, new byte[20]),
                RtcpPackets.block(20, 0xC0, new byte[16]),
                RtcpPackets.block(23, 0xC0, new byte[12]),
                RtcpPackets.block(
                        29, 0xC0, new Octets().hex("00000008 00000123").bytes()));
        byte[] nack = RtcpPackets.packet(
                1, 205, new Octets().hex("00000007 00000008 0001ffff").bytes());
        byte[] limit = RtcpPackets.packet(
                15,
                206,
                new Octets().hex("00000007 00000000 52454d42 01004000 00000008").bytes());
        return List.of(
                seed(0, RtcpPackets.compound(sender, cname)),
                seed(0, RtcpPackets.compound(RtcpPackets.receiverReport(7, report, report), blocks)),
                seed(0, RtcpPackets.compound(RtcpPackets.receiverReport(7), cname, RtcpPackets.goodbye(7))),
                seed(
                        0,
                        RtcpPackets.compound(
                                RtcpPackets.application(7, "PoC1", 3), RtcpPackets.goodbye(7, "teardown"))),
                seed(0, RtcpPackets.compound(RtcpPackets.receiverReport(7), more)),
                seed(0, RtcpPackets.compound(RtcpPackets.receiverReport(7), nack, limit)),
                seed(220, RtcpPackets.compound(sender, blocks)),
                seed(0, new Octets().raw(sender).zeros(14).bytes()));
    }

    private static byte[] seed(int cut, byte[] compound) {
        return new Octets().u8(cut).raw(compound).bytes();
    }
}
