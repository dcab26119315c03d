// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * This makes one copy of a capture: moved to another time and other names, and impaired as asked.
 *
 * <pre>{@code
 * java -cp test-kit/target/classes:... earshot.testkit.impair.Impair IN.pcap OUT.pcap --seed 7 --loss 0.05 --net 11=51
 * }</pre>
 *
 * Options: {@code --start INSTANT --seed N --only SOURCE --reports WHAT --loss P --burst ENTER,LEAVE[,LOSS]
 * --jitter SHAPE,MEAN,SPREAD --overtaking yes --reorder P --reorder-depth N --duplicate P --duplicate-lag MS --spare FIRST,LAST
 * --silence SOURCE --net A=B --text A=B --call-id-tag T --vlan ID --carry udp|rfc4571|turn}. When the
 * original has a manifest and anything is impaired, the copy gets one too.
 */
public final class Impair {
    private static final int COPY_IP_ID_BIT = 0x8000;
    private final ImpairSettings settings;
    private final List<CaptureFile.Packet> packets;
    private final long shiftSeconds;
    private final List<CaptureFile.Packet> kept = new ArrayList<>();

    private final ReceiverReports reports = new ReceiverReports();

    private record Key(String source, String destination, long ssrc) {}

    private Impair(ImpairSettings settings, CaptureFile original) {
        this.settings = settings;
        this.packets = original.packets();
        long firstSecond = Math.floorDiv(packets.get(0).timeMicros(), 1_000_000);
        this.shiftSeconds =
                settings.start().equals(Instant.EPOCH) ? 0 : settings.start().getEpochSecond() - firstSecond;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("usage: Impair IN.pcap OUT.pcap [OPTION VALUE]...");
            System.exit(2);
        }
        run(Path.of(arguments[0]), Path.of(arguments[1]), "", List.of(arguments).subList(2, arguments.length));
    }

    /** Makes the copy and, when the original has one, its manifest. */
    static void run(Path in, Path out, String title, List<String> arguments) throws IOException {
        ImpairSettings settings = ImpairSettings.parse(arguments);
        Impair impair = new Impair(settings, CaptureFile.read(in));
        Relabel relabel = new Relabel(settings, impair.shiftSeconds);
        Path original = manifestOf(in);
        if (settings.impairs() && original.toFile().exists()) {
            CopyManifest manifest = new CopyManifest(original, relabel, impair.shiftSeconds);
            impair.impair(manifest);
            manifest.describe(out, in, title, arguments);
            manifest.write(manifestOf(out));
        } else {
            impair.kept.addAll(impair.packets);
        }
        Carrier carrier = new Carrier(settings.carrier());
        new CaptureFile(impair.kept.stream()
                        .map(relabel::apply)
                        .map(carrier::apply)
                        .toList())
                .write(out);
    }

    static Path manifestOf(Path capture) {
        String name = capture.getFileName().toString().replaceFirst("\\.pcap$", ".manifest.json");
        return capture.resolveSibling(name);
    }

    private void impair(CopyManifest manifest) {
        Map<Key, List<CaptureFile.Packet>> streams = new LinkedHashMap<>();
        for (CaptureFile.Packet packet : packets) {
            Datagram datagram = new Datagram(packet.frame());
            Datagram.Kind kind = datagram.kind();
            if (kind == Datagram.Kind.RTP) {
                Key key = new Key(datagram.source(), datagram.destination(), datagram.ssrc());
                streams.computeIfAbsent(key, unseen -> new ArrayList<>()).add(packet);
            } else if (kind != Datagram.Kind.RTCP || !isSilenced(datagram.source())) {
                kept.add(packet);
            }
        }
        int index = 0;
        for (Map.Entry<Key, List<CaptureFile.Packet>> stream : streams.entrySet()) {
            impairStream(stream.getKey(), stream.getValue(), index++, manifest);
        }
        kept.sort(Comparator.comparingLong(CaptureFile.Packet::timeMicros));
        if (settings.reports() != ImpairSettings.Reports.ORIGINAL) {
            boolean metrics = settings.reports() == ImpairSettings.Reports.RECEIVED;
            kept.replaceAll(packet -> reports.apply(packet, metrics));
            reports.last().forEach((ssrc, report) -> manifest.reported(ssrc, report, metrics));
        }
        count(manifest);
    }

    private void count(CopyManifest manifest) {
        Map<Datagram.Kind, Integer> counts = new EnumMap<>(Datagram.Kind.class);
        for (Datagram.Kind kind : Datagram.Kind.values()) counts.put(kind, 0);
        for (CaptureFile.Packet packet : kept) {
            Datagram datagram = new Datagram(packet.frame());
            counts.merge(datagram.kind(), 1, Integer::sum);
            if (datagram.kind() == Datagram.Kind.RTCP) manifest.rtcp(datagram);
        }
        manifest.packets(counts);
    }

    private boolean isSilenced(String source) {
        return !settings.silence().isEmpty() && source.startsWith(settings.silence());
    }

    private void impairStream(Key key, List<CaptureFile.Packet> sent, int index, CopyManifest manifest) {
        if (isSilenced(key.source)) {
            manifest.removed(key.source, key.destination, key.ssrc);
        } else if (!key.source.startsWith(settings.only())) {
            kept.addAll(sent);
            manifest.untouched(key.source, key.destination, key.ssrc);
        } else {
            StreamImpairer.Result result = new StreamImpairer(settings, index).apply(sent);
            for (StreamImpairer.Arrival arrival : result.arrivals()) kept.add(arrived(arrival));
            reports.add(key.ssrc, result.arrivals(), manifest.clockRate(key.source, key.destination, key.ssrc));
            manifest.impaired(key.source, key.destination, key.ssrc, sent.size(), result);
        }
    }

    /** A doubled packet gets an IP identification of its own, else it would look like one packet mirrored twice. */
    static CaptureFile.Packet arrived(StreamImpairer.Arrival arrival) {
        byte[] frame = arrival.sent().frame().clone();
        Datagram datagram = new Datagram(frame);
        if (arrival.isCopy() && datagram.isIpv4()) {
            datagram.putU16(datagram.ip + 4, datagram.u16(datagram.ip + 4) ^ COPY_IP_ID_BIT);
        }
        return new CaptureFile.Packet(arrival.timeMicros(), frame);
    }
}
