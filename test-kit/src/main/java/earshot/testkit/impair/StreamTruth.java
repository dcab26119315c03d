// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * This is what can be known of a stream where it arrives, from what its sender did and what the network did to it: nothing
 * here is read off sequence numbers. What the words mean is written down in docs/accuracy.md.
 *
 * @param sent all that its sender sent
 * @param received packets, copies among them
 * @param expected from the first to the last that came, of each run of the sender
 * @param lost expected that did not come in time
 * @param duplicates copies of packets that had come
 * @param outOfOrder packets that came in time after one sent later
 * @param reorderMax by how many places the farthest of these was behind the last sent that had come
 * @param pauses of 200 ms or more in which its sender was silent, between packets of speech that came
 * @param pauseMs their length together
 * @param restarts times that the sender started over and was heard again
 * @param jitterMeanMs mean of the RFC 3550 A.8 jitter
 * @param jitterMaxMs its maximum
 */
public record StreamTruth(
        String src,
        String dst,
        String ssrc,
        long sent,
        long received,
        long expected,
        long lost,
        long duplicates,
        long outOfOrder,
        long reorderMax,
        long pauses,
        double pauseMs,
        long restarts,
        double jitterMeanMs,
        double jitterMaxMs) {
    /** A packet that comes that many behind the last one is too late to be anything but lost. */
    static final int TOO_LATE = 128;

    /** The truth of each stream of a sender, in the order in which they were heard. */
    static Collection<StreamTruth> of(List<SentPacket> sent, List<StreamImpairer.Arrival> arrivals) {
        Map<CaptureFile.Packet, Integer> places = new HashMap<>();
        for (int place = 0; place < sent.size(); place++)
            places.put(sent.get(place).packet(), place);
        Map<Long, Listener> listeners = new LinkedHashMap<>();
        for (StreamImpairer.Arrival arrival : arrivals) {
            int place = Objects.requireNonNull(places.get(arrival.sent()));
            Datagram datagram = new Datagram(arrival.sent().frame());
            listeners
                    .computeIfAbsent(datagram.ssrc(), unheard -> new Listener())
                    .hear(place, sent.get(place), arrival.timeMicros());
        }
        Map<Long, StreamTruth> truths = new LinkedHashMap<>();
        listeners.forEach((ssrc, listener) -> truths.put(ssrc, listener.truth(ssrc, sent)));
        return truths.values();
    }

    /** What its sender did not send between two packets of speech, of which all that was sent between is taken off. */
    private static final class Silence {
        private static final int PTIME_MS = 20;
        private static final int PAUSE_MIN_MS = 200;
        private static final int NOISE_TYPE = 13;

        private int lastPlace = -1;
        private int lastRun;
        private int lastClockRate;
        private long lastTimestamp;
        /** Packets of noise heard since: they are in the silence, not beside it. */
        private int noises;

        private long pauses;
        private double totalMs;

        void hear(int place, SentPacket packet) {
            Datagram datagram = new Datagram(packet.packet().frame());
            if (packet.clockRate() == 0) {
                if (datagram.payloadType() == NOISE_TYPE) noises++;
                else lastPlace = -1; // an event sounds
                return;
            }
            boolean follows = lastPlace >= 0 && packet.run() == lastRun && packet.clockRate() == lastClockRate;
            if (follows) {
                double steppedMs = (int) (datagram.timestamp() - lastTimestamp) * 1000.0 / packet.clockRate();
                double silentMs = steppedMs - PTIME_MS * (place - lastPlace - noises);
                if (silentMs >= PAUSE_MIN_MS) {
                    pauses++;
                    totalMs += silentMs;
                }
            }
            lastPlace = place;
            lastRun = packet.run();
            lastClockRate = packet.clockRate();
            lastTimestamp = datagram.timestamp();
            noises = 0;
        }
    }

    /** One who knows of each packet what place it had among all that were sent. */
    private static final class Listener {
        private final Set<Integer> came = new HashSet<>();
        private final PlainJitter jitter = new PlainJitter();
        private final Silence silence = new Silence();
        private int run = -1;
        private int first;
        private int highest;
        private int inRun;
        private long received;
        private long expected;
        private long lost;
        private long duplicates;
        private long outOfOrder;
        private long reorderMax;
        private long restarts = -1;

        void hear(int place, SentPacket packet, long timeMicros) {
            received++;
            if (packet.run() > run) begin(place, packet.run());
            if (packet.run() < run || highest - place >= TOO_LATE) return;
            boolean showsRestart = restarts > 0 && inRun == 0; // the second packet is the first that is believed
            if (packet.clockRate() > 0 && !showsRestart) {
                jitter.packet(timeMicros, new Datagram(packet.packet().frame()).timestamp(), packet.clockRate(), run);
            }
            if (!came.add(place)) {
                duplicates++;
                return;
            }
            inRun++;
            if (place < highest) outOfOrder++;
            reorderMax = Math.max(reorderMax, highest - place);
            if (place >= highest && !showsRestart) silence.hear(place, packet);
            first = Math.min(first, place);
            highest = Math.max(highest, place);
        }

        private void begin(int place, int newRun) {
            endRun();
            run = newRun;
            first = place;
            highest = place;
            restarts++;
        }

        private void endRun() {
            if (inRun == 0) return;
            expected += highest - first + 1;
            lost += highest - first + 1 - inRun;
            inRun = 0;
        }

        StreamTruth truth(long ssrc, List<SentPacket> sent) {
            endRun();
            List<Datagram> own = sent.stream()
                    .map(packet -> new Datagram(packet.packet().frame()))
                    .filter(datagram -> datagram.ssrc() == ssrc)
                    .toList();
            return new StreamTruth(
                    own.get(0).source(),
                    own.get(0).destination(),
                    String.format(Locale.ROOT, "0x%08x", ssrc),
                    own.size(),
                    received,
                    expected,
                    lost,
                    duplicates,
                    outOfOrder,
                    reorderMax,
                    silence.pauses,
                    silence.totalMs,
                    restarts,
                    jitter.meanMs(),
                    jitter.maxMs());
        }
    }
}
