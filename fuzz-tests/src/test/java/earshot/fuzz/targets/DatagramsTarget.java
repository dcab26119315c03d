// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.probe.capture.CapturedPacket;
import earshot.protocols.link.LinkType;
import earshot.testkit.Frames;
import earshot.testkit.Octets;
import earshot.testkit.RtcpPackets;
import earshot.testkit.RtpPackets;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A row of datagrams between two phones, through the whole probe: SIP, RTP, RTCP, STUN, TURN, DTLS as they come. Each is
 * an octet of choices, one of time, two of length, and its payload.
 */
public final class DatagramsTarget implements FuzzTarget {
    private static final String[] HOSTS = {"192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"};
    private static final int[] PORTS = {4000, 4001, 5060, 5000};

    @Override
    public void run(byte[] input) {
        Script script = new Script(input);
        Observed observed = new Observed();
        CapturedPacket packet = new CapturedPacket();
        long nanos = 1_700_000_000_000_000_000L;
        while (!script.isOver()) {
            int choice = script.u8();
            nanos += (choice & 0x80) == 0 ? script.u8() * 1_000_000L : script.u8() * 1_000_000_000L;
            byte[] payload = script.octets(script.u16());
            int from = (choice & 1) + (choice & 2);
            byte[] frame = Frames.udpFrame(
                    HOSTS[from], PORTS[choice >> 2 & 3], HOSTS[from ^ 1], PORTS[choice >> 4 & 3], payload);
            packet.set(LinkType.ETHERNET, nanos, frame, frame.length);
            observed.packet(packet);
        }
        observed.finish();
    }

    /** A datagram of four octets may be the first packet of a stream, or a call: tables and rows come with it. */
    @Override
    public int allocationPerOctet() {
        return 4_096;
    }

    @Override
    public int stepsPerOctet() {
        return 8_000;
    }

    @Override
    public List<byte[]> seeds() {
        RtpPackets there = new RtpPackets(0, 7, 1, 0, 160, 20);
        Octets media = new Octets();
        for (int i = 0; i < 8; i++) datagram(media, 0, 20, there.next());
        datagram(media, 0x14, 5, RtcpPackets.senderReport(7, 0xb44d_b705_2000_0000L, 160, 8, 160));
        List<String> messages = SipDatagramTarget.messages();
        Octets call = new Octets();
        datagram(call, 0x28, 0, messages.get(0).getBytes(StandardCharsets.UTF_8));
        datagram(call, 0x29, 50, messages.get(1).getBytes(StandardCharsets.UTF_8));
        datagram(call, 0x29, 50, messages.get(2).getBytes(StandardCharsets.UTF_8));
        call.raw(media.bytes());
        datagram(call, 0x28, 50, messages.get(4).getBytes(StandardCharsets.UTF_8));
        Octets relayed = new Octets();
        for (int i = 0; i < 4; i++) {
            datagram(
                    relayed,
                    2,
                    20,
                    new Octets().u16(0x4000).u16(32).raw(there.next()).bytes());
        }
        return List.of(media.bytes(), call.bytes(), relayed.bytes());
    }

    private static void datagram(Octets row, int choice, int millis, byte[] payload) {
        row.u8(choice).u8(millis).u16(payload.length).raw(payload);
    }
}
