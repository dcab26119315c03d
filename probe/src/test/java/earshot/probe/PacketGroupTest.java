// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.FileSource;
import earshot.probe.capture.PacketGroup;
import earshot.probe.capture.PacketSource.Step;
import earshot.testkit.Frames;
import earshot.testkit.PcapWriter;
import earshot.testkit.RtcpPackets;
import earshot.testkit.RtpPackets;
import earshot.testkit.SipText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That packets are taken in groups must not be seen in any event: captures in which packets as expected stand between all
 * others are read in groups and one by one.
 */
class PacketGroupTest {
    private static final int CAPTURES = 60;
    private static final int PACKETS = 2_000;
    private static final int SENDERS = 10;
    private static final int ETHERNET = 1;

    /** Room for fewer streams than there are: they make room for each other in the middle of a group. */
    @ParameterizedTest
    @ValueSource(ints = {4, 100})
    void inGroupsTheEventsAreTheSame(int streamsMax) throws IOException {
        for (int seed = 0; seed < CAPTURES; seed++) {
            PcapWriter.Format format = seed % 2 == 0 ? PcapWriter.Format.PCAP_NANOS : PcapWriter.Format.PCAPNG;
            byte[] capture = capture(new Random(seed), format);
            PipelineSettings settings = new PipelineSettings.Builder("test", 0)
                    .streamsMax(streamsMax)
                    .copyWindowMicros(seed % 4 == 0 ? 10_000 : 0)
                    .build();
            Tap inGroups = new Tap(settings);
            Tap oneByOne = new Tap(settings);
            int groups = 0;
            PacketGroup group = new PacketGroup();
            try (FileSource source = FileSource.of("test", new ByteArrayInputStream(capture))) {
                for (; source.advance(group) == Step.PACKET; groups++) inGroups.pipeline.accept(group);
            }
            try (FileSource source = FileSource.of("test", new ByteArrayInputStream(capture))) {
                while (source.advance() == Step.PACKET) oneByOne.pipeline.accept(source.packet());
            }
            inGroups.pipeline.finish();
            oneByOne.pipeline.finish();

            assertThat(groups).isLessThan(PACKETS / 8);
            assertThat(oneByOne.received()).isGreaterThan(PACKETS / 4);
            assertThat(inGroups.events.all).as("seed %s", seed).isEqualTo(oneByOne.events.all);
            assertThat(inGroups.pipeline.totals()).isEqualTo(oneByOne.pipeline.totals());
            assertThat(inGroups.pipeline.errors()).isEqualTo(oneByOne.pipeline.errors());
        }
    }

    /** Packets that are as expected, and so are nearly all, say their DSCP too: an interval of nothing else has one. */
    @Test
    void everyIntervalTellsTheDscpOfItsPackets() {
        RtpPackets rtp = new RtpPackets(8, 7, 100, 0, 160, 160);
        Tap tap = new Tap();

        for (int i = 0; i < 1_000; i++) {
            byte[] frame = Frames.udpFrame("10.0.0.1", 4_000, "10.0.0.2", 5_000, rtp.next());
            frame[15] = (byte) (46 << 2);
            tap.frame(20 * i, frame);
        }
        tap.pipeline.finish();

        assertThat(tap.events.media).hasSize(4).allSatisfy(report -> assertThat(report.getDscp())
                .containsExactly(46));
    }

    private static byte[] capture(Random random, PcapWriter.Format format) {
        RtpPackets[] senders = new RtpPackets[SENDERS];
        for (int i = 0; i < SENDERS; i++) senders[i] = new RtpPackets(8, 0xABC000L + i, 65_500 + i, 0, 160, 160);
        int roughness = 1 + random.nextInt(12);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (PcapWriter capture = new PcapWriter(file, format, ETHERNET)) {
            long nanos = Tap.START_MICROS * 1_000;
            byte[] last = Frames.ethernet(new byte[60]);
            for (int packet = 0; packet < PACKETS; packet++) {
                int i = packet / 500 + random.nextInt(SENDERS / 2); // some fall silent, others begin
                nanos += 3_000_000 + random.nextInt(2_000_000);
                byte[] frame = rtp(i, senders[i].next());
                switch (random.nextInt(100) < roughness ? random.nextInt(13) : -1) {
                    case 0 -> senders[i].skip();
                    case 1 -> frame = last;
                    case 2 -> frame = Frames.udpFrame("10.0.0.1", 5060, "10.0.0.2", 5060, invite(i));
                    case 3 -> frame = rtp(i, RtcpPackets.senderReport(0xABC000L + i, 1L << 40, 160, 1, 160));
                    case 4 -> frame[random.nextInt(frame.length)]++;
                    case 5 -> frame = Frames.vlan(7, ip(i, senders[i].next()));
                    case 6 -> frame = Frames.ethernet(ipv6(i, senders[i].next()));
                    case 7 -> frame = new byte[random.nextInt(80)];
                    case 8 -> nanos += 1_000_000L * random.nextInt(6_000);
                    case 9 -> nanos -= 1_000_000L * random.nextInt(40);
                    case 10 -> capture.packet(nanos + 4_000_000_000_000L, frame); // its time cannot be right
                    case 11 -> senders[i] = new RtpPackets(8, 0xABC000L + i, 7_000, 5_000_000, 160, 160);
                    case 12 -> frame[14 + 20 + 8 + 1] |= (byte) 0x80; // the marker
                    default -> {}
                }
                capture.packet(nanos, frame);
                last = frame;
            }
        }
        return file.toByteArray();
    }

    private static byte[] invite(int call) {
        String id = "call-" + call + "@example.com";
        return SipText.request("INVITE", id, 1, "z9hG4bK" + call)
                .sdp("10.0.1." + call, 20_000 + 2 * call)
                .bytes();
    }

    private static byte[] rtp(int sender, byte[] payload) {
        return Frames.ethernet(ip(sender, payload));
    }

    private static byte[] ip(int sender, byte[] payload) {
        byte[] udp = Frames.udp(20_000 + 2 * sender, 30_000 + 2 * sender, payload);
        return Frames.ipv4("10.0.1." + sender, "10.0.2." + sender, Frames.UDP, udp);
    }

    private static byte[] ipv6(int sender, byte[] payload) {
        byte[] udp = Frames.udp(20_000 + 2 * sender, 30_000 + 2 * sender, payload);
        return Frames.ipv6("2001:db8::1", "2001:db8::2", Frames.UDP, udp);
    }
}
