// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import earshot.protocols.hep.HepPacket;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an agent: packets one behind the other, each of which tells its length. What is no packet ends the
 * connection, as nobody can tell where the next one starts. While packets cannot be read as fast as they come, it is not
 * read from, so that the agent waits.
 */
final class AgentConnection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentConnection.class);
    private static final int PACKET_MAX = 65_535;
    /** For the handshake of TLS, and for the rest of a packet that has begun. */
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Socket socket;
    private final String agent;
    private final AgentGate gate;
    private final AgentCounts counts;
    private final HepQueue queue;
    private final LongSupplier clockNanos;
    private final long idleNanos;
    private final byte[] buffer = new byte[PACKET_MAX];
    private int filled;
    /** By the monotonic clock: when it last said anything, and since when it is in the middle of something. */
    private volatile long heardNanos = System.nanoTime();

    private volatile long middleNanos;
    private volatile boolean inMiddle;
    private volatile boolean ended;

    AgentConnection(Socket socket, HepOptions options, AgentCounts counts, HepQueue queue, LongSupplier clockNanos) {
        this.socket = socket;
        this.agent = Addresses.text(socket.getInetAddress());
        this.gate = new AgentGate(options, counts);
        this.counts = counts;
        this.queue = queue;
        this.clockNanos = clockNanos;
        this.idleNanos = options.idleMillis() * 1_000_000L;
    }

    @Override
    public void run() {
        try (socket) {
            setMiddle(socket instanceof SSLSocket);
            if (socket instanceof SSLSocket tls) tls.startHandshake();
            setMiddle(false);
            socket.setKeepAlive(true);
            InputStream in = socket.getInputStream();
            for (int count = 0; count >= 0 && takePackets(); count = read(in)) {
                setMiddle(filled > 0);
            }
        } catch (IOException e) {
            LOG.debug("HEP connection of {} ended", agent, e);
            if (!ended) counts.connectionClosed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int read(InputStream in) throws IOException {
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count > 0) filled += count;
        heardNanos = System.nanoTime();
        return count;
    }

    /** Hands on the whole packets that were read; false when the connection is over. */
    private boolean takePackets() throws InterruptedException {
        int at = 0;
        while (filled - at >= HepPacket.FRAME_HEADER) {
            int length = HepPacket.frameLength(buffer, at);
            if (length < 0) {
                counts.add(agent, AgentCounts.Outcome.MALFORMED);
                counts.connectionClosed();
                return false;
            }
            if (length > filled - at) break;
            if (!takePacket(at, length)) return false;
            at += length;
        }
        System.arraycopy(buffer, at, buffer, 0, filled - at);
        filled -= at;
        return true;
    }

    private boolean takePacket(int at, int length) throws InterruptedException {
        byte[] packet = Arrays.copyOfRange(buffer, at, at + length);
        long now = clockNanos.getAsLong();
        if (!gate.admits(socket.getInetAddress(), packet, length, now)) return true;
        if (queue.put(agent, packet, length, now)) return true;
        return counts.refuse(agent, AgentCounts.Outcome.STOPPED);
    }

    private void setMiddle(boolean inMiddle) {
        if (inMiddle && !this.inMiddle) middleNanos = System.nanoTime();
        this.inMiddle = inMiddle;
    }

    /** Whether it was silent for too long, or cannot finish what it began. Called by another thread. */
    boolean isStale(long monotonicNanos) {
        if (monotonicNanos - heardNanos > idleNanos) return true;
        return inMiddle && monotonicNanos - middleNanos > PATIENCE_NANOS;
    }

    /** Ends it for its silence. */
    void end() {
        ended = true;
        counts.connectionClosed();
        close();
    }

    void close() {
        ended = true;
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
    }
}
