// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.ip.FragmentReassembler;
import earshot.protocols.ip.IpPacket;
import earshot.testkit.Frames;
import earshot.testkit.Octets;
import java.util.List;

/**
 * A row of fragments in any order, doubled, overlapping, of several datagrams and of both versions: each is seven octets
 * of choices. What comes out whole is what was cut up.
 */
public final class FragmentsTarget implements FuzzTarget {
    private static final FragmentReassembler.Limits LIMITS = new FragmentReassembler.Limits(8, 64 << 10, 5_000_000);

    @Override
    public void run(byte[] input) {
        Script script = new Script(input);
        FragmentReassembler reassembler = new FragmentReassembler(LIMITS);
        IpPacket ip = new IpPacket();
        long now = 0;
        boolean trustworthy = true;
        while (!script.isOver()) {
            int choice = script.u8();
            int id = script.below(12);
            int at = script.u8() * 8 * ((choice & 4) != 0 ? 32 : 1);
            byte[] content = content(at, script.u16() % 1_480);
            boolean more = (choice & 1) != 0;
            if ((choice & 16) != 0) {
                trustworthy = false;
                if (content.length > 0) content[script.u8() % content.length]++;
            }
            now += script.u8() * 10_000L;
            byte[] packet = (choice & 2) != 0 ? fragment6(id, at, more, content) : fragment4(id, at, more, content);
            if (ip.wrap(packet, 0, packet.length) != IpPacket.Verdict.FRAGMENT) continue;
            FragmentReassembler.Outcome outcome = reassembler.accept(ip, 0, now);
            Amid.check(reassembler.waiting() <= LIMITS.datagrams(), "more datagrams wait than may");
            Amid.check(reassembler.octetsWaiting() <= LIMITS.octets(), "more octets wait than may");
            if (outcome == FragmentReassembler.Outcome.COMPLETE) checkWhole(reassembler, trustworthy);
        }
    }

    private static void checkWhole(FragmentReassembler reassembler, boolean trustworthy) {
        IpPacket whole = new IpPacket();
        IpPacket.Verdict verdict = whole.wrap(reassembler.bytes(), 0, reassembler.length());
        Amid.check(verdict == IpPacket.Verdict.IP, "what came out whole is " + verdict);
        if (!trustworthy) return;
        for (int i = 0; i < whole.capturedLength(); i++) {
            Amid.check(reassembler.bytes()[whole.payloadOffset() + i] == octet(i), "another octet at " + i);
        }
    }

    private static byte[] content(int at, int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) content[i] = octet(at + i);
        return content;
    }

    private static byte octet(int at) {
        return (byte) (at * 31 ^ at >> 8);
    }

    private static byte[] fragment4(int id, int at, boolean more, byte[] content) {
        return Frames.ipv4Fragment("192.0.2.1", "192.0.2.2", Frames.UDP, id, at & 0xFFF8, more, content);
    }

    private static byte[] fragment6(int id, int at, boolean more, byte[] content) {
        byte[] fragment = Frames.ipv6Fragment(Frames.UDP, id, at & 0xFFF8, more, content);
        return Frames.ipv6("2001:db8::1", "2001:db8::2", 44, fragment);
    }

    /** A fragment of seven octets stands for a packet of 1,500. */
    @Override
    public int allocationPerOctet() {
        return 16_384;
    }

    @Override
    public int stepsPerOctet() {
        return 4_000;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                new Octets().hex("01 01 00 0040 00  00 01 08 0010 00").bytes(),
                new Octets().hex("02 01 08 0010 00  03 01 00 0040 00").bytes(),
                new Octets()
                        .hex("01 01 00 0040 00  01 01 00 0040 00  01 01 04 0040 00  00 01 0c 0010 00")
                        .bytes(),
                new Octets()
                        .hex("05 02 ff 0100 ff  01 03 00 0008 ff  05 04 ff 05c0 ff")
                        .bytes());
    }
}
