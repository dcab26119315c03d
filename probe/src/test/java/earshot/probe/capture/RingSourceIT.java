// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import earshot.probe.capture.PacketSource.Step;
import earshot.testkit.Frames;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kernel's ring on a pair of virtual interfaces, beside libpcap on the same one. */
@Timeout(120)
class RingSourceIT {
    @Test
    void theRingHandsOutWhatLibpcapDoesOctetForOctet() throws Exception {
        assertThat(VethPair.run(Inside.class, "same"))
                .containsExactly(
                        "8 the same: earshot1, 65535, everything",
                        "8 the same: earshot0, 65535, everything", // where they go out
                        "8 the same: earshot1, 100, everything",
                        "4 the same: earshot1, 100, udp port 5060",
                        "3 the same: earshot1, 65535, vlan 5",
                        "5 the same: earshot1, 65535, vlan",
                        "2 the same: earshot1, 65535, vlan 5 and udp port 5060",
                        "4 the same: earshot1, 65535, udp port 5060",
                        "6 the same: earshot1, 65535, udp port 5060 or (vlan and udp port 5061)",
                        "0 the same: earshot1, 65535, tcp");
    }

    @Test
    void closingWhileItIsReadEndsItAndNothingElse() throws Exception {
        assertThat(VethPair.run(Inside.class, "close")).containsExactly("100 ended");
    }

    @Test
    void nothingIsAllocatedForAPacket() throws Exception {
        assertThat(VethPair.run(Inside.class, "allocate")).containsExactly("20000 packets, less than an octet each");
    }

    @Test
    void anInterfaceThatGoesDownIsWaitedForAndOneThatIsGoneEndsTheSource() throws Exception {
        assertThat(VethPair.run(Inside.class, "outage"))
                .containsExactly(
                        "PACKET",
                        "earshot1: the interface is down; capture goes on when it is up again",
                        "PACKET",
                        "END",
                        "earshot1: the interface is down; capture goes on when it is up again",
                        "earshot1: the interface is gone");
    }

    @Test
    void anInterfaceThatIsDownFromTheBeginningIsAPersonsMistake() throws Exception {
        assertThat(VethPair.run(Inside.class, "down"))
                .containsExactly("cannot capture on earshot1: it is down; bring it up with: ip link set earshot1 up");
    }

    @Test
    void packetsThatFindTheRingFullAreCounted() throws Exception {
        assertThat(VethPair.run(Inside.class, "full"))
                .containsExactly("3000 sent, all handed out or dropped, some of each");
    }

    /** Runs inside of the namespace. */
    static final class Inside {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private Inside() {}

        public static void main(String[] arguments) throws Exception {
            try (VethPair.Sender sender = new VethPair.Sender("earshot0")) {
                switch (arguments[0]) {
                    case "same" -> same(sender);
                    case "close" -> close(sender);
                    case "allocate" -> allocate(sender);
                    case "outage" -> outage(sender);
                    case "down" -> down();
                    case "full" -> full(sender);
                    default -> throw new IllegalArgumentException(arguments[0]);
                }
            }
        }

        private static void same(VethPair.Sender sender) throws Exception {
            same(sender, "earshot1", 65_535, "");
            same(sender, "earshot0", 65_535, "");
            same(sender, "earshot1", 100, "");
            same(sender, "earshot1", 100, "udp port 5060");
            for (String filter : List.of(
                    "vlan 5",
                    "vlan",
                    "vlan 5 and udp port 5060",
                    "udp port 5060",
                    "udp port 5060 or (vlan and udp port 5061)",
                    "tcp")) {
                same(sender, "earshot1", 65_535, filter);
            }
        }

        /** Frames untagged and tagged, of all lengths, by both ways at once. */
        private static void same(VethPair.Sender sender, String device, int snapLength, String filter)
                throws Exception {
            byte[] sip = Frames.ipv4("192.0.2.8", "192.0.2.9", Frames.UDP, Frames.udp(5060, 5060, new byte[300]));
            byte[] media = Frames.ipv4("192.0.2.8", "192.0.2.9", Frames.UDP, Frames.udp(5062, 5061, new byte[172]));
            byte[] priority = Frames.tag(5 | 6 << 13, Frames.etherTypeOf(media), media);
            List<byte[]> frames = List.of(
                    Frames.ethernet(sip),
                    Frames.vlan(5, sip),
                    Frames.ethernet(media),
                    Frames.vlan(6, media),
                    Frames.ethernet(0x8100, priority),
                    Frames.ethernet(0x88A8, Frames.tag(7, 0x8100, Frames.tag(5, 0x0800, sip))),
                    Frames.vlan(5, Frames.ipv4("192.0.2.8", "192.0.2.9", Frames.UDP, Frames.udp(1, 5060, new byte[0]))),
                    Frames.ethernet(
                            Frames.ipv4("192.0.2.8", "192.0.2.9", Frames.UDP, Frames.udp(5060, 1, new byte[1_472]))));
            LiveOptions ring = new LiveOptions(device, filter, snapLength, true, 4, LiveOptions.Method.RING);
            LiveOptions libpcap = new LiveOptions(device, filter, snapLength, true, 4, LiveOptions.Method.LIBPCAP);
            try (PacketSource one = LiveCapture.open(ring, Inside::nowNanos);
                    PacketSource other = LiveCapture.open(libpcap, Inside::nowNanos)) {
                one.advance(); // from here on packets come in
                for (byte[] frame : frames) sender.send(frame);
                List<String> byRing = read(one);
                List<String> byLibpcap = read(other);
                String what = device + ", " + snapLength + ", " + (filter.isEmpty() ? "everything" : filter);
                if (byRing.equals(byLibpcap)) System.out.println(byRing.size() + " the same: " + what);
                else System.out.println("not the same: " + what + '\n' + byRing + '\n' + byLibpcap);
            }
        }

