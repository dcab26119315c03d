// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.hep.HepInflater;
import earshot.protocols.hep.HepPacket;
import earshot.testkit.HepPackets;
import earshot.testkit.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** A packet of a HEP agent, of any version, its compressed payload opened. */
public final class HepTarget implements FuzzTarget {
    private static final int COMPRESSED = 0x10;
    private static final int INFLATED_MAX = 64 << 10;

    @Override
    public void run(byte[] input) {
        Amid.same(input, (bytes, offset, length) -> {
            List<Object> answers = new ArrayList<>();
            answers.add(HepPacket.isVersion3(bytes, offset, length, length));
            answers.add(HepPacket.isVersion1Or2(bytes, offset, length));
            HepPacket packet = new HepPacket();
            HepPacket.Verdict verdict = packet.wrap(bytes, offset, length);
            answers.add(verdict);
            if (verdict == HepPacket.Verdict.HEP) everything(packet, offset, length, answers);
            return answers;
        });
    }

    private static void everything(HepPacket packet, int offset, int length, List<Object> answers) {
        int end = offset + length;
        int address = packet.addressLength();
        Amid.check(packet.sourceOffset() >= offset && packet.sourceOffset() + address <= end, "source outside");
        Amid.check(packet.destinationOffset() + address <= end, "destination outside");
        int payload = packet.payloadOffset();
        Amid.check(payload >= offset && payload + packet.payloadLength() <= end, "payload outside");
        answers.add(List.of(
                packet.version(),
                packet.type(),
                packet.ipProtocol(),
                packet.sourcePort(),
                packet.destinationPort(),
                packet.agentId(),
                packet.timeMicros(),
                packet.payloadLength(),
                Arrays.hashCode(Arrays.copyOfRange(packet.bytes(), payload, payload + packet.payloadLength()))));
        if (!packet.isCompressed()) return;
        HepInflater inflater = new HepInflater();
        answers.add(inflater.inflate(packet.bytes(), payload, packet.payloadLength()));
        Amid.check(inflater.length() <= INFLATED_MAX + 1, "opened to " + inflater.length());
    }

    /** The inflater's output of 64 KiB, twice. */
    @Override
    public int allocationPerOctet() {
        return 8_192;
    }

    @Override
    public List<byte[]> seeds() {
        String message = SipDatagramTarget.messages().get(4);
        return List.of(
                agent().payload(message).bytes(),
                agent().agent(7)
                        .key("secret")
                        .correlation("c")
                        .chunk(9, 5, new byte[3])
                        .payload(message)
                        .bytes(),
                HepPackets.from("2001:db8::1", 5060, "2001:db8::2", 5060)
                        .time(1, 2)
                        .payload(message)
                        .bytes(),
                agent().chunk(COMPRESSED, deflated(message)).bytes());
    }

    private static HepPackets agent() {
        return HepPackets.from("192.0.2.1", 5060, "192.0.2.2", 5060)
                .time(1_700_000_000, 5)
                .type(1);
    }

    private static byte[] deflated(String text) {
        Deflater deflater = new Deflater();
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        byte[] output = new byte[2_000];
        int length = deflater.deflate(output);
        deflater.end();
        return new Octets().raw(Arrays.copyOf(output, length)).bytes();
    }
}
