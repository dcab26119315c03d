// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import earshot.probe.capture.CaptureException;
import earshot.probe.capture.CaptureFault;
import earshot.probe.capture.CapturedPacket;
import earshot.probe.capture.PacketSource;
import java.io.IOException;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Packets that agents send by HEP, in order of arrival; their time is that of the arrival. It listens with threads of its
 * own, which do no more than let in and queue, and is read by one thread.
 */
public final class HepSource implements PacketSource {
    private static final long JOIN_MILLIS = 1_000;

    private final AgentCounts counts = new AgentCounts();
    private final HepQueue queue = new HepQueue();
    private final List<HepListener> listeners = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CapturedPacket packet = new CapturedPacket();
    private final LongSupplier clockNanos;
    private boolean hasPacket;

    private HepSource(LongSupplier clockNanos) {
        this.clockNanos = clockNanos;
    }

    /**
     * Starts listening on all addresses, or says in one sentence what is in the way.
     *
     * @param clockNanos wall clock, nanoseconds since 1970
     */
    public static HepSource open(HepOptions options, LongSupplier clockNanos) throws CaptureException {
        HepSource source = new HepSource(clockNanos);
        for (ListenAddress address : options.listen()) {
            try {
                source.listeners.add(source.listener(address, options));
            } catch (IOException | GeneralSecurityException e) {
                source.close();
                throw new CaptureException("cannot listen for HEP on " + address + ": " + e.getMessage(), e);
            }
        }
        for (HepListener listener : source.listeners) {
            Thread thread = new Thread(listener, "earshot-hep-listen-" + listener.port());
            thread.setDaemon(true);
            thread.start();
            source.threads.add(thread);
        }
        return source;
    }

    private HepListener listener(ListenAddress address, HepOptions options)
            throws IOException, GeneralSecurityException {
        if (address.transport() == ListenAddress.Transport.UDP) {
            return new UdpListener(address, options, counts, queue, clockNanos);
        }
        HepOptions.TlsFiles tls = options.tls();
        boolean isTls = address.transport() == ListenAddress.Transport.TLS;
        if (isTls && tls == null) throw new GeneralSecurityException("TLS needs a certificate and a key");
        ServerSocket server = isTls && tls != null ? PemFiles.serverSocket(tls) : new ServerSocket();
        try {
            server.bind(address.socketAddress());
            return new StreamListener(server, options, counts, queue, clockNanos);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** The ports listened on, in the order of the addresses. */
    public List<Integer> ports() {
        return listeners.stream().map(HepListener::port).toList();
    }

    @Override
    public Step advance() {
        HepQueue.Arrival next = queue.poll();
        hasPacket = next != null;
        if (next == null) return queue.isClosed() ? Step.END : Step.IDLE;
        counts.add(next.agent(), AgentCounts.Outcome.PASSED);
        byte[] bytes = next.packet().array();
        packet.set(CapturedPacket.HEP, next.nanos(), bytes, bytes.length);
        return Step.PACKET;
    }

    @Override
    public CapturedPacket packet() {
        if (!hasPacket) throw new IllegalStateException("no packet before advance() returned PACKET");
        return packet;
    }

    @Override
    public List<CaptureFault> faults() {
        return List.of();
    }

    /** A packet that waits in the queue may be a little older than now. */
    @Override
    public long silentUntilNanos() {
        return clockNanos.getAsLong() - 1_000_000_000L;
    }

    @Override
    public Map<String, Long> refused() {
        return counts.refused();
    }

    @Override
    public Map<String, Long> metrics() {
        return counts.metrics();
    }

    /** Lets nobody in any more; what waits is counted as not read. */
    @Override
    public void stop() {
        queue.close();
        for (HepListener listener : listeners) listener.close();
        try {
            for (Thread thread : threads) thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (HepQueue.Arrival left = queue.poll(); left != null; left = queue.poll()) {
            counts.add(left.agent(), AgentCounts.Outcome.STOPPED);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
