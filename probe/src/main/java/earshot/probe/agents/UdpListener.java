// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.util.function.LongSupplier;

/** Receives one HEP packet in each datagram. A packet for which there is no room is dropped and counted. */
final class UdpListener implements HepListener {
    private static final int KERNEL_BUFFER = 4 << 20;
    private static final int DATAGRAM_MAX = 65_535;

    private final DatagramSocket socket;
    private final AgentGate gate;
    private final AgentCounts counts;
    private final HepQueue queue;
    private final LongSupplier clockNanos;

    UdpListener(ListenAddress address, HepOptions options, AgentCounts counts, HepQueue queue, LongSupplier clockNanos)
            throws IOException {
        this.gate = new AgentGate(options, counts);
        this.counts = counts;
        this.queue = queue;
        this.clockNanos = clockNanos;
        this.socket = new DatagramSocket(address.socketAddress());
        socket.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER);
    }

    @Override
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void run() {
        DatagramPacket datagram = new DatagramPacket(new byte[DATAGRAM_MAX], DATAGRAM_MAX);
        Setback setback = new Setback("HEP over UDP");
        while (!socket.isClosed()) {
            try {
                datagram.setLength(DATAGRAM_MAX);
                socket.receive(datagram);
                setback.isOver();
                take(datagram.getAddress(), datagram.getData(), datagram.getLength());
            } catch (IOException e) {
                if (!socket.isClosed()) setback.suffer(e);
            }
        }
    }

    private void take(InetAddress from, byte[] bytes, int length) {
        long now = clockNanos.getAsLong();
        if (!gate.admits(from, bytes, length, now)) return;
        String agent = Addresses.text(from);
        if (!queue.offer(agent, bytes, length, now)) counts.add(agent, AgentCounts.Outcome.QUEUE);
    }

    @Override
    public void close() {
        socket.close();
    }
}
