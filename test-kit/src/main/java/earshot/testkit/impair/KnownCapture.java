// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import earshot.testkit.Frames;
import earshot.testkit.SipText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** This is a capture of which all is known: who sent what, what the network did to it, and so what there is to be counted. */
public final class KnownCapture {
    private static final int SIP_PORT = 5_060;
    private static final long SIGNALLING_MICROS = 60_000;
    private final String name;
    private final List<CaptureFile.Packet> packets = new ArrayList<>();
    private final List<StreamTruth> truths = new ArrayList<>();

    private KnownCapture(String name) {
        this.name = name;
    }

    /** A call in which only one speaks, through a network with the options of {@link Impair}. */
    static KnownCapture ofCall(String name, Speaker speaker, List<String> options) {
        KnownCapture capture = new KnownCapture(name);
        capture.signalling();
        capture.carry(speaker.sent(), options);
        return capture.inOrder();
    }

    /** As {@link #ofCall}, but where only media are heard. */
    static KnownCapture ofMediaAlone(String name, Speaker speaker, List<String> options) {
        KnownCapture capture = new KnownCapture(name);
        capture.carry(speaker.sent(), options);
        return capture.inOrder();
    }

    /** A clean sample capture, each of its streams through such a network. */
    static KnownCapture ofSample(String name, Path sample, List<String> options) throws IOException {
        KnownCapture capture = new KnownCapture(name);
        SampleClocks clocks = new SampleClocks(Impair.manifestOf(sample));
        Map<String, List<SentPacket>> streams = new LinkedHashMap<>();
        for (CaptureFile.Packet packet : CaptureFile.read(sample).packets()) {
            Datagram datagram = new Datagram(packet.frame());
            if (datagram.kind() == Datagram.Kind.RTP) {
                streams.computeIfAbsent(datagram.source(), unseen -> new ArrayList<>())
                        .add(new SentPacket(packet, 0, clocks.of(datagram)));
            } else {
                capture.packets.add(packet);
            }
        }
        streams.values().forEach(sent -> capture.carry(sent, options));
        return capture.inOrder();
    }

    public String name() {
        return name;
    }

    /** What there is to be counted of each stream. */
    public Collection<StreamTruth> truths() {
        return truths;
    }

    /** The capture as a file: classic pcap. */
    public byte[] bytes() {
        return new CaptureFile(packets).bytes();
    }

    void write(Path file) throws IOException {
        Files.write(file, bytes());
    }

    private KnownCapture inOrder() {
        packets.sort(Comparator.comparingLong(CaptureFile.Packet::timeMicros)); // stable: what came first stays first
        return this;
    }

    /**
     * Each run of the sender for itself. Nothing is spared but the first two packets of a later run: a restart is one when
     * the second packet in a row says so (RFC 3550 A.1).
     */
    private void carry(List<SentPacket> sent, List<String> options) {
        Map<Integer, List<CaptureFile.Packet>> runs = new LinkedHashMap<>();
        for (SentPacket packet : sent) {
            runs.computeIfAbsent(packet.run(), first -> new ArrayList<>()).add(packet.packet());
        }
        List<StreamImpairer.Arrival> arrivals = new ArrayList<>();
        runs.forEach((run, packetsOfRun) -> {
            List<String> all = new ArrayList<>(options);
            all.addAll(List.of("--spare", run == 0 ? "0,0" : "2,0"));
            StreamImpairer impairer = new StreamImpairer(ImpairSettings.parse(all), packets.size() + run);
            arrivals.addAll(impairer.apply(packetsOfRun).arrivals());
        });
        arrivals.sort(Comparator.comparingLong(StreamImpairer.Arrival::timeMicros));
        arrivals.forEach(arrival -> packets.add(Impair.arrived(arrival)));
        truths.addAll(StreamTruth.of(sent, arrivals));
    }

    private void signalling() {
        String offer = description(Speaker.ADDRESS, Speaker.PORT);
        String answer = description(Speaker.PEER, Speaker.PEER_PORT);
        SipText invite = SipText.request("INVITE", "known@192.0.2.1", 1, "z9hG4bK1")
                .header("Contact", "<sip:alice@192.0.2.1>")
                .body("application/sdp", offer);
        SipText ok = SipText.response(200, "OK", "INVITE", "known@192.0.2.1", 1, "z9hG4bK1")
                .header("Contact", "<sip:bob@192.0.2.2>")
                .body("application/sdp", answer);
        SipText ack = SipText.request("ACK", "known@192.0.2.1", 1, "z9hG4bK2");
        long micros = Speaker.START_MICROS - SIGNALLING_MICROS;
        message(micros, Speaker.ADDRESS, Speaker.PEER, invite);
        message(micros + 20_000, Speaker.PEER, Speaker.ADDRESS, ok);
        message(micros + 40_000, Speaker.ADDRESS, Speaker.PEER, ack);
    }

    private void message(long micros, String from, String to, SipText text) {
        packets.add(new CaptureFile.Packet(micros, Frames.udpFrame(from, SIP_PORT, to, SIP_PORT, text.bytes())));
    }

    private static String description(String address, int port) {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 " + address,
                "s=-",
                "c=IN IP4 " + address,
                "t=0 0",
                "m=audio " + port + " RTP/AVP 0 8 9 111 13 101",
                "a=rtpmap:111 opus/48000/2",
                "a=rtpmap:13 CN/8000",
                "a=rtpmap:101 telephone-event/8000",
                "");
    }
}