        /** What comes within 300 ms, of our own sending. */
        private static List<String> read(PacketSource source) {
            List<String> seen = new ArrayList<>();
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
            while (System.nanoTime() < deadline) {
                if (source.advance() != Step.PACKET) continue;
                CapturedPacket packet = source.packet();
                String frame = HexFormat.of().formatHex(packet.copyOfBytes());
                boolean isOurs = frame.contains("c0000208c0000209");
                if (isOurs) seen.add(packet.timeNanos() + " " + frame + " of " + packet.originalLength());
            }
            return seen;
        }

        private static void close(VethPair.Sender sender) throws Exception {
            int ended = 0;
            for (int i = 0; i < 100; i++) {
                PacketSource source = ring("earshot1", 1);
                Thread reader = new Thread(() -> {
                    PacketGroup group = new PacketGroup();
                    while (source.advance(group) != Step.END) Thread.onSpinWait();
                });
                reader.start();
                for (int packet = 0; packet < 10 * i; packet++) sender.send(new byte[1_000]);
                source.close();
                reader.join(10_000);
                if (!reader.isAlive() && source.kernelDropped() >= 0 && source.advance() == Step.END) ended++;
            }
            System.out.println(ended + " ended");
        }

        private static void allocate(VethPair.Sender sender) throws Exception {
            try (PacketSource source = ring("earshot1", 16)) {
                PacketGroup group = new PacketGroup();
                for (int i = 0; i < 20_000; i++) sender.send(new byte[214]);
                read(source, group, 20_000); // what is loaded and linked for the first packets
                for (int i = 0; i < 20_000; i++) sender.send(new byte[214]);
                long before = THREADS.getCurrentThreadAllocatedBytes();
                int packets = read(source, group, 20_000);
                long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
                String much = allocated < packets ? "less than an octet each" : allocated + " octets";
                System.out.println(packets + " packets, " + much);
            }
        }

        private static int read(PacketSource source, PacketGroup group, int packets) {
            int seen = 0;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (seen < packets && System.nanoTime() < deadline) {
                if (source.advance(group) == Step.PACKET) seen += group.size();
            }
            return seen;
        }

        private static void outage(VethPair.Sender sender) throws Exception {
            PacketSource source = ring("earshot1", 2);
            sender.send(Frames.ethernet(new byte[60]));
            System.out.println(next(source));
            VethPair.ip("link", "set", "earshot1", "down");
            step(source);
            source.faults().forEach(System.out::println);
            VethPair.ip("link", "set", "earshot1", "up");
            VethPair.ip("link", "set", "earshot0", "up");
            step(source);
            sender.send(Frames.ethernet(new byte[60]));
            System.out.println(next(source));
            VethPair.ip("link", "delete", "earshot1");
            System.out.println(next(source));
            source.faults().forEach(System.out::println);
        }

        private static Step next(PacketSource source) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            Step step = Step.IDLE;
            while (step == Step.IDLE && System.nanoTime() < deadline) step = source.advance();
            return step;
        }

        /** Reads on for longer than the source lets pass between two looks at the interface. */
        private static void step(PacketSource source) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(250);
            while (System.nanoTime() < until && source.advance() != Step.END) Thread.onSpinWait();
        }

        private static void down() throws Exception {
            VethPair.ip("link", "set", "earshot1", "down");
            try (PacketSource source = ring("earshot1", 2)) {
                System.out.println(source.advance());
            } catch (CaptureException e) {
                System.out.println(e.getMessage());
            }
        }

        /** Into 1 MiB go 640 frames of 1,500 octets, fewer where a block is handed over before it is full. */
        private static void full(VethPair.Sender sender) throws Exception {
            try (PacketSource source = ring("earshot1", 1)) {
                for (int i = 0; i < 3_000; i++) sender.send(new byte[1_500]);
                long dropped = source.kernelDropped();
                int handedOut = read(source, new PacketGroup(), (int) (3_000 - dropped));
                boolean isAll = handedOut + source.kernelDropped() == 3_000 && source.kernelDropped() == dropped;
                boolean isSome = handedOut > 50 && dropped > 1_500;
                System.out.println("3000 sent, " + (isAll ? "all" : "not all") + " handed out or dropped, "
                        + (isSome ? "some of each" : handedOut + " and " + dropped));
            }
        }

        private static PacketSource ring(String device, int mebibytes) throws CaptureException {
            PacketSource source = LiveCapture.open(
                    new LiveOptions(device, "", 65_535, true, mebibytes, LiveOptions.Method.RING), Inside::nowNanos);
            source.advance(); // from here on packets come in
            return source;
        }

        private static long nowNanos() {
            return System.currentTimeMillis() * 1_000_000;
        }
    }
}
