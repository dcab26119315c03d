// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.probe.capture.FileSource;
import earshot.probe.capture.PacketSource;
import earshot.testkit.Frames;
import earshot.testkit.PcapWriter;
import earshot.testkit.RtpPackets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A capture file through everything: file, link, IP, transport, SIP and media, calls. */
public final class ProbeTarget implements FuzzTarget {
    @Override
    public void run(byte[] input) {
        if (input.length > 1 && input[0] == 0x1F && input[1] == (byte) 0x8B) return; // as CaptureFileTarget does
        Observed observed = new Observed();
        try (FileSource source = FileSource.of("fuzz", new ByteArrayInputStream(input))) {
            while (source.advance() == PacketSource.Step.PACKET) observed.packet(source.packet());
        } catch (IOException e) {
            throw new AssertionError("memory cannot fail to be read", e);
        }
        observed.finish();
    }

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
        return List.of(
                file(PcapWriter.Format.PCAP_MICROS, "192.0.2.1", "192.0.2.2"),
                file(PcapWriter.Format.PCAPNG, "2001:db8::1", "2001:db8::2"));
    }

    private static byte[] file(PcapWriter.Format format, String alice, String bob) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RtpPackets media = new RtpPackets(0, 7, 1, 0, 160, 20);
        long nanos = 1_700_000_000_000_000_000L;
        try (PcapWriter out = new PcapWriter(bytes, format, 1)) {
            for (String message : SipDatagramTarget.messages().subList(0, 3)) {
                nanos += 20_000_000;
                byte[] text = message.getBytes(StandardCharsets.UTF_8);
                out.packet(nanos, Frames.udpFrame(alice, 5060, bob, 5060, text));
            }
            for (int i = 0; i < 4; i++) {
                nanos += 20_000_000;
                out.packet(nanos, Frames.udpFrame(alice, 4000, bob, 5000, media.next()));
            }
        }
        return bytes.toByteArray();
    }
}
