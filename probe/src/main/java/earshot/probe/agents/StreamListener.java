// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets agents connect by TCP or TLS, up to a number of connections, and ends those that are silent, stay in the middle of
 * a packet, or do not come through with TLS.
 */
final class StreamListener implements HepListener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);
    private static final int LOOK_MILLIS = 250;

    private final ServerSocket server;
    private final HepOptions options;
    private final AgentCounts counts;
    private final HepQueue queue;
    private final LongSupplier clockNanos;
    private final Set<AgentConnection> connections = ConcurrentHashMap.newKeySet();

    StreamListener(ServerSocket server, HepOptions options, AgentCounts counts, HepQueue queue, LongSupplier clockNanos)
            throws IOException {
        this.server = server;
        this.options = options;
        this.counts = counts;
        this.queue = queue;
        this.clockNanos = clockNanos;
        server.setSoTimeout(LOOK_MILLIS);
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void run() {
        AgentGate gate = new AgentGate(options, counts);
        Setback setback = new Setback("HEP over TCP");
        while (!server.isClosed()) {
            try {
                welcome(server.accept(), gate);
                setback.isOver();
            } catch (SocketTimeoutException e) {
                LOG.trace("nobody came", e);
                setback.isOver();
            } catch (IOException e) {
                if (!server.isClosed()) setback.suffer(e);
            }
            for (AgentConnection connection : connections) {
                if (connection.isStale(System.nanoTime())) connection.end();
            }
        }
    }

    private void welcome(Socket socket, AgentGate gate) throws IOException {
        InetAddress agent = socket.getInetAddress();
        if (!gate.isAllowed(agent) || connections.size() >= options.connectionsMax()) {
            counts.connectionRefused();
            socket.close();
            return;
        }
        AgentConnection connection = new AgentConnection(socket, options, counts, queue, clockNanos);
        connections.add(connection);
        Thread thread = new Thread(
                () -> {
                    connection.run();
                    connections.remove(connection);
                },
                "earshot-hep-" + Addresses.text(agent));
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
        for (AgentConnection connection : connections) connection.close();
    }
}
