// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.rtp.DatagramKind;
import earshot.protocols.rtp.RedundantBlocks;
import earshot.protocols.rtp.RtpExtension;
import earshot.protocols.rtp.RtpHeader;
import earshot.protocols.rtp.StunMessage;
import earshot.testkit.Octets;
import earshot.testkit.RtpPackets;
import java.util.Arrays;
import java.util.List;

/** A datagram of a media port: the first octet says how much of it the capture cut off. */
public final class RtpTarget implements FuzzTarget {
    @Override
    public void run(byte[] input) {
        if (input.length == 0) return;
        int cut = Math.max(0, (input[0] & 0xFF) - 200);
        Amid.same(Arrays.copyOfRange(input, 1, input.length), (bytes, offset, length) -> {
            DatagramKind kind = DatagramKind.of(bytes, offset, length, length + cut);
            if (kind == DatagramKind.TURN_INDICATION) return relayed(bytes, offset, length, length + cut);
            RtpHeader rtp = new RtpHeader();
            RtpHeader.Verdict verdict = rtp.wrap(bytes, offset, length, length + cut);
            if (verdict != RtpHeader.Verdict.RTP) return List.of(kind, verdict);
            int end = rtp.payloadOffset() + rtp.capturedPayloadLength();
            String inside = inside(bytes, rtp);
            Amid.check(rtp.payloadLength() >= 0 && rtp.capturedPayloadLength() >= 0, "less than no payload");
            Amid.check(rtp.payloadOffset() >= offset && end <= offset + length, "payload outside its packet");
            return List.of(
                    kind,
                    rtp.payloadType(),
                    rtp.hasMarker(),
                    rtp.sequence(),
                    rtp.timestamp(),
                    rtp.ssrc(),
                    rtp.csrcCount(),
                    rtp.paddingLength(),
                    inside + rtp.headerLength(),
                    rtp.payloadLength());
        });
    }

    private static Object relayed(byte[] bytes, int offset, int captured, int claimed) {
        StunMessage stun = new StunMessage();
        if (!stun.wrap(bytes, offset, captured, claimed)) return false;
        int end = stun.dataOffset() + stun.dataCaptured();
        Amid.check(stun.dataCaptured() <= stun.dataLength() && end <= offset + captured, "data outside its packet");
        return List.of(stun.dataOffset() - offset, stun.dataLength(), stun.dataCaptured());
    }

    /** Elements of the extension, and redundant blocks of the payload. */
    private static String inside(byte[] bytes, RtpHeader rtp) {
        StringBuilder inside = new StringBuilder();
        RtpExtension extension = new RtpExtension();
        if (extension.wrap(bytes, rtp)) {
            while (extension.next()) {
                int end = extension.dataOffset() + extension.length();
                Amid.check(end <= rtp.payloadOffset(), "an element outside its extension");
                inside.append(extension.id())
                        .append(':')
                        .append(extension.length())
                        .append(' ');
            }
            inside.append(extension.isMalformed()).append(' ');
        }
        RedundantBlocks blocks = new RedundantBlocks();
        if (blocks.wrap(bytes, rtp.payloadOffset(), rtp.capturedPayloadLength(), rtp.payloadLength())) {
            Amid.check(blocks.primaryLength() <= rtp.payloadLength(), "more new data than data");
            inside.append(blocks.primaryType()).append('/').append(blocks.primaryLength());
            for (int i = 0; i < blocks.depth(); i++) inside.append('-').append(blocks.offsetTicks(i));
        }
        return inside.toString();
    }

    /** Lists of answers, asked twice. */
    @Override
    public int allocationPerOctet() {
        return 160;
    }

    @Override
    public List<byte[]> seeds() {
        byte[] packet = new RtpPackets(0, 7, 1, 0, 160, 20).next();
        return List.of(
                new Octets().u8(0).raw(packet).bytes(),
                new Octets().u8(210).raw(packet).bytes(),
                new Octets()
                        .hex("00 b1e0 0001 00000000 00000007 00000008 bede0001 10ff0000 d5d5 0002")
                        .bytes(),
                new Octets()
                        .hex("00 0001 0000 2112a442 000102030405060708090a0b")
                        .bytes(),
                new Octets()
                        .hex("00 0016 0018 2112a442 000102030405060708090a0b 0013 0014")
                        .raw(packet)
                        .zeros(0)
                        .bytes(),
                new Octets()
                        .hex("00 80f9 0001 00000000 00000007 8800a003 00 010203 d5d5d5")
                        .bytes(),
                new Octets().hex("00 4000 000c 8000 0001 00000000 00000007").bytes(),
                new Octets().hex("00 16fefd 0000 000000000001 0010 00").bytes(),
                new Octets().hex("00 1000 0000 5a525450 00000007").bytes());
    }
}
