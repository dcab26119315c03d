// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.probe.capture.CapturedPacket;
import earshot.protocols.link.LinkType;
import earshot.testkit.Frames;
import earshot.testkit.Octets;
import earshot.testkit.RtpPackets;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sequences that no phone sends: any request and response in any order, of a few Call-IDs, CSeqs, branches and tags,
 * with media between them, at any distance of time. Each step is eight octets of choices.
 */
public final class CallsTarget implements FuzzTarget {
    private static final String[] METHODS = {
        "INVITE", "ACK", "BYE", "CANCEL", "PRACK", "UPDATE", "REFER", "NOTIFY", "INFO", "REGISTER", "OPTIONS", "MESSAGE"
    };
    private static final int[] STATUSES = {100, 180, 183, 200, 202, 302, 401, 407, 404, 408, 480, 486, 487, 503, 603};
    private static final String[] HOSTS = {"192.0.2.1", "192.0.2.2", "192.0.2.3"};
    /** From a microsecond to a day, and back by an hour. */
    private static final long[] STEPS_MICROS = {
        1, 1_000, 20_000, 500_000, 1_000_000, 32_000_000, 200_000_000, 3_600_000_000L, 86_400_000_000L, -3_600_000_000L
    };

    @Override
    public void run(byte[] input) {
        Script script = new Script(input);
        Observed observed = new Observed();
        RtpPackets media = new RtpPackets(0, 7, 1, 0, 160, 20);
        CapturedPacket packet = new CapturedPacket();
        long micros = 1_700_000_000_000_000L;
        while (!script.isOver()) {
            int kind = script.below(4);
            micros = Math.max(0, micros + STEPS_MICROS[script.below(STEPS_MICROS.length)]);
            int from = script.below(3);
            int to = (from + 1 + script.below(2)) % 3;
            byte[] payload = kind == 3 ? media.next() : sip(script, kind == 0, from);
            int port = kind == 3 ? 4000 : 5060;
            byte[] frame = Frames.udpFrame(HOSTS[from], port, HOSTS[to], port, payload);
            packet.set(LinkType.ETHERNET, micros * 1_000, frame, frame.length);
            observed.packet(packet);
        }
        observed.finish();
    }

    private static byte[] sip(Script script, boolean isRequest, int from) {
        int choice = script.u8();
        String method = METHODS[script.below(METHODS.length)];
        int status = STATUSES[script.below(STATUSES.length)];
        String ids = "\r\nVia: SIP/2.0/UDP h" + (choice & 1) + ";branch=z9hG4bK" + (choice >> 1 & 3)
                + "\r\nFrom: <sip:a@x>;tag=a" + (choice >> 3 & 1)
                + "\r\nTo: <sip:b@x>" + ((choice & 16) != 0 ? ";tag=b" + (choice >> 5 & 1) : "")
                + "\r\nCall-ID: c" + (choice >> 6) + "\r\nCSeq: " + (1 + script.below(3)) + " " + method + "\r\n";
        String sdp = "v=0\r\no=- 1 1 IN IP4 " + HOSTS[from] + "\r\nc=IN IP4 " + HOSTS[from]
                + "\r\nm=audio 4000 RTP/AVP 0\r\na=" + (script.flag() ? "sendonly" : "sendrecv") + "\r\n";
        String body = script.flag() ? "Content-Type: application/sdp\r\n\r\n" + sdp : "\r\n";
        String start = isRequest ? method + " sip:b@x SIP/2.0" : "SIP/2.0 " + status + " x";
        return (start + ids + body).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A message costs ten octets, and one that comes a day after a call was answered says that it was up all the while: six hours
     * of key figures, which is as long as they change, and an hour more until the call is over, for each host on either side, the
     * probe and all. That is four thousand changes of rows, of a kilobyte and eighty steps each with all that they lead to.
     */
    @Override
    public int allocationPerOctet() {
        return 512 << 10;
    }

    @Override
    public int stepsPerOctet() {
        return 32_000;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                new Octets()
                        .hex(
                                "00 00 00 00 00 00 00 00 00 01  01 03 01 00 10 00 01 00 00 00  01 03 01 00 10 00 03 00 00 01")
                        .hex("00 02 00 00 10 01 00 00 00 00  03 02 00 00 03 02 00 00 03 02 00 00 03 02 00 00")
                        .hex("00 04 00 00 10 02 00 01 00 00  01 01 01 00 10 02 03 01 00 00")
                        .bytes(),
                new Octets()
                        .hex(
                                "00 00 00 00 00 00 00 00 00 01  00 03 00 00 00 03 00 00 00 00  01 01 01 00 10 00 0c 00 00 00")
                        .bytes());
    }
}
