// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.net.InetAddress;
import java.sql.Timestamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapAddress;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;
import org.pcap4j.core.Pcaps;

/**
 * Packets of a network interface, through libpcap by pcap4j. The one class that touches pcap4j, so that files can be
 * read where libpcap is not installed.
 *
 * <p>Packets are fetched in batches: one call into libpcap hands over what its ring holds, up to a bound.
 */
public final class LibpcapSource implements PacketSource {
    private static final int BATCH = 512;
    private static final int READ_TIMEOUT_MS = 50;

    private final String device;
    private final PcapHandle handle;
    private final LongSupplier clockNanos;
    private final ArrayDeque<CapturedPacket> ready = new ArrayDeque<>(BATCH);
    private final ArrayDeque<CapturedPacket> spare = new ArrayDeque<>(BATCH);
    private final List<CaptureFault> faults = new ArrayList<>(1);
    private final int linkType;
    private @Nullable CapturedPacket current;
    private volatile boolean closed;

    private LibpcapSource(String device, PcapHandle handle, LongSupplier clockNanos) {
        this.device = device;
        this.handle = handle;
        this.clockNanos = clockNanos;
        this.linkType = linkTypeOf(handle.getDlt().value());
    }

    /**
     * Starts capturing, or says in one sentence what is missing.
     *
     * @param clockNanos wall clock, nanoseconds since 1970
     */
    public static LibpcapSource open(LiveOptions options, LongSupplier clockNanos) throws CaptureException {
        try {
            return new LibpcapSource(options.device(), openHandle(options), clockNanos);
        } catch (PcapNativeException e) {
            throw sentence(options.device(), e);
        } catch (NotOpenException e) {
            throw new CaptureException("cannot capture on " + options.device() + ": " + e.getMessage(), e);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
            throw libpcapMissing("live capture", "reading files", e);
        }
    }

    /** The interfaces of this machine that libpcap can open. */
    public static List<LiveInterface> interfaces() throws CaptureException {
        try {
            List<LiveInterface> found = new ArrayList<>();
            for (PcapNetworkInterface device : Pcaps.findAllDevs()) found.add(describe(device));
            return found;
        } catch (PcapNativeException e) {
            throw sentence("any interface", e);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
            throw libpcapMissing("the list of interfaces", "reading files", e);
        }
    }

    /** Whether libpcap is there and has an interface of that name. */
    static boolean knows(String device) {
        try {
            return Pcaps.getDevByName(device) != null;
        } catch (PcapNativeException | UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
            return false;
        }
    }

    @Override
    public Step advance() {
        if (current != null) spare.add(current);
        current = ready.poll();
        if (current == null && fetch()) current = ready.poll();
        if (current != null) return Step.PACKET;
        return closed ? Step.END : Step.IDLE;
    }

    @Override
    public CapturedPacket packet() {
        if (current == null) throw new IllegalStateException("no packet before advance() returned PACKET");
        return current;
    }

    @Override
    public List<CaptureFault> faults() {
        return faults;
    }

    @Override
    public long silentUntilNanos() {
        return clockNanos.getAsLong() - LiveCapture.DELIVERY_NANOS_MAX;
    }

    @Override
    public long kernelDropped() {
        PcapStat statistics = statistics();
        return statistics == null ? 0 : statistics.getNumPacketsDropped();
    }

    @Override
    public long interfaceDropped() {
        PcapStat statistics = statistics();
        return statistics == null ? 0 : statistics.getNumPacketsDroppedByIf();
    }

    @Override
    public Map<String, Long> metrics() {
        return LiveCapture.metrics(device, this);
    }

    @Override
    public void close() {
        closed = true;
        if (handle.isOpen()) handle.close();
    }

    /** Moves what libpcap holds into {@link #ready}; false when the capture is over. */
    private boolean fetch() {
        if (closed) return false;
        try {
            handle.dispatch(BATCH, this::keep);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (PcapNativeException | NotOpenException e) {
            if (!closed) {
                String detail = String.valueOf(e.getMessage());
                faults.add(CaptureFault.ofInterface(device, detail));
            }
        }
        closed = true;
        return false;
    }

    private void keep(byte[] frame) {
        CapturedPacket packet = spare.poll();
        if (packet == null) packet = new CapturedPacket();
        Timestamp time = handle.getTimestamp();
        long nanos = time.getTime() / 1_000 * 1_000_000_000L + time.getNanos();
        packet.view(frame, 0, frame.length); // pcap4j made the array for this packet alone
        packet.describe(linkType, nanos, handle.getOriginalLength());
        ready.add(packet);
    }

    private @Nullable PcapStat statistics() {
        try {
            return handle.isOpen() ? handle.getStats() : null;
        } catch (PcapNativeException | NotOpenException e) {
            return null; // closed by the other thread between the two calls, or not kept by this interface
        }
    }

    private static PcapHandle openHandle(LiveOptions options)
            throws PcapNativeException, NotOpenException, CaptureException {
        if (Pcaps.getDevByName(options.device()) == null) throw unknown(options.device());
        PcapHandle handle = new PcapHandle.Builder(options.device())
                .snaplen(options.snapLength())
                .promiscuousMode(options.promiscuous() ? PromiscuousMode.PROMISCUOUS : PromiscuousMode.NONPROMISCUOUS)
                .timeoutMillis(READ_TIMEOUT_MS)
                .bufferSize(options.bufferMiB() << 20)
                .timestampPrecision(PcapHandle.TimestampPrecision.NANO)
                .build();
        try {
            // Blocking, libpcap on Linux waits for the next packet however long that takes, and nothing else gets a
            // turn.
            handle.setBlockingMode(PcapHandle.BlockingMode.NONBLOCKING);
            if (!options.filter().isEmpty()) handle.setFilter(options.filter(), BpfCompileMode.OPTIMIZE);
        } catch (PcapNativeException e) {
            handle.close();
            throw new CaptureException("filter \"" + options.filter() + "\" is not valid: " + e.getMessage(), e);
        }
        return handle;
    }

    private static CaptureException unknown(String device) throws CaptureException {
        List<String> names = new ArrayList<>();
        for (LiveInterface known : interfaces()) names.add(known.name());
        return LiveCapture.unknown(device, names);
    }

    private static CaptureException sentence(String device, PcapNativeException e) {
        String message = String.valueOf(e.getMessage());
        if (message.toLowerCase(Locale.ROOT).contains("permi")) return LiveCapture.notPermitted(device);
        return new CaptureException("cannot capture on " + device + ": " + message, e);
    }

    /** What needs libpcap, which is not there, and what does not. */
    static CaptureException libpcapMissing(String what, String other, Throwable cause) {
        return new CaptureException(
                what + " needs libpcap: install the package libpcap0.8 (Debian, Ubuntu) or libpcap (Fedora, Alpine); "
                        + other + " works without it",
                cause);
    }

    private static LiveInterface describe(PcapNetworkInterface device) {
        List<String> addresses = new ArrayList<>();
        for (PcapAddress address : device.getAddresses()) {
            InetAddress ip = address.getAddress();
            if (ip != null) addresses.add(ip.getHostAddress());
        }
        String description = device.getDescription() == null ? "" : device.getDescription();
        return new LiveInterface(device.getName(), description, addresses, device.isUp());
    }

    /** The DLT numbers that differ from the LINKTYPE numbers of files (Linux and BSD raw IP). */
    private static int linkTypeOf(int dlt) {
        return dlt == 12 || dlt == 14 ? 101 : dlt;
    }
}
